import type { Context, Hono } from "hono";
import { takeOne, takePlant } from "../../simulator-kit/faults.ts";
import { DroppedAnswer, type SimulatorEnv } from "../../simulator-kit/serve.ts";
import { requireTable } from "./api-lists.ts";
import { quotaError } from "./api-troubles.ts";
import { journals } from "./columns.ts";
import { toFields } from "./labels.ts";
import { readShape, renderRow } from "./render.ts";
import { actors, apiActor, noteEffect, type Row, type SimulatorState, VendorRefusal } from "./state.ts";
import { changeTicket, createTicket } from "./tickets.ts";
import { takeToggle } from "./toggles.ts";
import type { Announce } from "./webhooks.ts";

/** Creates and changes incidents; other tables are not for us to write. */
export function addWrites(
  app: Hono<SimulatorEnv>,
  state: SimulatorState,
  announce: Announce,
  ownUrl: () => string,
): void {
  app.post("/table/:table", async (context) => {
    requireIncident(state, context);
    const body = await readBody(context);
    const row = createTicket(state, body, apiActor(state));
    note(state, context, row, body);
    const called = announce("insert", row);
    if (state.faults.webhookBeforeAnswer) await called;
    if (takeOne(state.faults, "dropAnswerAfterCreate")) throw new DroppedAnswer();
    if (takeToggle(state.toggles, "quotaAfterCommit")) return quotaError(context);
    if (takeToggle(state.toggles, "forbiddenAfterCommit"))
      throw new VendorRefusal(403, "Insufficient rights to query records");
    context.header("Location", `${ownUrl()}/api/now/table/incident/${row["sys_id"]}`);
    return context.json({ result: show(state, context, row, ownUrl()) }, 201);
  });
  // PUT changes what it names and leaves the rest alone, as PATCH does.
  for (const method of ["PATCH", "PUT"] as const) {
    app.on(method, "/table/:table/:id", async (context) => {
      requireIncident(state, context);
      const row = await change(state, context, announce);
      if (takeToggle(state.toggles, "quotaAfterCommit")) return quotaError(context);
      return context.json({ result: show(state, context, row, ownUrl()) });
    });
  }
  app.delete("/table/:table/:id", () => {
    throw new VendorRefusal(403, "Operation Failed", "ACL Exception Delete Failed due to security constraints");
  });
}

async function change(state: SimulatorState, context: Context<SimulatorEnv>, announce: Announce): Promise<Row> {
  const id = context.req.param("id") ?? "";
  const body = await readBody(context);
  const isComment = Object.keys(body).every((name) => journals.includes(name));
  if (!isComment) plant(state, announce, id, "plantBeforeWrite");
  const { row, moved } = changeTicket(state, id, body, apiActor(state));
  note(state, context, row, body);
  if (moved.length > 0) void announce("update", row);
  if (!isComment) {
    plant(state, announce, id, "plantAfterWrite");
    runWorkflow(state, announce, id, moved);
  }
  if (takeOne(state.faults, isComment ? "dropAnswerAfterComment" : "dropAnswerAfterWrite")) throw new DroppedAnswer();
  return row;
}

function requireIncident(state: SimulatorState, context: Context<SimulatorEnv>): void {
  const table = requireTable(state, context.req.param("table") ?? "");
  if (table !== "incident")
    throw new VendorRefusal(403, "Operation Failed", "ACL Exception Insert Failed due to security constraints");
}

function show(state: SimulatorState, context: Context<SimulatorEnv>, row: Row, baseUrl: string) {
  const shape = readShape((name) => context.req.query(name));
  return renderRow(state, "incident", row, shape, baseUrl);
}

function note(state: SimulatorState, context: Context<SimulatorEnv>, row: Row, body: unknown): void {
  const { method, path } = context.req;
  noteEffect(state, apiActor(state), { method, path, ticketId: row["sys_id"] ?? null, body });
}

/** Of an array only the first record counts; every value becomes a text. */
async function readBody(context: Context<SimulatorEnv>): Promise<Row> {
  const type = context.req.header("content-type") ?? "";
  if (!type.startsWith("application/json")) throw new VendorRefusal(400, "Unsupported Media Type");
  const given: unknown = await context.req.json().catch(() => undefined);
  const first: unknown = Array.isArray(given) ? given[0] : given;
  if (typeof first !== "object" || first === null) throw new VendorRefusal(400, "Exception while reading request");
  return Object.fromEntries(Object.entries(first).map(([name, value]) => [name, value === null ? "" : String(value)]));
}

/** A technician is quicker than we think. */
function plant(
  state: SimulatorState,
  announce: Announce,
  id: string,
  when: "plantBeforeWrite" | "plantAfterWrite",
): void {
  const planted = takePlant(state.faults, when);
  if (!planted) return;
  const { row } = changeTicket(state, id, toFields(state, planted), actors.ann);
  void announce("update", row);
}

/** A flow of the customer's sets back what moved; it runs as the system, after the write. */
function runWorkflow(state: SimulatorState, announce: Announce, id: string, moved: readonly string[]): void {
  if (!state.faults.workflow) return;
  const fields = toFields(state, state.faults.workflow);
  const back = Object.fromEntries(Object.entries(fields).filter(([name]) => moved.includes(name)));
  if (Object.keys(back).length === 0) return;
  const { row } = changeTicket(state, id, back, actors.system);
  void announce("update", row);
}
