import { setTimeout as pause } from "node:timers/promises";
import type { Context, Hono } from "hono";
import { takeOne } from "../../simulator-kit/faults.ts";
import { DroppedAnswer } from "../../simulator-kit/serve.ts";
import { noteMail } from "./actions.ts";
import { announceChange, noteShown, plant, recordCall, runWorkflow } from "./effects.ts";
import { agents } from "./lists.ts";
import { toPage } from "./paging.ts";
import { queryTickets } from "./query-tickets.ts";
import { answerJson, answerWritten, type Body, numbersOf, readItems } from "./read-body.ts";
import { type SimulatorState, type Ticket, ticketOf, VendorRefusal } from "./state.ts";
import { touch } from "./ticket-rules.ts";
import { changeTicket, createTicket } from "./tickets.ts";
import { toDetail, toListRow, toWritten } from "./wire.ts";
import type { Announce } from "./webhooks.ts";

/** While one ticket is being made, another one gets the same number. */
const makingMs = 3;
const gatewayPage = "<html><body><h1>504 Gateway Time-out</h1></body></html>";

export function addTickets(app: Hono, state: SimulatorState, announce: Announce): void {
  app.get("/tickets", (context) => {
    const fields = state.quirks.hideCustomFields ? null : numbersOf(context, "include_custom_fields");
    const rows = queryTickets(state, context).map((ticket) => toListRow(state, ticket, fields));
    const page = toPage(state, context, "tickets", rows);
    noteShown(
      state,
      (page["tickets"] as Body[]).map((row) => Number(row["id"])),
    );
    return answerJson(context, page);
  });
  app.get("/tickets/:id", (context) => {
    if (!/^\d+$/.test(context.req.param("id")))
      throw new VendorRefusal({ id: [`The value '${context.req.param("id")}' is not valid.`] });
    const ticket = ticketOf(state, context.req.param("id"));
    noteShown(state, [ticket.id]);
    return answerJson(context, toDetail(state, ticket));
  });
  app.post("/tickets", async (context) => {
    const items = await readItems(context);
    const rows: Body[] = [];
    for (const item of items) {
      const isNew = item["id"] === undefined || item["id"] === null;
      const ticket = isNew ? await make(state, announce, context, item) : change(state, announce, context, item);
      rows.push(toWritten(state, ticket));
      if (isNew && state.quirks.gatewayTimeoutAfterCreate > 0) {
        state.quirks.gatewayTimeoutAfterCreate -= 1;
        return context.html(gatewayPage, 504);
      }
      if (takeOne(state.faults, isNew ? "dropAnswerAfterCreate" : "dropAnswerAfterWrite")) throw new DroppedAnswer();
      noteShown(state, [ticket.id]);
    }
    return answerWritten(state, context, rows);
  });
  app.delete("/tickets/:id", (context) => {
    const ticket = ticketOf(state, context.req.param("id"));
    ticket.deleted = true;
    touch(state, ticket);
    recordCall(state, context, ticket.id, { reason: context.req.query("reason") ?? "" });
    return answerJson(context, { ...toDetail(state, ticket), deleted: true });
  });
}

async function make(state: SimulatorState, announce: Announce, context: Context, item: Body): Promise<Ticket> {
  if (state.creating > 0)
    throw new VendorRefusal({
      ClassName: "System.Exception",
      Message:
        "A database error occurred (2627) - Violation of PRIMARY KEY constraint. Cannot insert duplicate key in object 'dbo.FAULTS'.",
      Data: null,
      InnerException: null,
      StackTraceString: null,
      HResult: -2146233088,
    });
  state.creating += 1;
  try {
    await pause(makingMs);
    const ticket = createTicket(state, item, agents.api);
    recordCall(state, context, ticket.id, item);
    if (item["sendack"] !== false) noteMail(state, ticket.id, "acknowledgement");
    const told = announce("created", ticket, agents.api);
    if (state.faults.webhookBeforeAnswer) await told;
    return ticket;
  } finally {
    state.creating -= 1;
  }
}

function change(state: SimulatorState, announce: Announce, context: Context, item: Body): Ticket {
  const id = Number(item["id"]);
  if (item["_recover"] === true) {
    const lost = state.tickets.get(id);
    if (lost) lost.deleted = false;
  }
  ticketOf(state, id);
  plant(state, announce, id, "plantBeforeWrite");
  const { ticket, moved } = changeTicket(state, id, item);
  recordCall(state, context, id, item);
  void announceChange(announce, ticket, moved, agents.api);
  plant(state, announce, id, "plantAfterWrite");
  runWorkflow(state, announce, id, moved);
  return ticket;
}
