import { createHash, randomUUID } from "node:crypto";
import { type Faults, noFaults } from "../../simulator-kit/faults.ts";
import type { LedgerEntry } from "../../simulator-kit/ledger.ts";
import { noToggles, type Toggles } from "./toggles.ts";

/** A record as the database holds it: every value is a text, a reference is the other record's `sys_id`. */
export type Row = Record<string, string>;

export interface Identity {
  userName: string;
  password: string;
  clientId: string;
  clientSecret: string;
  apiKey: string;
  webhookSecret: string;
}

/** A user at work; the API user is one of them. */
export interface Actor {
  userName: string;
  by: LedgerEntry["by"];
  /** Holds `itil_admin`, and so may close. */
  mayClose: boolean;
}

export interface SimulatorState {
  identity: Identity;
  tables: Map<string, Row[]>;
  files: Map<string, Buffer>;
  token: { value: string; endsAt: number } | null;
  failedLogins: number;
  ledger: LedgerEntry[];
  faults: Faults;
  toggles: Toggles;
  /** Calls of each kind since the start, by `METHOD resource`. */
  calls: Map<string, number>;
  /** Calls of the running hour, for the rate rule. */
  hour: { startedAt: number; calls: number };
  /** Deletions that were told and are not done yet. */
  held: (() => void)[];
  hookUrl: string | null;
  nextNumber: number;
  /** Moved by tests. */
  clockOffsetMs: number;
  now(): Date;
}

export const actors = {
  ann: { userName: "ann.keller", by: "technician", mayClose: true },
  system: { userName: "system", by: "system", mayClose: true },
} as const satisfies Record<string, Actor>;

export function apiActor(state: SimulatorState): Actor {
  return { userName: state.identity.userName, by: "api", mayClose: false };
}

export function createState(identity: Identity, clock: () => Date): SimulatorState {
  const state: SimulatorState = {
    identity,
    tables: new Map(),
    files: new Map(),
    token: null,
    failedLogins: 0,
    ledger: [],
    faults: { ...noFaults },
    toggles: { ...noToggles },
    calls: new Map(),
    hour: { startedAt: 0, calls: 0 },
    held: [],
    hookUrl: null,
    nextNumber: 48_213,
    clockOffsetMs: 0,
    now: () => new Date(clock().getTime() + state.clockOffsetMs),
  };
  return state;
}

export function rowsOf(state: SimulatorState, table: string): Row[] {
  const rows = state.tables.get(table) ?? [];
  state.tables.set(table, rows);
  return rows;
}

export function findRow(state: SimulatorState, table: string, id: string | undefined): Row | undefined {
  return id ? rowsOf(state, table).find((row) => row["sys_id"] === id) : undefined;
}

export function removeRow(state: SimulatorState, table: string, id: string): void {
  state.tables.set(
    table,
    rowsOf(state, table).filter((row) => row["sys_id"] !== id),
  );
}

export function newId(): string {
  return randomUUID().replaceAll("-", "");
}

/** The same at every start, for what is there from the beginning. */
export function fixedId(name: string): string {
  return createHash("md5").update(name).digest("hex");
}

/** One second's precision, UTC, no zone. */
export function toStamp(instant: Date): string {
  return instant.toISOString().slice(0, 19).replace("T", " ");
}

/** The time that a row gets: set early in a transaction, which may end later. */
export function stampNow(state: SimulatorState): string {
  return toStamp(new Date(state.now().getTime() - state.toggles.commitDelaySeconds * 1_000));
}

/** Adds a row with the system's own columns. */
export function addRow(state: SimulatorState, table: string, fields: Row, userName: string): Row {
  const at = stampNow(state);
  const row: Row = {
    ...fields,
    sys_id: fields["sys_id"] ?? newId(),
    sys_created_on: at,
    sys_created_by: userName,
    sys_updated_on: at,
    sys_updated_by: userName,
    sys_mod_count: "0",
  };
  rowsOf(state, table).push(row);
  return row;
}

export function noteEffect(
  state: SimulatorState,
  actor: Actor,
  entry: { method: string; path: string; ticketId: string | null; body: unknown },
): void {
  state.ledger.push({ at: state.now().toISOString(), by: actor.by, ...entry });
}

/** The vendor's own words, with the status that they come with. */
export class VendorRefusal extends Error {
  readonly status: 400 | 403 | 404;
  readonly detail: string | null;
  constructor(status: 400 | 403 | 404, message: string, detail: string | null = null) {
    super(message);
    this.status = status;
    this.detail = detail;
  }
}
