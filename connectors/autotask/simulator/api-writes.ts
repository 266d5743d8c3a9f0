import type { Context, Hono } from "hono";
import { takeOne, takePlant } from "../../simulator-kit/faults.ts";
import { DroppedAnswer } from "../../simulator-kit/serve.ts";
import { toFields } from "./labels.ts";
import { VendorRefusal } from "./query.ts";
import { readBody } from "./read-body.ts";
import { apiResource, findRow, type SimulatorState, systemResource, technicians } from "./state.ts";
import { addNote, changeNote, changeTicket, createTicket } from "./tickets.ts";
import type { Announce } from "./webhooks.ts";

export function recordCall(state: SimulatorState, context: Context, ticketId: number | null, body: unknown): void {
  state.ledger.push({
    at: state.now().toISOString(),
    by: "api",
    method: context.req.method,
    path: new URL(context.req.url).pathname,
    ticketId: ticketId === null ? null : String(ticketId),
    body,
  });
}

export function addWrites(app: Hono, state: SimulatorState, announce: Announce): void {
  app.post("/Tickets", async (context) => {
    const body = await readBody(context);
    const row = createTicket(state, body, apiResource);
    recordCall(state, context, row.id, body);
    const called = announce("Ticket", "Create", row, [], apiResource);
    if (state.faults.webhookBeforeAnswer) await called;
    if (takeOne(state.faults, "dropAnswerAfterCreate")) throw new DroppedAnswer();
    return context.json({ itemId: row.id });
  });
  app.patch("/Tickets", async (context) => {
    const body = await readBody(context);
    const id = Number(body["id"]);
    plant(state, announce, id, "plantBeforeWrite");
    const { row, moved } = changeTicket(state, id, body, apiResource);
    recordCall(state, context, id, body);
    void announce("Ticket", "Update", row, moved, apiResource);
    plant(state, announce, id, "plantAfterWrite");
    runWorkflow(state, announce, id, moved);
    if (takeOne(state.faults, "dropAnswerAfterWrite")) throw new DroppedAnswer();
    return context.json({ itemId: id });
  });
  addNotes(app, state, announce);
}

function addNotes(app: Hono, state: SimulatorState, announce: Announce): void {
  app.post("/Tickets/:id/Notes", async (context) => {
    const body = await readBody(context);
    const ticketId = Number(context.req.param("id"));
    const note = addNote(state, ticketId, body, apiResource);
    recordCall(state, context, ticketId, body);
    void announce("TicketNote", "Create", note, [], apiResource);
    if (takeOne(state.faults, "dropAnswerAfterComment")) throw new DroppedAnswer();
    return context.json({ itemId: note.id });
  });
  app.patch("/Tickets/:id/Notes", async (context) => {
    const body = await readBody(context);
    const note = findRow(state, "TicketNotes", Number(body["id"]));
    if (!note || note["ticketID"] !== Number(context.req.param("id")))
      throw new VendorRefusal("No matching records found.");
    changeNote(state, note, body, apiResource);
    recordCall(state, context, Number(note["ticketID"]), body);
    void announce("TicketNote", "Update", note, Object.keys(body), apiResource);
    return context.json({ itemId: note.id });
  });
}

/** A technician is quicker than we think. */
function plant(
  state: SimulatorState,
  announce: Announce,
  ticketId: number,
  when: "plantBeforeWrite" | "plantAfterWrite",
): void {
  const planted = takePlant(state.faults, when);
  if (!planted) return;
  const { row, moved } = changeTicket(state, ticketId, toFields(state, planted), technicians.ann);
  void announce("Ticket", "Update", row, moved, technicians.ann);
}

/** Runs as the system, after the write and only for what moved; that fires callouts of its own. */
function runWorkflow(state: SimulatorState, announce: Announce, ticketId: number, moved: readonly string[]): void {
  if (!state.faults.workflow) return;
  const fields = toFields(state, state.faults.workflow);
  const back = Object.fromEntries(Object.entries(fields).filter(([name]) => moved.includes(name)));
  if (Object.keys(back).length === 0) return;
  const changed = changeTicket(state, ticketId, back, systemResource);
  void announce("Ticket", "Update", changed.row, changed.moved, systemResource);
}
