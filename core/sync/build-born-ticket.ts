import type { ClientId, ConnectionId, ExternalId, TicketId } from "../../schemas/ids.ts";
import type { Link, LinkField } from "../../schemas/link.ts";
import type { Actor, FieldMeta, FieldName, Ticket, TicketFields } from "../../schemas/ticket.ts";
import type { DeskRecord, Lens } from "../ports/desk.ts";
import { patchOf } from "./edit-ticket.ts";
import { emptyFields } from "./empty-fields.ts";

const untitled = "(no title)";
const mostTitle = 500;

/** A record as our fields; what has no word here is left out and named. */
export function readFields(
  record: DeskRecord,
  fields: readonly FieldName[],
  lens: Lens,
): { values: Partial<TicketFields>; base: Link["fields"] } {
  let values: Partial<TicketFields> = {};
  const base: Partial<Record<FieldName, LinkField>> = {};
  for (const field of fields) {
    const raw = record.raw[field];
    if (raw === undefined) continue;
    const reading = lens.from(field, raw);
    if (reading.kind === "value") {
      values = { ...values, ...patchOf(field, reading.value) };
      base[field] = { rev: 1, raw };
    } else if (reading.kind === "unmapped") {
      base[field] = { rev: 0, raw: null, held: { kind: "unmapped", rev: 0, detail: reading.detail } };
    } else {
      base[field] = { rev: 0, raw };
    }
  }
  if (values.title !== undefined) values = { ...values, title: values.title.slice(0, mostTitle).trim() || untitled };
  return { values, base };
}

export interface Birth {
  id: TicketId;
  clientId: ClientId;
  code: string;
  connectionId: ConnectionId;
  homeConnectionId: ConnectionId | null;
  /** End of the reading in which it was first seen. */
  seenAt: Date;
}

/**
 * Builds the ticket of a record that was born in a desk. What the record does not say has a value but no author, so that
 * it is nobody's edit and is written nowhere. Its clocks start when the record was made.
 */
export function buildBornTicket(record: DeskRecord, values: Partial<TicketFields>, birth: Birth): Ticket {
  const by: Actor = { kind: "sync", connectionId: birth.connectionId };
  const meta: Partial<Record<FieldName, FieldMeta>> = {};
  for (const field of Object.keys(values) as FieldName[])
    meta[field] = { rev: 1, by, after: record.createdAt, until: birth.seenAt };
  const fields: TicketFields = {
    title: untitled,
    ...emptyFields,
    ...values,
  };
  return {
    id: birth.id,
    clientId: birth.clientId,
    rev: 1,
    fields,
    meta,
    code: birth.code,
    origin: originOfRecord(birth.connectionId, record.externalId),
    homeConnectionId: birth.homeConnectionId,
    birthConnectionId: birth.connectionId,
    createdAt: record.createdAt,
  };
}

/** Names the record that a ticket came from, the same whenever it is read; markers are made of it. */
export function originOfRecord(connectionId: ConnectionId, externalId: ExternalId): string {
  return `record:${connectionId}:${externalId}`;
}

/** Codes of ours that a text names, e.g. `K7M2-QX4D`; at most ten. */
export function findCodes(text: string): readonly string[] {
  return [...new Set(text.match(/\b[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}\b/g) ?? [])].slice(0, 10);
}
