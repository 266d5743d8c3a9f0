import type { Faults } from "../../simulator-kit/faults.ts";
import { noFaults } from "../../simulator-kit/faults.ts";
import { clients } from "./lists.ts";
import type { LedgerEntry } from "../../simulator-kit/ledger.ts";
import { noQuirks, type Quirks } from "./quirks.ts";

/** One instance of the vendor as the simulator keeps it; how its rows look on the wire is said in `wire.ts`. */
export interface Action {
  id: number;
  guid: string;
  ticketId: number;
  outcomeId: number;
  outcome: string;
  agentId: number;
  userId: number;
  applicationId: string;
  who: string;
  at: Date;
  note: string;
  noteHtml: string;
  hidden: boolean;
  oldStatus: number;
  newStatus: number;
  /** Written by the system itself. */
  system: boolean;
}

export interface Ticket {
  id: number;
  guid: string;
  summary: string;
  details: string;
  detailsHtml: string;
  statusId: number;
  typeId: number;
  slaId: number;
  priorityId: number;
  clientId: number;
  siteId: number;
  userId: number;
  agentId: number;
  team: string;
  category: string;
  source: number;
  createdAt: Date;
  updatedAt: Date;
  lastActionAt: Date;
  closedAt: Date | null;
  respondBy: Date | null;
  fixBy: Date | null;
  mergedInto: number;
  deleted: boolean;
  closureNote: string;
  hasBeenClosed: boolean;
  customFields: Map<number, string>;
  actions: Action[];
  nextAction: number;
}

export interface Attachment {
  id: number;
  ticketId: number;
  actionId: number;
  fileName: string;
  contentType: string;
  bytes: Uint8Array;
  note: string;
  showForUsers: boolean;
  byApi: boolean;
  at: Date;
}

export interface Webhook extends Record<string, unknown> {
  id: string;
}
export interface Notification extends Record<string, unknown> {
  id: number;
}

export interface SimulatorState {
  now: () => Date;
  /** Its customer organisations, first of all the one for tickets of nobody. */
  clients: readonly { id: number; name: string }[];
  faults: Faults;
  quirks: Quirks;
  ledger: LedgerEntry[];
  /** When each ticket was last shown to whoever uses the API; the latest so many, oldest first. */
  shown: Map<number, Date[]>;
  /** Webhooks that were switched off after too many failures, each time it happened. */
  switchedOff: number;
  /** By `METHOD resource`. */
  calls: Map<string, number>;
  /** Instants of calls, for the rolling window; ms. */
  recent: number[];
  tokens: Map<string, { endsAt: number; scope: string }>;
  tokensGiven: number;
  /** Creations that are on their way. */
  creating: number;
  tickets: Map<number, Ticket>;
  attachments: Attachment[];
  /** Pictures that people pasted into texts, by their key. */
  images: Map<string, Uint8Array>;
  webhooks: Webhook[];
  notifications: Notification[];
  deliveries: Record<string, unknown>[];
  nextTicket: number;
  nextAttachment: number;
  nextNotification: number;
}

/** @param customers names of further customer organisations */
export function createState(now: () => Date, customers: readonly string[] = []): SimulatorState {
  const further = customers.map((name, index) => ({ id: 101 + index, name, inactive: false, toplevel_id: 1 }));
  return {
    now,
    clients: [...clients, ...further],
    faults: { ...noFaults },
    quirks: { ...noQuirks },
    ledger: [],
    shown: new Map(),
    switchedOff: 0,
    calls: new Map(),
    recent: [],
    tokens: new Map(),
    tokensGiven: 0,
    creating: 0,
    tickets: new Map(),
    attachments: [],
    images: new Map(),
    webhooks: [],
    notifications: [],
    deliveries: [],
    nextTicket: 10_417,
    nextAttachment: 3_301,
    nextNotification: 40,
  };
}

/** What the vendor refuses with 400 and a JSON text or object. */
export class VendorRefusal extends Error {
  readonly body: unknown;
  readonly status: 400 | 403 | 404 | 415 | 500;
  constructor(body: unknown, status: 400 | 403 | 404 | 415 | 500 = 400) {
    super(typeof body === "string" ? body : `refused (${status})`);
    this.body = body;
    this.status = status;
  }
}

/** An answer without a body, as for missing records and rights. */
export function refuseSilently(status: 403 | 404 | 415 | 500): VendorRefusal {
  return new VendorRefusal(null, status);
}

/** @throws VendorRefusal (404) for a ticket that is not there or was deleted */
export function ticketOf(state: SimulatorState, id: unknown): Ticket {
  const ticket = state.tickets.get(Number(id));
  if (!ticket || ticket.deleted) throw refuseSilently(404);
  return ticket;
}
