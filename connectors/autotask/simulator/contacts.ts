import { Hono } from "hono";
import type { SimulatorEnv } from "../../simulator-kit/serve.ts";
import { findRow, type SimulatorState } from "./state.ts";

/** Somebody corrects a contact in the vendor's pages, or switches it off (`isActive` 0), by `POST /control/contacts`. */
export function createContactRoutes(state: SimulatorState): Hono<SimulatorEnv> {
  const app = new Hono<SimulatorEnv>();
  app.post("/contacts", async (context) => {
    const { id, ...change } = await context.req.json<{ id: number; emailAddress?: string; isActive?: 0 | 1 }>();
    const row = findRow(state, "Contacts", id);
    if (!row) return context.json({ detail: "There is no such contact." }, 400);
    Object.assign(row, change);
    return context.json({ id });
  });
  return app;
}
