import { Hono } from "hono";
import type { SimulatorEnv } from "../../simulator-kit/serve.ts";
import { findRow, type SimulatorState, systemResource } from "./state.ts";
import { addNote } from "./tickets.ts";

/**
 * What administrators and the vendor's own automation do: a contact is corrected or switched off (`isActive` 0) by
 * `POST /control/contacts`, rights are taken from the API user by `POST /control/rights`, the system writes a note by
 * `POST /control/system-notes`.
 */
export function createBackOffice(state: SimulatorState): Hono<SimulatorEnv> {
  const app = new Hono<SimulatorEnv>();
  app.post("/contacts", async (context) => {
    const { id, ...change } = await context.req.json<{ id: number; emailAddress?: string; isActive?: 0 | 1 }>();
    const row = findRow(state, "Contacts", id);
    if (!row) return context.json({ detail: "There is no such contact." }, 400);
    Object.assign(row, change);
    return context.json({ id });
  });
  app.post("/rights", async (context) => {
    const { denied } = await context.req.json<{ denied: string[] }>();
    state.denied = new Set(denied);
    return context.json({ denied });
  });
  app.post("/system-notes", async (context) => {
    const { ticketId, noteType, text } = await context.req.json<{ ticketId: string; noteType: number; text: string }>();
    const fields = { title: text.slice(0, 60), description: text, noteType, publish: 1 };
    return context.json({ id: String(addNote(state, Number(ticketId), fields, systemResource).id) });
  });
  return app;
}
