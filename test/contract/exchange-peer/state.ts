import type { z } from "zod";
import type { ExchangeComment, ExchangeMessage } from "../../../schemas/exchange.ts";
import type { FieldName, TicketFields } from "../../../schemas/ticket.ts";
import { type Faults, noFaults } from "../../../connectors/simulator-kit/faults.ts";
import type { LedgerEntry } from "../../../connectors/simulator-kit/ledger.ts";

/** A system of somebody else's that speaks the ticket exchange; written from the published schema alone. */
export const ownName = "peer";

export interface PeerComment extends Omit<z.infer<typeof ExchangeComment>, "ticketId"> {
  sender: string;
}

export interface PeerFile {
  id: string;
  fileName: string;
  contentType: string;
  visibility: "public" | "internal";
  createdAt: string;
  bytes: Buffer;
  sender: string;
}

export interface PeerTicket {
  id: string;
  number: string;
  client: string;
  /** Where the other side made it. */
  marker: string | null;
  fields: TicketFields;
  versions: Partial<Record<FieldName, number>>;
  /** Who set a field's version. */
  setBy: Partial<Record<FieldName, string>>;
  createdAt: string;
  updatedAt: string;
  /** Number of the change that touched it last, over all tickets. */
  change: number;
  comments: PeerComment[];
  files: PeerFile[];
}

export interface PeerState {
  tickets: Map<string, PeerTicket>;
  deleted: Set<string>;
  /** Message ids that were taken. */
  taken: Set<string>;
  changes: number;
  faults: Faults;
  ledger: LedgerEntry[];
  calls: Map<string, number>;
  hookUrl: string | null;
  now(): Date;
}

export type Told = Exclude<ExchangeMessage, { type: "ping" }>;
/** What the peer says to the other side; sent signed. */
export type Tell = (message: Pick<Told, "type" | "data">) => Promise<void>;

export function createState(now: () => Date): PeerState {
  return {
    tickets: new Map(),
    deleted: new Set(),
    taken: new Set(),
    changes: 0,
    faults: { ...noFaults },
    ledger: [],
    calls: new Map(),
    hookUrl: null,
    now,
  };
}

export const blankFields: TicketFields = {
  title: "",
  description: null,
  status: "new",
  priority: 3,
  type: "incident",
  queue: null,
  category: null,
  assignee: null,
  contact: null,
  resolution: null,
};

export function addTicket(state: PeerState, id: string, client: string, marker: string | null): PeerTicket {
  const at = state.now().toISOString();
  const number = `P-${String(state.tickets.size + state.deleted.size + 1).padStart(5, "0")}`;
  const head = { id, number, client, marker, createdAt: at, updatedAt: at, change: 0 };
  const ticket: PeerTicket = { ...head, fields: { ...blankFields }, versions: {}, setBy: {}, comments: [], files: [] };
  state.tickets.set(id, ticket);
  touch(state, ticket);
  return ticket;
}

export function touch(state: PeerState, ticket: PeerTicket): void {
  state.changes += 1;
  ticket.change = state.changes;
  ticket.updatedAt = state.now().toISOString();
}

/** Sets a field to a value and notes the edit that did. */
export function setField<F extends FieldName>(
  ticket: PeerTicket,
  field: F,
  value: TicketFields[F],
  edit: { version: number; by: string },
): void {
  ticket.fields[field] = value;
  ticket.versions[field] = edit.version;
  ticket.setBy[field] = edit.by;
}

/** The higher version stands, and of equal ones the greater sender's. */
export function isNewer(ticket: PeerTicket, field: FieldName, edit: { version: number; by: string }): boolean {
  const known = ticket.versions[field] ?? 0;
  return edit.version > known || (edit.version === known && edit.by > (ticket.setBy[field] ?? ""));
}

export function noteEffect(
  state: PeerState,
  by: LedgerEntry["by"],
  entry: Pick<LedgerEntry, "method" | "ticketId" | "body">,
): void {
  state.ledger.push({ at: state.now().toISOString(), by, path: by === "api" ? "/inbox" : "page", ...entry });
}
