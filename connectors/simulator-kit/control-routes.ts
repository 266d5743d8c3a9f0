import { type Context, Hono } from "hono";
import type { DeskSimulator, TechnicianEdit } from "./desk-simulator.ts";
import { type Faults, noFaults } from "./faults.ts";
import type { SimulatorEnv } from "./serve.ts";

type Handle = Pick<DeskSimulator, "technician" | "tickets" | "ledger" | "calls" | "setFaults">;

/** What the handle offers, over HTTP: for a hub in another process, and for whoever tries things by hand. */
export function createControlRoutes(handle: Handle, faults: Readonly<Faults>): Hono<SimulatorEnv> {
  const app = new Hono<SimulatorEnv>();
  app.onError((error, context) => context.json({ detail: error.message }, 400));
  app.get("/state", (context) => context.json({ tickets: handle.tickets(), faults, calls: handle.calls() }));
  app.get("/ledger", (context) => context.json(handle.ledger()));
  app.post("/faults", async (context) => {
    handle.setFaults(await read<Partial<Faults>>(context));
    return context.json(faults);
  });
  app.post("/faults/clear", (context) => {
    handle.setFaults(noFaults);
    return context.json(faults);
  });
  app.post("/tickets", async (context) => {
    const ticket = await read<TechnicianEdit & { title: string }>(context);
    return context.json({ id: await handle.technician.createTicket(ticket) });
  });
  app.post("/tickets/:id", async (context) => {
    await handle.technician.edit(context.req.param("id"), await read<TechnicianEdit>(context));
    return context.json({ ok: true });
  });
  app.delete("/tickets/:id", async (context) => {
    await handle.technician.deleteTicket(context.req.param("id"));
    return context.json({ ok: true });
  });
  app.post("/tickets/:id/comments", async (context) => {
    const { text, visibility } = await read<{ text: string; visibility: "public" | "internal" }>(context);
    return context.json({ id: await handle.technician.addComment(context.req.param("id"), { text, visibility }) });
  });
  return app;
}

/** Only people who try things out call this: a wrong body is answered by whatever it breaks. */
async function read<T>(context: Context): Promise<T> {
  return (await context.req.json()) as T;
}
