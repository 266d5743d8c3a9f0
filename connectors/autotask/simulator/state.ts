import { type Faults, noFaults } from "../../simulator-kit/faults.ts";
import type { LedgerEntry } from "../../simulator-kit/ledger.ts";

/** One database of the vendor as the simulator keeps it: entities by name, each row a flat record as on the wire. */
export type Row = Record<string, unknown> & { id: number };

export interface Identity {
  user: string;
  secret: string;
  integrationCode: string;
}

export const apiResource = 30699001;
export const systemResource = 4;
export const technicians = { ann: 30411207, bob: 30411208 } as const;
export interface SimulatorState {
  identity: Identity;
  wrongSecrets: number;
  entities: Map<string, Row[]>;
  ledger: LedgerEntry[];
  faults: Faults;
  /** What the security level of the API user does not allow: `TicketNotes.Create`. */
  denied: Set<string>;
  /** Calls of each kind since the start, by `METHOD entity`. */
  calls: Map<string, number>;
  busy: Map<string, number>;
  /** Webhooks that were switched off after too many failures, each time it happened. */
  switchedOff: number;
  nextId: Map<string, number>;
  now: () => Date;
}

/** @param customers names of further customer organisations */
export function createState(identity: Identity, now: () => Date, customers: readonly string[] = []): SimulatorState {
  const state: SimulatorState = {
    identity,
    wrongSecrets: 0,
    entities: new Map(),
    ledger: [],
    switchedOff: 0,
    faults: { ...noFaults },
    denied: new Set(),
    calls: new Map(),
    busy: new Map(),
    nextId: new Map(),
    now,
  };
  seed(state, customers);
  return state;
}

export function rowsOf(state: SimulatorState, entity: string): Row[] {
  const rows = state.entities.get(entity) ?? [];
  state.entities.set(entity, rows);
  return rows;
}

export function findRow(state: SimulatorState, entity: string, id: number): Row | undefined {
  return rowsOf(state, entity).find((row) => row.id === id);
}

export function addRow(state: SimulatorState, entity: string, fields: Record<string, unknown>): Row {
  const id = state.nextId.get(entity) ?? 1;
  state.nextId.set(entity, id + 1);
  const row = { ...fields, id };
  rowsOf(state, entity).push(row);
  return row;
}

/** The vendor writes instants without a zone, with trailing zeros of the fraction cut. */
export function toInstant(date: Date): string {
  return date.toISOString().replace(/\.?0*Z$/, "");
}

function seed(state: SimulatorState, customers: readonly string[]): void {
  state.nextId
    .set("Tickets", 48_213)
    .set("TicketNotes", 30_915_522)
    .set("TicketHistory", 900_001)
    .set("TicketWebhooks", 177)
    .set("TicketNoteWebhooks", 12)
    .set("TicketAttachments", 700_001)
    .set("TimeEntries", 610_001)
    .set("DeletedTicketLogs", 1)
    .set("DeletedTicketActivityLogs", 1);
  const company = (id: number, companyName: string) => ({ id, companyName, companyType: 1, isActive: true });
  state.entities.set("Companies", [
    company(0, "Northwind MSP"),
    company(31_244, "Acme Dental"),
    company(31_245, "Harbor Foods"),
    ...customers.map((name, index) => company(31_300 + index, name)),
  ]);
  const resource = (id: number, firstName: string, lastName: string, licenseType: number, roleId: number | null) => ({
    id,
    firstName,
    lastName,
    userName: `${firstName}.${lastName}`.toLowerCase(),
    email: `${firstName}.${lastName}@northwind.example`.toLowerCase(),
    isActive: true,
    licenseType,
    defaultServiceDeskRoleID: roleId,
  });
  state.entities.set("Resources", [
    { ...resource(systemResource, "Autotask", "Administrator", 1, null), email: "" },
    resource(technicians.ann, "Ann", "Keller", 1, 29_683_417),
    resource(technicians.bob, "Bob", "Ruiz", 1, 29_683_417),
    {
      ...resource(apiResource, "Interdesk", "API", 7, null),
      userName: state.identity.user,
      email: state.identity.user,
    },
  ]);
  state.entities.set("Contacts", [
    {
      id: 30_688_120,
      companyID: 31_244,
      firstName: "Carla",
      lastName: "Ortiz",
      emailAddress: "carla@acme.example",
      isActive: 1,
    },
    {
      id: 30_688_121,
      companyID: 31_245,
      firstName: "Hal",
      lastName: "Boe",
      emailAddress: "Hal@harbor.example",
      isActive: 1,
    },
  ]);
}
