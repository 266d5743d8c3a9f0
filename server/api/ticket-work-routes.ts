import { z } from "zod";
import { principalOf } from "../access/principal.ts";
import { Choice, NewComment, NewTicket, TicketPatch } from "../tickets/ticket-requests.ts";
import type { TicketService } from "../tickets/ticket-service.ts";
import { body, describeRoute, json, openGroup } from "./describe-route.ts";
import { Asked, byId } from "./shapes/common.ts";
import { MadeComment, Sides, Ticket } from "./shapes/tickets.ts";

const byLink = byId.extend({ link: z.string().describe("Id of the ticket's link to a desk.") });

const tags = ["Tickets"];
const open = describeRoute({
  method: "post",
  path: "/tickets",
  operationId: "openTicket",
  tags,
  summary: "Open a ticket",
  request: { body: body(NewTicket) },
  responses: { 201: json(Ticket, "The ticket.") },
});
const edit = describeRoute(
  {
    method: "patch",
    path: "/tickets/{id}",
    operationId: "editTicket",
    tags,
    summary: "Edit a ticket",
    description:
      "What is left out stays. It counts as an edit by a person, so that automation does not override it; every desk that has the ticket follows. With `seenRev`, what somebody else has set since is not set over.",
    request: { params: byId, body: body(TicketPatch) },
    responses: { 200: json(Ticket, "The ticket as it is now.") },
  },
  { conflicts: true },
);
const comment = describeRoute({
  method: "post",
  path: "/tickets/{id}/comments",
  operationId: "addComment",
  tags,
  summary: "Say something on a ticket, and in every desk that has it",
  description: "Internal unless it says otherwise: what is public is read by the client.",
  request: { params: byId, body: body(NewComment) },
  responses: { 201: json(MadeComment, "What was said.") },
});
const sides = describeRoute({
  method: "get",
  path: "/tickets/{id}/sides",
  operationId: "showSides",
  tags,
  summary: "What each desk says of a ticket, field by field",
  request: { params: byId },
  responses: { 200: json(Sides, "As it was read last.") },
});
const settle = describeRoute(
  {
    method: "post",
    path: "/tickets/{id}/links/{link}/settle",
    operationId: "settleField",
    tags,
    summary: "Decide between our value and a desk's",
    request: { params: byLink, body: body(Choice) },
    responses: { 200: json(Ticket, "The ticket as it is now.") },
  },
  { conflicts: true },
);
const resync = describeRoute({
  method: "post",
  path: "/tickets/{id}/links/{link}/resync",
  operationId: "resyncRecord",
  tags,
  summary: "Read a record at once, and write once more what was held",
  request: { params: byLink },
  responses: { 202: json(Asked, "It is read soon.") },
});
const unlink = describeRoute({
  method: "delete",
  path: "/tickets/{id}/links/{link}",
  operationId: "unlinkRecord",
  tags,
  summary: "Let a record go: it stays, and is nobody's any more",
  request: { params: byLink },
  responses: { 200: json(z.object({ ended: z.literal(true) }), "It is let go.") },
});

/** Work on tickets at the hub itself: opened, edited, talked about, and decided where systems disagree. */
export function createTicketWorkRoutes(tickets: TicketService) {
  return openGroup()
    .openapi(open, async (context) =>
      context.json(await tickets.open(principalOf(context), context.req.valid("json")), 201),
    )
    .openapi(edit, async (context) => {
      const { id } = context.req.valid("param");
      return context.json(await tickets.edit(principalOf(context), id, context.req.valid("json")), 200);
    })
    .openapi(comment, async (context) => {
      const { id } = context.req.valid("param");
      return context.json(await tickets.comment(principalOf(context), id, context.req.valid("json")), 201);
    })
    .openapi(sides, async (context) =>
      context.json(await tickets.sides(principalOf(context), context.req.valid("param").id), 200),
    )
    .openapi(settle, async (context) => {
      const { id, link } = context.req.valid("param");
      const { field, choice } = context.req.valid("json");
      return context.json(await tickets.settle(principalOf(context), id, link, field, choice), 200);
    })
    .openapi(resync, async (context) => {
      const { id, link } = context.req.valid("param");
      await tickets.resync(principalOf(context), id, link);
      return context.json({ asked: true as const }, 202);
    })
    .openapi(unlink, async (context) => {
      const { id, link } = context.req.valid("param");
      await tickets.unlink(principalOf(context), id, link);
      return context.json({ ended: true as const }, 200);
    });
}
