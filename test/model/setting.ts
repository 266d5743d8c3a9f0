import type { ConnectorError } from "../../core/ports/connector-error.ts";
import type { Lens } from "../../core/ports/lens.ts";
import type { ServingDesk } from "../../core/ports/stores.ts";
import { ClientId, ConnectionId, ExternalId, TenantId } from "../../schemas/ids.ts";
import type { Visibility } from "../../schemas/comment.ts";
import { SyncRules } from "../../schemas/sync-rules.ts";
import type { FieldName } from "../../schemas/ticket.ts";
import { type Dialect, dialects as dialectsOfTwo, lensOf, modelFields } from "../behaviour/model-desk.ts";

/**
 * A keeps a history and edits comments. B keeps none, edits comments, and refuses a priority with a smile. C keeps none, but
 * its versions count; it never edits a comment, and what it has closed stays closed.
 */
export const deskNames = ["A", "B", "C"] as const;
export type DeskName = (typeof deskNames)[number];
export const syncedFields = [...modelFields, "resolution"] as const satisfies readonly FieldName[];
export type SyncedField = (typeof syncedFields)[number];

const third: Dialect = {
  statusIn: { Open: "new", Work: "inProgress", Wait: "pending", Done: "resolved", Closed: "closed" },
  statusOut: {
    new: "Open",
    acknowledged: "Work",
    inProgress: "Work",
    pending: "Wait",
    held: "Wait",
    resolved: "Done",
    closed: "Closed",
    cancelled: "Closed",
  },
  titleLength: 200,
  refusedPriority: undefined,
};
export const dialects: Readonly<Record<DeskName, Dialect>> = { ...dialectsOfTwo, C: third };
export const lenses: Readonly<Record<DeskName, Lens>> = {
  A: lensOf(dialects.A),
  B: lensOf(dialects.B),
  C: lensOf(dialects.C),
};

/** What a desk can do beside fields, and what it makes of a comment's text. */
export interface Traits {
  history: boolean;
  /** Whether versions count, so that a push sees that more has happened than it did. */
  counts: boolean;
  editsComments: boolean;
  /** Whether a comment that is taken away stays, blank and internal; else it is removed. */
  blanks(visibility: Visibility): boolean;
  shape(body: string): string;
  /** A record in this state takes no other status any more: the desk says no aloud. */
  closedForGood: string | undefined;
  author: string;
  /** Whether a merge of two records takes the comments along. */
  mergeCarriesComments: boolean;
}
export const traits: Readonly<Record<DeskName, Traits>> = {
  A: {
    history: true,
    counts: false,
    editsComments: true,
    blanks: () => true,
    shape: (body) => body.trim(),
    closedForGood: undefined,
    author: "Ann",
    mergeCarriesComments: true,
  },
  B: {
    history: false,
    counts: false,
    editsComments: true,
    blanks: (visibility) => visibility === "public",
    shape: (body) => body.replaceAll("*", "").trim(),
    closedForGood: undefined,
    author: "Bob",
    mergeCarriesComments: false,
  },
  C: {
    history: false,
    counts: true,
    editsComments: false,
    blanks: () => true,
    shape: (body) => body.replaceAll("\n", " ").trim(),
    closedForGood: "Closed",
    author: "Cleo",
    mergeCarriesComments: false,
  },
};

const uuid = (last: number) => `00000000-0000-4000-8000-${String(last).padStart(12, "0")}`;
export const tenantId = TenantId.parse(uuid(9));
export const connectionIds: Readonly<Record<DeskName, ConnectionId>> = {
  A: ConnectionId.parse(uuid(1)),
  B: ConnectionId.parse(uuid(2)),
  C: ConnectionId.parse(uuid(3)),
};
export function deskOf(connectionId: ConnectionId): DeskName {
  return deskNames.find((name) => connectionIds[name] === connectionId) ?? "A";
}

/** North is served by all three desks, south by A and C; nobody has mapped the others. */
export const clientNames = ["north", "south", "nobody"] as const;
export type ClientName = (typeof clientNames)[number];
const clientIds = { north: ClientId.parse(uuid(11)), south: ClientId.parse(uuid(12)) };
const served: Readonly<Record<keyof typeof clientIds, readonly DeskName[]>> = {
  north: ["A", "B", "C"],
  south: ["A", "C"],
};

/** A desk's own key of a client. */
export function refOf(desk: DeskName, client: ClientName): ExternalId {
  return `${client}@${desk}` as ExternalId;
}

export function clientByRef(desk: DeskName, ref: string): ClientId | undefined {
  const client = (["north", "south"] as const).find((name) => refOf(desk, name) === ref);
  return client && served[client].includes(desk) ? clientIds[client] : undefined;
}

/** Made a minute before this, a record is not ours to take. */
export const startedAt = new Date(1_000_000);
export function clientNameOf(clientId: ClientId): ClientName {
  return clientId === clientIds.south ? "south" : "north";
}

const rules = SyncRules.parse({ take: "true", mostChanges: 1_000_000 });

/** All of a desk's records become tickets, and all tickets of its clients are written there; the work is done in A. */
export function rulesOf(name: DeskName): SyncRules {
  return { ...rules, home: name === "A" };
}

const serving: ReadonlyMap<ClientId, readonly ServingDesk[]> = new Map(
  (["north", "south"] as const).map((client) => [
    clientIds[client],
    served[client].map((name) => ({
      connectionId: connectionIds[name],
      name,
      clientRef: refOf(name, client),
      rules: rulesOf(name),
    })),
  ]),
);

/** Oldest connection first, as the directory answers. */
export function desksOf(clientId: ClientId): readonly ServingDesk[] {
  return serving.get(clientId) ?? [];
}

/** One second a step; readings and writes are timed by it. */
export class Clock {
  #tick = 1_000_000;

  now(): Date {
    return new Date(this.#tick);
  }

  pass(): void {
    this.#tick += 1_000;
  }
}

export type Answer<T> = { ok: true; value: T } | { ok: false; error: ConnectorError };
