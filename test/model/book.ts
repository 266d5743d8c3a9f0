import type { Comment, Visibility } from "../../schemas/comment.ts";
import type { ExternalId, TicketId } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import type { Link } from "../../schemas/link.ts";
import type { DeskDraft, DeskRecord } from "../../core/ports/desk.ts";
import type { RingDesk, StoredComment, StoredRecord } from "./desk.ts";
import { type FieldEdit, type Said, tokenOf, versionOf } from "./entries.ts";
import { connectionIds, type DeskName, type SyncedField, syncedFields } from "./setting.ts";
import { type LinkRow, type Tables, working } from "./tables.ts";

interface Look {
  number: number;
  raw: StoredRecord["raw"];
  clientRef: ExternalId | null;
  writes: Readonly<Record<string, number>>;
}
const keyOf = (record: ExternalId, field: string) => `${record} ${field}`;

/** The judge's own ledger: what people did, and what the hub had a chance to see. It holds nothing that the product decided. */
export class Book {
  readonly edits: FieldEdit[] = [];
  readonly said: Said[] = [];
  /** Merges of tickets that the hub has carried out: decisions on the loser's status, the survivor's priority. */
  readonly merges: { number: number; loser: TicketId; survivor: TicketId }[] = [];
  /** Records of which the hub has ever taken a reading. */
  readonly linked = new Set<ExternalId>();
  /** What people had done when the comments of a record were last read. */
  readonly heardUntil = new Map<ExternalId, number>();
  /** Broken promises that were noticed the moment they were broken. */
  readonly complaints: string[] = [];
  /** Writes of ours that reached a desk. */
  writes = 0;
  /** Steps of the hub's work. */
  steps = 0;
  /** Calls that died with their process or whose answer was lost: each may be repeated. */
  disturbances = 0;
  /** Edits within the read-write window of the desk without a history. */
  windowed = 0;
  number = 0;
  readonly #readings = new Map<string, Look>();
  /** What stood in a field before our last write to it. */
  readonly #befores = new Map<string, Json | undefined>();
  readonly #latest = new Map<ExternalId, Look>();
  readonly #looks = new Map<ExternalId, Look>();
  readonly #writes: Record<string, number> = {};
  readonly #clients = new Map<TicketId, string>();
  readonly #banned = new Set<ExternalId>();

  complain(text: string): void {
    this.complaints.push(text);
  }

  noteEdit(desk: DeskName, record: StoredRecord, field: SyncedField, raw: Json): void {
    this.number += 1;
    const edit = { number: this.number, desk, record: record.externalId, field, raw };
    const written = this.#writes[keyOf(record.externalId, field)] ?? 0;
    const unread = (this.#looks.get(record.externalId)?.writes[keyOf(record.externalId, field)] ?? 0) < written;
    const setBack = unread && this.#befores.get(keyOf(record.externalId, field)) === raw;
    this.edits.push({ ...edit, undone: false, seenIn: undefined, covered: false, setBack });
    const look = this.#looks.get(record.externalId);
    const key = keyOf(record.externalId, field);
    if (!look || look.raw[field] !== raw || (look.writes[key] ?? 0) !== (this.#writes[key] ?? 0)) return;
    for (const one of this.#editsOf(record.externalId, field)) if (one.number > look.number) one.undone = true;
  }

  noteSaid(desk: DeskName, record: ExternalId, { externalId, body, visibility }: StoredComment): void {
    this.number += 1;
    const texts = [{ number: this.number, desk, record, body, seen: false, covered: false }];
    const token = tokenOf(body);
    const fate = { hidden: false, hideSeen: false, shownAgain: false, deleted: false, copyGone: new Set<DeskName>() };
    const said = { number: this.number, token, desk, record, originals: [externalId], texts, visibility };
    this.said.push({ ...said, ...fate, heardAs: undefined, ticketId: undefined });
  }

  noteReworded(said: Said, desk: DeskName, record: ExternalId, body: string): void {
    this.number += 1;
    said.texts.push({ number: this.number, desk, record, body, seen: false, covered: false });
  }

  /** A merge takes a comment along: what was said goes on there. */
  noteCarried(original: ExternalId, record: ExternalId, carried: ExternalId): void {
    for (const said of this.said)
      if (said.originals.includes(original)) {
        said.record = record;
        said.originals.push(carried);
      }
  }

  noteUnsaid(said: Said, desk: DeskName, comment: ExternalId): void {
    if (said.originals.includes(comment)) said.deleted = true;
    else said.copyGone.add(desk);
  }

  /** The desk itself closes what is merged: what people had set there as its status is superseded. */
  noteClosedByMerge(record: ExternalId): void {
    this.number += 1;
    for (const edit of this.edits)
      if (edit.record === record && edit.field === "status" && edit.seenIn === undefined) edit.undone = true;
  }

  /** Whether one ticket was merged into this one and, in another desk, into a third. */
  isTorn(id: TicketId): boolean {
    const losers = this.merges.filter(({ survivor }) => survivor === id).map(({ loser }) => loser);
    return losers.some((one) => this.merges.filter(({ loser }) => loser === one).length > 1);
  }

  saidIn(body: string): Said | undefined {
    const token = tokenOf(body);
    return token === undefined ? undefined : this.said.find((one) => one.token === token);
  }

  /** A reading leaves the desk. */
  noteReading({ externalId, version, raw, clientRef }: DeskRecord): void {
    const look = { number: this.number, raw, clientRef, writes: { ...this.#writes } };
    this.#readings.set(keyOf(externalId, version), look);
    this.#latest.set(externalId, look);
  }

  /** The hub writes a link: perhaps it has taken a reading, goes on in another record, or brings back what had ended. */
  noteSaved(row: LinkRow, link: Link, tables: Tables): void {
    const { link: before } = row;
    if (!working.includes(before.state) && working.includes(link.state))
      this.complain(`(8) a link that was ${before.state} (${String(row.endedReason)}) is ${link.state} again`);
    if (link.externalId === null) return;
    if (before.externalId !== null && before.externalId !== link.externalId) this.#noteAdopted(link.externalId);
    const look = this.#readings.get(keyOf(link.externalId, link.seenVersion ?? ""));
    if (look && link.seenAt && link.seenAt.getTime() !== before.seenAt?.getTime()) this.#noteTaken(link, look, tables);
  }

  #noteTaken(link: Link, look: Look, tables: Tables): void {
    const record = link.externalId;
    if (record === null) return;
    this.linked.add(record);
    this.#looks.set(record, look);
    this.#noteClient(link, look.clientRef, tables);
    for (const field of syncedFields) {
      const last = this.#editsOf(record, field).findLast(({ number }) => number <= look.number);
      if (last && last.raw === look.raw[field]) last.seenIn = link.ticketId;
    }
  }

  /** A ticket goes on in a record that was nobody's: what people set there before is no edit of the ticket. */
  #noteAdopted(record: ExternalId): void {
    const look = this.#latest.get(record);
    if (!look) return;
    this.#looks.set(record, look);
    for (const edit of this.edits) if (edit.record === record && edit.number <= look.number) edit.undone = true;
  }

  /** The hub keeps what was said, or what it was made. */
  noteKept(comment: Comment): void {
    const said = this.saidIn(comment.body);
    if (!said) return;
    said.ticketId ??= comment.ticketId;
    said.heardAs ??= comment.visibility;
    for (const text of said.texts) if (versionOf(text.body) === versionOf(comment.body)) text.seen = true;
    if (said.hidden && comment.visibility === "internal") said.hideSeen = true;
  }

  /** The hub knows a comment of a record by its key. */
  noteCopy(key: ExternalId, ticketId: TicketId, comment: Comment | undefined): void {
    const said = this.said.find(({ originals }) => originals.includes(key));
    if (!said) return;
    said.ticketId ??= ticketId;
    said.heardAs ??= comment?.visibility;
  }

  /** An edit of ours goes over a comment; what was written there after the push had begun to read, nobody could see. */
  noteOverwritten(desk: RingDesk, id: ExternalId, commentId: ExternalId, since: number): void {
    const shown = desk.records.get(id)?.comments.find(({ externalId }) => externalId === commentId);
    const said = shown && this.saidIn(shown.body);
    for (const text of said?.texts ?? [])
      if (!text.seen && text.number > since && text.body === shown?.body) text.covered = true;
  }

  /** Everything that was heard in the one is the other's from now on. */
  noteMerge(loser: TicketId, survivor: TicketId): void {
    this.number += 1;
    this.merges.push({ number: this.number, loser, survivor });
    for (const said of this.said) if (said.ticketId === loser) said.ticketId = survivor;
  }

  /**
   * A record was read whose desk decides whose ticket it is: with another client, the links that the ticket had elsewhere are
   * the old client's from now on, and nothing may be sent to them.
   */
  #noteClient(link: Link, clientRef: ExternalId | null, tables: Tables): void {
    const ticket = tables.ticketOf(link.ticketId);
    const decides = link.connectionId === connectionIds.A || link.connectionId === ticket.birthConnectionId;
    if (!decides || clientRef === null) return;
    const client = clientRef.slice(0, clientRef.indexOf("@"));
    if (this.#clients.get(ticket.id) === client) return;
    this.#clients.set(ticket.id, client);
    for (const { link: other, madeIn } of tables.links.values())
      if (
        other.ticketId === ticket.id &&
        other.id !== link.id &&
        madeIn < tables.transaction &&
        other.externalId !== null
      )
        this.#banned.add(other.externalId);
  }

  noteBorn(ticketId: TicketId, client: string): void {
    this.#clients.set(ticketId, client);
  }

  /** A request that writes leaves for a record. */
  noteSending(record: ExternalId): void {
    if (this.#banned.has(record)) this.complain(`(6) a write to the old client's ${record}`);
  }

  /** A request leaves that makes a record, for a client of the desk. */
  noteCreating({ clientRef }: DeskDraft, ticketId: TicketId | undefined): void {
    const client = ticketId === undefined ? undefined : this.#clients.get(ticketId);
    if (client !== undefined && !clientRef.startsWith(`${client}@`))
      this.complain(`(6) a record is made for ${clientRef}, and its ticket is ${client}'s`);
  }

  /** What is said in public was public where a person said it, and the hub has not read since that it is not. */
  noteSaying(desk: DeskName, body: string, visibility: Visibility): void {
    const said = this.saidIn(body);
    if (visibility === "internal" || !said) return;
    if (said.heardAs === "internal" || said.hideSeen)
      this.complain(`(3) ${said.token ?? ""} is made public in ${desk}`);
  }

  /** A write of ours reaches a field; what nobody had read there is covered. */
  noteCovered(record: StoredRecord, field: SyncedField, before: Json | undefined): void {
    const key = keyOf(record.externalId, field);
    this.#writes[key] = (this.#writes[key] ?? 0) + 1;
    this.#befores.set(key, before);
    if (before === record.raw[field]) return;
    for (const edit of this.#editsOf(record.externalId, field)) if (edit.seenIn === undefined) edit.covered = true;
  }

  #editsOf(record: ExternalId, field: SyncedField): readonly FieldEdit[] {
    return this.edits.filter((edit) => edit.record === record && edit.field === field);
  }
}
