import type { Context, Hono } from "hono";
import { type Body, DroppedAnswer, readBody } from "./read-body.ts";
import { apiResource, type SimulatorState, systemResource } from "./state.ts";
import { addNote, changeTicket, createTicket } from "./tickets.ts";
import type { Caller } from "./webhooks.ts";

function record(state: SimulatorState, context: Context, ticketId: number | null, body: Body): void {
  state.ledger.push({
    at: state.now().toISOString(),
    method: context.req.method,
    path: new URL(context.req.url).pathname,
    ticketId,
    body,
    by: apiResource,
  });
}

export function addWrites(app: Hono, state: SimulatorState, caller: Caller): void {
  app.post("/Tickets", async (context) => {
    const body = await readBody(context);
    const row = createTicket(state, body, apiResource);
    record(state, context, row.id, body);
    const called = caller.announce("Ticket", "Create", row, [], apiResource);
    if (state.faults.webhookBeforeAnswer) await called;
    if (state.faults.dropAnswerAfterCreate > 0) {
      state.faults.dropAnswerAfterCreate -= 1;
      throw new DroppedAnswer();
    }
    return context.json({ itemId: row.id });
  });
  app.patch("/Tickets", async (context) => {
    const body = await readBody(context);
    const id = Number(body["id"]);
    plant(state, caller, id, "plantBeforeWrite");
    const { row, moved } = changeTicket(state, id, body, apiResource);
    record(state, context, id, body);
    void caller.announce("Ticket", "Update", row, moved, apiResource);
    plant(state, caller, id, "plantAfterWrite");
    const { workflow } = state.faults;
    if (workflow && moved.includes(workflow.field))
      changeTicket(state, id, { [workflow.field]: workflow.value }, systemResource);
    if (state.faults.dropAnswerAfterWrite > 0) {
      state.faults.dropAnswerAfterWrite -= 1;
      throw new DroppedAnswer();
    }
    return context.json({ itemId: id });
  });
  app.post("/Tickets/:id/Notes", async (context) => {
    const body = await readBody(context);
    const ticketId = Number(context.req.param("id"));
    const note = addNote(state, ticketId, body, apiResource);
    record(state, context, ticketId, body);
    void caller.announce("TicketNote", "Create", note, [], apiResource);
    if (state.faults.dropAnswerAfterNote > 0) {
      state.faults.dropAnswerAfterNote -= 1;
      throw new DroppedAnswer();
    }
    return context.json({ itemId: note.id });
  });
}

/** A technician is quicker than we think. */
function plant(
  state: SimulatorState,
  caller: Caller,
  ticketId: number,
  when: "plantBeforeWrite" | "plantAfterWrite",
): void {
  const planted = state.faults[when];
  if (!planted) return;
  state.faults[when] = null;
  const { row, moved } = changeTicket(state, ticketId, planted.fields, planted.resourceId);
  void caller.announce("Ticket", "Update", row, moved, planted.resourceId);
}
