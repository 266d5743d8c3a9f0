import type { Context, Hono } from "hono";
import { takeOne } from "../../simulator-kit/faults.ts";
import { DroppedAnswer } from "../../simulator-kit/serve.ts";
import { changeAction, removeAction, runAction } from "./actions.ts";
import { announceChange, recordCall, runWorkflow } from "./effects.ts";
import { agents } from "./lists.ts";
import { answerJson, answerWritten, type Body, isTrue, readItems } from "./read-body.ts";
import { refuseSilently, type SimulatorState, type Ticket, ticketOf } from "./state.ts";
import { toActionRow } from "./wire.ts";
import type { Announce } from "./webhooks.ts";

/** Actions of one ticket, newest first; a ticket is always asked for. */
export function addActions(app: Hono, state: SimulatorState, announce: Announce): void {
  app.get("/actions", (context) => {
    const ticket = ticketOf(state, context.req.query("ticket_id"));
    const rows = ticket.actions
      .filter((action) => !(isTrue(context, "excludesys") && action.system))
      .filter((action) => !(isTrue(context, "excludeprivate") && action.hidden))
      .filter((action) => (action.hidden ? "internal" : "public") !== state.faults.hiddenComments)
      .map((action) => toActionRow(action, isTrue(context, "includehtmlnote")))
      .map(({ hiddenfromuser, ...row }) => (state.quirks.hideVisibility ? row : { ...row, hiddenfromuser }))
      .toReversed();
    return answerJson(context, { ticket_id: ticket.id, record_count: rows.length, actions: rows });
  });
  app.get("/actions/:id", (context) => {
    const ticket = ticketOf(state, context.req.query("ticket_id"));
    const action = ticket.actions.find(({ id }) => id === Number(context.req.param("id")));
    if (!action) throw refuseSilently(404);
    return answerJson(context, toActionRow(action, true));
  });
  app.post("/actions", async (context) => {
    const items = await readItems(context);
    const rows: Body[] = [];
    for (const item of items) rows.push(write(state, announce, context, item));
    return answerWritten(state, context, rows);
  });
  app.delete("/actions/:id", (context) => {
    const ticket = ticketOf(state, context.req.query("ticket_id"));
    if (state.quirks.deletingForbidden) throw refuseSilently(403);
    const action = removeAction(state, ticket, Number(context.req.param("id")));
    recordCall(state, context, ticket.id, { action: action.id });
    void announceChange(announce, ticket, ["actions"], agents.api);
    return answerJson(context, toActionRow(action, true));
  });
}

function write(state: SimulatorState, announce: Announce, context: Context, item: Body): Body {
  const ticket = ticketOf(state, item["ticket_id"]);
  const isNew = item["id"] === undefined || item["id"] === null;
  const before = ticket.statusId;
  const action = isNew
    ? runAction(state, ticket, item, agents.api)
    : changeAction(state, ticket, Number(item["id"]), item);
  recordCall(state, context, ticket.id, item);
  tell(state, announce, ticket, before);
  if (isNew && takeOne(state.faults, "dropAnswerAfterComment")) throw new DroppedAnswer();
  return toActionRow(action, false);
}

function tell(state: SimulatorState, announce: Announce, ticket: Ticket, before: number): void {
  const moved = ticket.statusId === before ? ["actions"] : ["actions", "statusId"];
  void announceChange(announce, ticket, moved, agents.api);
  runWorkflow(state, announce, ticket.id, moved);
}
