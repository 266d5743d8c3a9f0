import { type Context, Hono } from "hono";
import { VendorRefusal } from "./query.ts";
import {
  type Faults,
  type LedgerEntry,
  noFaults,
  type Row,
  rowsOf,
  type SimulatorState,
  technicians,
} from "./state.ts";
import { addNote, changeTicket, createTicket } from "./tickets.ts";
import type { Caller } from "./webhooks.ts";

/** What a technician, and whoever tests, can do; the API user has no part in it. */
export interface Control {
  setFields(ticketId: number, fields: Record<string, unknown>, resourceId?: number): Promise<void>;
  addNote(ticketId: number, note: { description: string; publish: number }, resourceId?: number): Promise<void>;
  createTicket(fields: Record<string, unknown>, resourceId?: number): Promise<number>;
  setFaults(faults: Partial<Faults>): void;
  tickets(): readonly Row[];
  notes(ticketId: number): readonly Row[];
  ledger(): readonly LedgerEntry[];
  calls(): Readonly<Record<string, number>>;
}

export function createControl(state: SimulatorState, caller: Caller): Control {
  return {
    async setFields(ticketId, fields, resourceId = technicians.ann) {
      const { row, moved } = changeTicket(state, ticketId, fields, resourceId);
      await caller.announce("Ticket", "Update", row, moved, resourceId);
    },
    async addNote(ticketId, note, resourceId = technicians.ann) {
      const row = addNote(state, ticketId, { noteType: 3, title: note.description.slice(0, 60), ...note }, resourceId);
      await caller.announce("TicketNote", "Create", row, [], resourceId);
    },
    async createTicket(fields, resourceId = technicians.ann) {
      const defaults = {
        status: 1,
        priority: 2,
        queueID: 8,
        companyID: 31_244,
        dueDateTime: state.now().toISOString(),
      };
      const row = createTicket(state, { ...defaults, ...fields }, resourceId);
      await caller.announce("Ticket", "Create", row, [], resourceId);
      return row.id;
    },
    setFaults: (faults) => void Object.assign(state.faults, faults),
    tickets: () => rowsOf(state, "Tickets"),
    notes: (ticketId) => rowsOf(state, "TicketNotes").filter((row) => row["ticketID"] === ticketId),
    ledger: () => state.ledger,
    calls: () => Object.fromEntries(state.calls),
  };
}

type Body = Record<string, unknown>;

/** The same over HTTP, for a hub in another process. */
export function createControlRoutes(state: SimulatorState, control: Control): Hono {
  const app = new Hono();
  const read = async (context: Context): Promise<Body> => ({ ...(await context.req.json<Body>()) });
  app.onError((error, context) => {
    if (error instanceof VendorRefusal) return context.json({ errors: [error.message] }, 400);
    throw error;
  });
  app.get("/state", (context) =>
    context.json({
      tickets: control.tickets(),
      notes: rowsOf(state, "TicketNotes"),
      faults: state.faults,
      calls: control.calls(),
    }),
  );
  app.get("/ledger", (context) => context.json(control.ledger()));
  app.post("/faults", async (context) => {
    control.setFaults(await read(context));
    return context.json(state.faults);
  });
  app.post("/faults/clear", (context) => {
    control.setFaults(noFaults);
    return context.json(state.faults);
  });
  app.post("/tickets", async (context) => context.json({ id: await control.createTicket(await read(context)) }));
  app.post("/tickets/:id", async (context) => {
    const { resourceId, ...fields } = await read(context);
    await control.setFields(
      Number(context.req.param("id")),
      fields,
      typeof resourceId === "number" ? resourceId : undefined,
    );
    return context.json({ ok: true });
  });
  app.post("/tickets/:id/notes", async (context) => {
    const { description, publish } = await read(context);
    await control.addNote(Number(context.req.param("id")), {
      description: String(description ?? ""),
      publish: Number(publish ?? 2),
    });
    return context.json({ ok: true });
  });
  return app;
}
