import type { Hono } from "hono";
import type { z } from "zod";
import type { ExchangePage, ExchangeTicket } from "../../../schemas/exchange.ts";
import { type FieldName, isCustom } from "../../../schemas/ticket.ts";
import { strike } from "../../../connectors/simulator-kit/faults.ts";
import type { SimulatorEnv } from "../../../connectors/simulator-kit/serve.ts";
import type { PeerState, PeerTicket } from "./state.ts";

const pageSize = 40;
const isoInstant = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** The ticket, with all fields or only those that moved. */
export function toExchangeTicket(
  ticket: PeerTicket,
  fields = Object.keys(ticket.fields) as readonly FieldName[],
): ExchangeTicket {
  const custom = fields.filter(isCustom);
  const fixed = fields.filter((field) => !isCustom(field));
  const { id, number, client, createdAt, updatedAt, versions } = ticket;
  return {
    id,
    number,
    url: null,
    client: { id: client },
    createdAt,
    updatedAt,
    fields: Object.fromEntries(fixed.map((field) => [field, ticket.fields[field]])),
    ...(custom.length === 0
      ? {}
      : { custom: Object.fromEntries(custom.map((field) => [keyOf(field), ticket.fields[field] ?? null])) }),
    versions: Object.fromEntries(fields.map((field) => [field, versions[field] ?? 1])),
  };
}

/** The exchange keeps them apart from the fields that every ticket has. */
function keyOf(field: FieldName): string {
  return field.slice("custom.".length);
}

function toRecord(ticket: PeerTicket): z.input<typeof ExchangePage>["tickets"][number] {
  return {
    ...toExchangeTicket(ticket),
    version: `${ticket.updatedAt} ${String(ticket.change).padStart(9, "0")}`,
    comments: ticket.comments.map((comment) => ({ ...comment, ticketId: ticket.id })),
    attachments: ticket.files.map(({ bytes, ...file }) => ({ ...file, ticketId: ticket.id, sizeBytes: bytes.length })),
  };
}

/** Where the other side asks: by ids, or page by page in the order of change. */
export function addReadAddress(app: Hono<SimulatorEnv>, state: PeerState, readToken: string): void {
  app.use("/read/*", async (context, next) => {
    state.calls.set("GET read", (state.calls.get("GET read") ?? 0) + 1);
    switch (await strike(state.faults)) {
      case "none":
        break;
      case "tooMany":
        if (state.faults.retryAfter !== null) context.header("Retry-After", state.faults.retryAfter);
        return context.json({ detail: "Too many calls." }, 429);
      case "unavailable":
        return context.html("<html><body>503 Service Unavailable</body></html>", 503);
      case "html":
        return context.html("<!DOCTYPE html><html><body>Sign in</body></html>");
      case "cut":
        return context.body('{"tickets":[{"id":', 200, { "content-type": "application/json" });
      case "empty":
        return context.body("", 200, { "content-type": "application/json" });
    }
    if (context.req.header("authorization") !== `Bearer ${readToken}`)
      return context.json({ detail: "Who are you?" }, 401);
    return next();
  });
  app.get("/read/tickets", (context) => {
    const { ids, changedSince, cursor } = context.req.query();
    if (ids !== undefined) {
      const found = ids.split(",").flatMap((id) => state.tickets.get(id) ?? []);
      return context.json({ tickets: found.map(toRecord), cursor: null, more: false });
    }
    const isKnown = cursor === undefined ? isoInstant.test(changedSince ?? "") : /^\d+$/.test(cursor);
    if (!isKnown) return context.json({ detail: "ids, changedSince or cursor is needed" }, 400);
    return context.json(listPage(state, cursor === undefined ? -1 : Number(cursor), changedSince ?? ""));
  });
  app.get("/read/tickets/:id/attachments/:file", (context) => {
    const files = state.tickets.get(context.req.param("id"))?.files ?? [];
    const file = files.find(({ id }) => id === context.req.param("file"));
    if (!file) return context.json({ detail: "No such file." }, 404);
    return context.body(new Uint8Array(file.bytes), 200, { "content-type": file.contentType });
  });
}

/** Each change has a number of its own, so that what moves meanwhile comes once more at the end. */
function listPage(state: PeerState, after: number, since: string) {
  const waiting = [...state.tickets.values()]
    .filter(({ change, updatedAt }) => change > after && updatedAt >= since)
    .toSorted((a, b) => a.change - b.change);
  const page = waiting.slice(0, pageSize);
  const more = waiting.length > page.length;
  return { tickets: page.map(toRecord), cursor: String(more ? page.at(-1)?.change : state.changes), more };
}
