import assert from "node:assert/strict";
import type { ClientId } from "../../schemas/ids.ts";
import type { Stores } from "../../core/ports/stores.ts";
import type { Book } from "./book.ts";
import { createCommentStore } from "./comment-store.ts";
import { createLinkStore } from "./link-store.ts";
import { type Clock, clientByRef, clientNameOf, deskOf, desksOf } from "./setting.ts";
import type { Tables } from "./tables.ts";

/** What the flows write in a transaction, kept in memory; of what this model has none of (files, alerts, clocks), nothing. */
export function createStores(tables: Tables, clock: Clock, book: Book): Stores {
  return {
    links: createLinkStore(tables, clock, book),
    comments: createCommentStore(tables, book),
    tickets: createTicketStore(tables, book),
    hints: createHintStore(tables),
    attachments: noFiles,
    directory: {
      clientsByRef: async (connectionId, refs) =>
        new Map(
          refs.flatMap((ref): [string, ClientId][] => {
            const client = clientByRef(deskOf(connectionId), ref);
            return client ? [[ref, client]] : [];
          }),
        ),
      clientNames: async () => new Map(),
      desksOf: async (clientIds) => new Map(clientIds.map((id) => [id, desksOf(id)])),
      connection: async () => undefined,
    },
    ...guards,
  };
}

function createTicketStore(tables: Tables, book: Book): Stores["tickets"] {
  return {
    lock: async (ids) => ids.map((id) => ({ ticket: tables.ticketOf(id), commented: false })),
    insert: async (tickets) => {
      for (const ticket of tickets) {
        tables.tickets.set(ticket.id, ticket);
        book.noteBorn(ticket.id, clientNameOf(ticket.clientId));
      }
    },
    read: async (ids) => new Map(ids.map((id) => [id, tables.ticketOf(id)])),
    openOf: async () => [],
    update: async (tickets) => {
      for (const ticket of tickets) tables.tickets.set(ticket.id, ticket);
    },
    addChanges: async () => undefined,
    addConflicts: async (conflicts) => {
      tables.conflicts.push(...conflicts);
    },
    keepDetail: async () => assert.fail("nobody hands in trouble tickets here"),
    mergeInto: async (loser, survivor) => {
      for (const stored of tables.comments.values())
        if (stored.comment.ticketId === loser) stored.comment = { ...stored.comment, ticketId: survivor };
      tables.mergedInto.set(loser, survivor);
      book.noteMerge(loser, survivor);
    },
  };
}

function createHintStore(tables: Tables): Stores["hints"] {
  return {
    add: async (connectionId, ids) => {
      for (const id of ids) tables.hint(connectionId, id);
    },
    addByComments: async () => assert.fail("no desk here tells of comments alone"),
    lookAgain: async () => assert.fail("no desk here tells before it is done"),
    claim: async (connectionId) => {
      const hints = tables.hintsOf(connectionId);
      const due = [...hints].filter(([, hint]) => hint.due);
      for (const [id, hint] of due) hints.set(id, { ...hint, due: false });
      return due.map(([externalId, { hints: times }]) => ({ externalId, hints: times }));
    },
    settle: async (connectionId, read) => {
      const hints = tables.hintsOf(connectionId);
      for (const { externalId, hints: times } of read) {
        const hint = hints.get(externalId);
        if (hint && hint.hints > times) hints.set(externalId, { ...hint, due: true });
        else hints.delete(externalId);
      }
    },
    postpone: async (connectionId, ids) => {
      const hints = tables.hintsOf(connectionId);
      for (const id of ids) hints.set(id, { hints: hints.get(id)?.hints ?? 1, due: true });
    },
    cursor: async (connectionId) => tables.cursors.get(connectionId) ?? null,
    saveCursor: async (connectionId, _stream, cursor) => {
      tables.cursors.set(connectionId, Number(cursor));
    },
  };
}

const noFiles: Stores["attachments"] = {
  insert: async () => undefined,
  bytes: async () => undefined,
  copies: async () => [],
  owed: async () => [],
  wantCopies: async () => undefined,
  leaveCopies: async () => undefined,
  saveCopy: async () => undefined,
};

/** Nobody is asked in this model: so few records are never a mass, and what a person would see is in the conflicts. */
const guards: Pick<
  Stores,
  | "clocks"
  | "connections"
  | "deliveries"
  | "escalations"
  | "alerts"
  | "audit"
  | "folds"
  | "heartbeats"
  | "intake"
  | "listings"
  | "outbox"
  | "pages"
  | "posts"
  | "recoveries"
  | "shelf"
  | "sources"
  | "storms"
  | "windows"
> = {
  recoveries: { take: async () => undefined, end: async () => undefined },
  connections: {
    park: async () => undefined,
    tell: async () => undefined,
    settle: async () => undefined,
    lockCounts: async () => undefined,
    countGone: async () => ({ gone: 0, active: 1_000 }),
    lostTime: async () => undefined,
    noteRead: async () => undefined,
    countMass: async () => ({ count: 0, allowed: true }),
    countHidden: async () => ({ count: 0, allowed: true }),
  },
  deliveries: {
    takeOpen: async () => [],
    giveBack: async () => undefined,
    holdLease: async () => true,
    rememberKeys: async () => new Set(),
    appliedBefore: async () => new Set(),
    close: async () => undefined,
    quarantine: async () => undefined,
    releaseReadable: async () => undefined,
  },
  alerts: {
    byKeys: async () => [],
    firingBy: async () => [],
    byTicket: async () => [],
    save: async () => undefined,
    addEvents: async () => undefined,
    byIds: async () => [],
    dueReviews: async () => [],
    dueReminders: async () => [],
    countByTicket: async () => new Map(),
    firingOn: async () => new Map(),
  },
  folds: {
    open: async () => [],
    save: async () => undefined,
    close: async () => undefined,
    reopen: async () => undefined,
    keyOf: async () => undefined,
    dueToTell: async () => [],
    noteTold: async () => undefined,
    exceptions: async () => [],
    addException: async () => undefined,
  },
  clocks: {
    newestPlan: async () => ({ version: 0, plan: undefined }),
    histories: async () => new Map(),
    save: async () => undefined,
    drop: async () => undefined,
    addMoves: async () => undefined,
    fireDue: async () => [],
    outdated: async () => [],
    untold: async () => [],
    running: async () => new Map(),
    mappedDue: async () => [],
    noteTold: async () => undefined,
  },
  escalations: {
    newestPlan: async () => ({ version: 0, plan: undefined }),
    overrides: async () => [],
    pagers: async () => new Map(),
    begin: async () => true,
    listDue: async () => [],
    openOf: async () => [],
    save: async () => undefined,
    end: async () => undefined,
    hurry: async () => undefined,
    wake: async () => undefined,
    recordOf: async () => undefined,
    clocksOf: async () => ({ used: [], clocks: [] }),
  },
  outbox: {
    subscriptions: async () => [],
    recordsOf: async () => new Map(),
    connectionNames: async () => new Map(),
    add: async () => undefined,
  },
  pages: unused<"pages">(),
  posts: unused<"posts">(),
  shelf: unused<"shelf">(),
  intake: unused<"intake">(),
  heartbeats: unused<"heartbeats">(),
  storms: unused<"storms">(),
  windows: unused<"windows">(),
  audit: unused<"audit">(),
  sources: {
    want: async () => undefined,
    wantEach: async () => undefined,
    keepHandles: async () => undefined,
    claim: async () => [],
    numbersOf: async () => new Map(),
    rest: async () => undefined,
    addWrite: async () => undefined,
  },
  listings: {
    held: async () => [],
    silentSince: async () => [],
    noteMissed: async () => undefined,
    hasWaiting: async () => false,
  },
};

/** No flow of this model comes near it: whoever does is told by the runtime. */
function unused<Name extends keyof Stores>(): Stores[Name] {
  return {} as Stores[Name];
}
