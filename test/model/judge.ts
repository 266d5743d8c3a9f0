import type { TicketId } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import type { Conflict } from "../../schemas/change.ts";
import type { FieldEdit } from "./entries.ts";
import { judgeComments } from "./judge-comments.ts";
import { meansSame } from "./meanings.ts";
import type { Ring } from "./ring.ts";
import { connectionIds, deskNames, deskOf, desksOf, dialects, refOf, syncedFields, traits } from "./setting.ts";
import type { LinkRow } from "./tables.ts";

/** After the drain: every broken promise, in words, by its number in the README. */
export function judge(ring: Ring): readonly string[] {
  return [
    ...ring.book.complaints,
    ...judgeLinks(ring),
    ...judgeTwins(ring),
    ...judgeAgreement(ring),
    ...judgeComments(ring),
    ...judgeWrites(ring),
    ...judgeEdits(ring),
  ];
}

/** (1) Every working link says what its ticket says, or shows that it does not. */
function judgeAgreement(ring: Ring): string[] {
  return [...ring.tables.links.values()].flatMap(({ link }) => {
    if (link.state !== "active") return [];
    const desk = deskOf(link.connectionId);
    const record = link.externalId === null ? undefined : ring.desks[desk].records.get(link.externalId);
    if (!record) return [`(1) link ${link.id} works and ${String(link.externalId)} is not there`];
    const ticket = ring.tables.ticketOf(link.ticketId);
    return syncedFields.flatMap((field) => {
      if (!ticket.meta[field] || link.fields[field]?.held) return [];
      const [shown, value] = [record.raw[field], ticket.fields[field]];
      if (meansSame(desk, field, shown, value)) return [];
      return [`(1) ${field} of ${record.externalId} is ${String(shown)}, of ticket ${ticket.id} ${String(value)}`];
    });
  });
}

/** (7) (8) Links end when their record is merged or gone, for ever; (1) each desk that serves has, or had, a record. */
function judgeLinks(ring: Ring): string[] {
  const complaints: string[] = [];
  const rows = [...ring.tables.links.values()];
  for (const { link, clientRef } of rows) {
    const record = link.externalId && ring.desks[deskOf(link.connectionId)].records.get(link.externalId);
    if (link.state === "active" && record && record.mergedInto)
      complaints.push(`(7) ${record.externalId} is merged and its link works`);
    if (link.state === "creating" || link.state === "unknown") complaints.push(`(1) link ${link.id} is never made`);
    const again = (other: LinkRow) =>
      other.link.ticketId === link.ticketId && other.clientRef === clientRef && other.link.id > link.id;
    if (link.state === "gone" && rows.some(again))
      complaints.push(`(8) what was deleted as ${link.externalId ?? ""} is made again`);
  }
  for (const ticket of ring.tables.tickets.values()) {
    if (ring.tables.isOver(ticket.id) || ring.tables.mergedInto.has(ticket.id)) continue;
    for (const { connectionId } of desksOf(ticket.clientId))
      if (!rows.some(({ link }) => link.ticketId === ticket.id && link.connectionId === connectionId))
        complaints.push(`(1) ticket ${ticket.id} has no record in ${deskOf(connectionId)}`);
  }
  return complaints;
}

/** (9) A link's record is made once; a twin that was withdrawn was made all the same. */
function judgeTwins(ring: Ring): string[] {
  return deskNames.flatMap((name) => {
    const markers = [...ring.desks[name].records.values()].flatMap(({ marker }) => marker ?? []);
    const twice = new Set(markers.filter((marker, index) => markers.indexOf(marker) !== index));
    return [...twice].map((marker) => `(9) ${name} has two records of marker ${marker}`);
  });
}

/** (4) Writes are bounded by what people did, times links; a call that got lost may be repeated. */
export function mostWrites(ring: Ring): number {
  const { edits, said, disturbances, merges } = ring.book;
  const { size } = ring.tables.links;
  const words = said.reduce(
    (sum, { texts, hidden, deleted }) => sum + texts.length + Number(hidden) + Number(deleted),
    0,
  );
  return (
    3 * edits.length + 4 * merges.length + 3 * words + 2 * size + said.length * Math.max(0, size - 6) + disturbances
  );
}

function judgeWrites(ring: Ring): string[] {
  const most = mostWrites(ring);
  return ring.book.writes > most ? [`(4) ${ring.book.writes} writes where ${most} would do`] : [];
}

/** (5) No human edit vanishes. */
function judgeEdits(ring: Ring): string[] {
  const tickets = new Map(ring.book.edits.map((edit) => [edit, ticketOf(ring, edit)]));
  return ring.book.edits.flatMap((edit) => {
    const ticketId = tickets.get(edit);
    if (edit.undone || ticketId === undefined) return [];
    const later = (other: FieldEdit) => other.field === edit.field && other.number > edit.number && !other.undone;
    const superseded = ring.book.edits.some((other) => later(other) && tickets.get(other) === ticketId);
    if (superseded || isDecided(ring, edit, ticketId)) return [];
    if (
      isLeftBehind(ring, edit) ||
      stands(ring, edit, ticketId) ||
      isListed(ring, edit, ticketId) ||
      isShown(ring, edit)
    )
      return [];
    if ((edit.covered || edit.setBack) && isWindow(edit)) return countWindow(ring);
    return [`(5) ${edit.desk} set ${edit.field} of ${edit.record} to ${String(edit.raw)}, and it is nowhere`];
  });
}

/** A desk keeps no history, and its versions do not count. */
function isWindow({ desk }: FieldEdit): boolean {
  const { history, counts } = traits[desk];
  return !history && !counts;
}

/** The named exception: between reading and writing a desk that keeps no history, nobody can see an edit. */
function countWindow(ring: Ring): string[] {
  ring.book.windowed += 1;
  return [];
}

/** The ticket that an edit is of: where it was read, or where its record belongs; else nobody was asked to carry it. */
function ticketOf(ring: Ring, edit: FieldEdit): TicketId | undefined {
  if (edit.seenIn !== undefined) return edit.seenIn;
  const row = ring.tables.linkTo(connectionIds[edit.desk], edit.record);
  return row?.link.state === "active" ? row.link.ticketId : undefined;
}

/** The merge of two tickets decides on the loser's status and resolution, and on the survivor's priority. */
function isDecided(ring: Ring, { number, field }: FieldEdit, ticketId: TicketId): boolean {
  return ring.book.merges.some((merge) => {
    if (merge.number < number) return false;
    if (field === "priority") return merge.survivor === ticketId;
    return merge.loser === ticketId && (field === "status" || field === "resolution");
  });
}

function stands(ring: Ring, edit: FieldEdit, ticketId: TicketId): boolean {
  return meansSame(edit.desk, edit.field, edit.raw, ring.tables.ticketOf(ticketId).fields[edit.field]);
}

function isListed(ring: Ring, edit: FieldEdit, ticketId: TicketId): boolean {
  return ring.tables.conflicts.some((conflict) => {
    if (conflict.ticketId !== ticketId || conflict.field !== edit.field) return false;
    if (conflict.reason === "perhapsCovered") return conflict.connectionId === connectionIds[edit.desk];
    return valuesOf(conflict).some((value) => value === edit.raw || meansSame(edit.desk, edit.field, edit.raw, value));
  });
}

/** What a conflict shows; an entry of a desk's history shows its value as text. */
function valuesOf({ ours, theirs, reason }: Conflict): readonly Json[] {
  return reason === "coveredByOurWrite" ? [JSON.parse(String(theirs)) as Json] : [ours, theirs];
}

/** What no table knows goes with the record that was merged into another one. */
function isLeftBehind(ring: Ring, { desk, record, field, raw }: FieldEdit): boolean {
  const merged = ring.desks[desk].records.get(record)?.mergedInto;
  return field === "status" && Boolean(merged) && !Object.hasOwn(dialects[desk].statusIn, String(raw));
}

/** It stands where it was made, or stood when the link ended, and the link says why it is not carried over. */
function isShown(ring: Ring, edit: FieldEdit): boolean {
  const link = ring.tables.linkTo(connectionIds[edit.desk], edit.record)?.link;
  if (!link?.fields[edit.field]?.held) return false;
  return link.state !== "active" || ring.desks[edit.desk].records.get(edit.record)?.raw[edit.field] === edit.raw;
}

export function describe(ring: Ring): string {
  const lines = deskNames.flatMap((name) =>
    [...ring.desks[name].records.values()].map((record) => {
      const row = ring.tables.linkTo(connectionIds[name], record.externalId);
      const link = row ? `${row.link.state} of ${row.link.ticketId}` : "no link";
      const comments = record.comments.map(
        ({ body, visibility, byUs }) => `${byUs ? "us" : "person"} ${visibility} ${JSON.stringify(body)}`,
      );
      const client = record.clientRef === refOf(name, "north") ? "" : ` ${record.clientRef}`;
      return `${record.externalId}${client} (${link}) ${JSON.stringify(record.raw)} ${comments.join("; ")}`;
    }),
  );
  return lines.join("\n");
}
