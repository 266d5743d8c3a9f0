import type { Link } from "../../schemas/link.ts";
import { type Said, type SaidText, tokenOf } from "./entries.ts";
import { blanked, type StoredComment, type StoredRecord } from "./desk.ts";
import { textIn } from "./meanings.ts";
import type { Ring } from "./ring.ts";
import { connectionIds, type DeskName, deskOf, traits } from "./setting.ts";
import { sameWords } from "./technician.ts";

interface Place {
  ring: Ring;
  link: Link;
  desk: DeskName;
  record: StoredRecord;
}

/** (2) What was said stands once on every working link of its ticket, with its last words; (3) as visible as it may be. */
export function judgeComments(ring: Ring): readonly string[] {
  const places = [...ring.tables.links.values()].flatMap(({ link }): Place[] => {
    const desk = deskOf(link.connectionId);
    const record = link.externalId === null ? undefined : ring.desks[desk].records.get(link.externalId);
    return link.state === "active" && record ? [{ ring, link, desk, record }] : [];
  });
  const unread = ring.book.said.flatMap((said) => judgeUnread(ring, said));
  return [...unread, ...places.flatMap((place) => [...judgeSameWords(place), ...judgePlace(place)])];
}

/** What nobody has read: of a working record there is none; of a merged one it should be the survivor's. */
function judgeUnread(ring: Ring, said: Said): string[] {
  const name = said.token;
  if (said.ticketId !== undefined || said.deleted || name === undefined) return [];
  const row = ring.tables.linkTo(connectionIds[said.desk], said.record);
  if (row?.link.state === "active") return [`(2) ${name} in ${said.record} was never read`];
  const lost = row?.endedReason === "closedForGood" && said.number <= (ring.book.heardUntil.get(said.record) ?? 0);
  if (lost) return [`(2) ${name} was said in ${said.record} before it ended`];
  const record = ring.desks[said.desk].records.get(said.record);
  const survivor = record?.mergedInto && ring.desks[said.desk].records.get(record.mergedInto);
  if (!record || !survivor || !ring.book.linked.has(said.record)) return [];
  const carried = row
    ? row.endedReason === "merged"
    : ring.tables.linkTo(connectionIds[said.desk], survivor.externalId) !== undefined;
  return carried ? [`(7) ${name} was said in ${said.record} before it was merged, and is not with the survivor`] : [];
}

function judgePlace(place: Place): string[] {
  return place.ring.book.said.flatMap((said) => {
    if (said.token === undefined) return [];
    const shown = place.record.comments.filter(({ body }) => tokenOf(body) === said.token);
    const copies = shown.filter(({ body }) => !body.startsWith("Edited:"));
    if (copies.length > 1) return [`(2) ${said.token} stands ${copies.length} times in ${place.record.externalId}`];
    if (said.ticketId !== place.link.ticketId) return [];
    if (said.deleted) return judgeDeleted(place, said, copies);
    const [copy] = copies;
    if (!copy) return judgeMissing(place, said);
    return [...judgeText(place, said, copy, shown), ...judgeVisibility(place, said, copy)];
  });
}

function judgeMissing(place: Place, said: Said): string[] {
  const { record, ring, link, desk } = place;
  if (recordsBefore(place).some(({ comments }) => comments.some(({ body }) => tokenOf(body) === said.token))) return [];
  if (said.copyGone.has(desk) || isTold(ring, said, link, ["notShownAnyMore"]) || isLooping(ring, said)) return [];
  return [`(2) ${said.token ?? ""} is not in ${record.externalId}`];
}

/** Records that were closed for good and that this one goes on for: what was said there need not be said again. */
function recordsBefore({ ring, link, desk }: Place): readonly StoredRecord[] {
  const rows = [...ring.tables.links.values()].filter((row) => row.link.connectionId === link.connectionId);
  const records: StoredRecord[] = [];
  for (let row = ring.tables.links.get(link.id); row?.succeeds;) {
    const { succeeds } = row;
    row = rows.find((other) => other.link.externalId === succeeds);
    const record = row?.link.externalId && ring.desks[desk].records.get(row.link.externalId);
    if (record) records.push(record);
  }
  return records;
}

function judgeDeleted(place: Place, said: Said, copies: readonly StoredComment[]): string[] {
  const { ring, desk, record } = place;
  const source = ring.tables.linkTo(connectionIds[said.desk], said.record);
  // Where nobody reads any more, or so much vanished at once that it was asked about, it may stand.
  if (source?.link.state !== "active" || isTold(ring, said, source.link, ["notShownAnyMore"])) return [];
  const left = copies.filter(({ body }) => body !== blanked);
  return traits[desk].editsComments && left.length > 0
    ? [`(2) ${said.token ?? ""} was deleted and stands in ${record.externalId}`]
    : [];
}

function judgeText(place: Place, said: Said, copy: StoredComment, shown: readonly StoredComment[]): string[] {
  const { ring, desk, record } = place;
  const texts = said.texts.filter((text) => counts(ring, said, text));
  const last = texts.at(-1);
  if (!last) return [];
  const allowed = texts.filter((text) => text === last || isListed(ring, last));
  const shows = (body: string) => allowed.some((text) => textIn(desk, body) === textIn(desk, text.body));
  const notes = shown.filter((one) => one !== copy);
  if (notes.length > said.texts.length - 1 + ring.book.disturbances)
    return [`(2) ${notes.length} notes say that ${said.token ?? ""} was edited in ${record.externalId}`];
  const said2 = [copy.body, ...notes.map(({ body }) => body.replace(/^Edited: /, ""))];
  if (said2.some(shows)) return [];
  return [
    `(2) ${said.token ?? ""} reads ${JSON.stringify(copy.body)} in ${record.externalId}, and was last ${JSON.stringify(last.body)}`,
  ];
}

/** The hub has read it, or should have: its record works, and nobody took it away there. */
function counts(ring: Ring, said: Said, text: SaidText): boolean {
  const works = ring.tables.linkTo(connectionIds[text.desk], text.record)?.link.state === "active";
  return text.seen || (works && !text.covered && !said.copyGone.has(text.desk));
}

/** A text that does not stand because another was chosen is told. */
function isListed(ring: Ring, { body }: SaidText): boolean {
  const version = /k\d+v\d+/.exec(body)?.[0] ?? body;
  return ring.tables.conflicts.some(({ field, ours, theirs }) => {
    return field === "comment" && [ours, theirs].some((text) => new RegExp(`${version}\\b`).test(String(text)));
  });
}

const visibilityTold = ["stillPublicThere", "publicOnlyThere", "contested"];

function judgeVisibility({ ring, link, record }: Place, said: Said, copy: StoredComment): string[] {
  if (said.shownAgain || isTold(ring, said, link, visibilityTold)) return [];
  const internal = said.heardAs === "internal" || said.hidden;
  if (internal === (copy.visibility === "internal") || (said.hidden && !said.hideSeen)) return [];
  return [`(3) ${said.token ?? ""} is ${copy.visibility} in ${record.externalId}`];
}

/** Machines seemed to answer each other: it was kept where it was said. */
function isLooping(ring: Ring, said: Said): boolean {
  return ring.tables.conflicts.some(
    ({ reason, theirs }) =>
      reason === "autoReplyLoop" && (tokenOf(String(theirs)) ?? sameWords) === (said.token ?? sameWords),
  );
}

function isTold(ring: Ring, said: Said, link: Link, reasons: readonly string[]): boolean {
  return ring.tables.conflicts.some(
    ({ field, connectionId, reason, ours }) =>
      field === "comment" &&
      connectionId === link.connectionId &&
      reasons.includes(reason) &&
      tokenOf(String(ours)) === said.token,
  );
}

/** Of words that many say, only how often is known. */
function judgeSameWords(place: Place): string[] {
  const { ring, link, desk, record } = place;
  // Two of them may change places when they are recognised by their words: they count where they were said.
  const own = ring.book.said.filter((said) => {
    if (said.token !== undefined) return false;
    const source = ring.tables.linkTo(connectionIds[said.desk], said.record)?.link;
    return (said.ticketId ?? (source?.state === "active" ? source.ticketId : undefined)) === link.ticketId;
  });
  const isSame = ({ body }: StoredComment) => textIn(desk, body) === sameWords;
  // What was said in a closed record, and read by nobody, counts with what is lost.
  const unread = (comment: StoredComment) =>
    ring.book.said.some(({ originals, ticketId }) => originals.includes(comment.externalId) && ticketId === undefined);
  const before = recordsBefore(place).flatMap(({ comments }) => comments.filter(isSame));
  const shown = record.comments.filter(isSame).length + before.filter((comment) => !unread(comment)).length;
  // A merged ticket's other records keep what was said there before, and one that was merged into two has its words in both.
  if (ring.book.isTorn(link.ticketId)) return [];
  if (shown === own.length || own.some((said) => isLooping(ring, said)) || ring.tables.mergedInto.has(link.ticketId))
    return [];
  return [`(2) "${sameWords}" was said ${own.length} times and stands ${shown} times in ${record.externalId}`];
}
