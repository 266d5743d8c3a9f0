import { Hono } from "hono";
import { principalOf } from "../access/principal.ts";
import { Choice, NewComment, NewTicket, TicketPatch } from "../tickets/ticket-requests.ts";
import type { TicketService } from "../tickets/ticket-service.ts";
import { readJson } from "./read-json.ts";

/** Work on tickets at the hub itself: opened, edited, talked about, and decided where systems disagree. */
export function createTicketWorkRoutes(tickets: TicketService): Hono {
  const app = new Hono();
  app.post("/tickets", async (context) =>
    context.json(await tickets.open(principalOf(context), NewTicket.parse(await readJson(context))), 201),
  );
  app.patch("/tickets/:id", async (context) => {
    const patch = TicketPatch.parse(await readJson(context));
    return context.json(await tickets.edit(principalOf(context), context.req.param("id"), patch));
  });
  app.post("/tickets/:id/comments", async (context) => {
    const said = NewComment.parse(await readJson(context));
    return context.json(await tickets.comment(principalOf(context), context.req.param("id"), said), 201);
  });
  app.get("/tickets/:id/sides", async (context) =>
    context.json(await tickets.sides(principalOf(context), context.req.param("id"))),
  );
  app.post("/tickets/:id/links/:link/settle", async (context) => {
    const { field, choice } = Choice.parse(await readJson(context));
    const { id, link } = context.req.param();
    return context.json(await tickets.settle(principalOf(context), id, link, field, choice));
  });
  app.post("/tickets/:id/links/:link/resync", async (context) => {
    const { id, link } = context.req.param();
    await tickets.resync(principalOf(context), id, link);
    return context.json({ asked: true }, 202);
  });
  app.delete("/tickets/:id/links/:link", async (context) => {
    const { id, link } = context.req.param();
    await tickets.unlink(principalOf(context), id, link);
    return context.json({ ended: true });
  });
  return app;
}
