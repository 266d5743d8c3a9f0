import { createHmac, timingSafeEqual } from "node:crypto";
import type { Context, Hono } from "hono";
import { ExchangeMessage } from "../../../schemas/exchange.ts";
import type { FieldName } from "../../../schemas/ticket.ts";
import { strike, takeOne, takePlant } from "../../../connectors/simulator-kit/faults.ts";
import { DroppedAnswer, type SimulatorEnv } from "../../../connectors/simulator-kit/serve.ts";
import {
  addTicket,
  isNewer,
  noteEffect,
  type PeerState,
  type PeerTicket,
  setField,
  type Tell,
  type Told,
  touch,
} from "./state.ts";
import { applyEdit, tellFields } from "./technician.ts";

/** Takes the other side's messages: signed, each once however often it comes. */
export function addInbox(app: Hono<SimulatorEnv>, state: PeerState, secret: string, tell: Tell): void {
  app.post("/inbox", async (context) => {
    state.calls.set("POST inbox", (state.calls.get("POST inbox") ?? 0) + 1);
    const disturbed = await disturb(state, context);
    if (disturbed) return disturbed;
    const body = Buffer.from(await context.req.arrayBuffer());
    const id = context.req.header("webhook-id") ?? "";
    if (!isSigned(context, id, body, secret)) return context.json({ detail: "The signature is wrong." }, 401);
    const parsed = ExchangeMessage.safeParse(JSON.parse(body.toString()));
    if (!parsed.success) return context.json({ detail: parsed.error.message }, 422);
    const message = parsed.data;
    if (message.type === "ping" || state.taken.has(id)) return context.body(null, 204);
    const key = "ticketId" in message.data ? message.data.ticketId : message.data.id;
    if (message.type !== "ticket.created" && !state.tickets.has(key))
      return context.json({ detail: "The ticket does not exist." }, state.deleted.has(key) ? 410 : 404);
    const refused = take(state, tell, message);
    if (refused) return context.json({ detail: refused }, 404);
    state.taken.add(id);
    noteEffect(state, "api", { method: message.type, ticketId: key, body: message.data });
    if (takeOne(state.faults, faultOf(message))) throw new DroppedAnswer();
    return context.json({});
  });
}

function faultOf({ type }: Told): Parameters<typeof takeOne>[1] {
  if (type === "ticket.created") return "dropAnswerAfterCreate";
  return type.startsWith("ticket") ? "dropAnswerAfterWrite" : "dropAnswerAfterComment";
}

async function disturb(state: PeerState, context: Context<SimulatorEnv>): Promise<Response | undefined> {
  const { faults } = state;
  const bad = faults.badAnswer?.times;
  const struck = await strike(faults);
  if (struck === "tooMany") {
    if (faults.retryAfter !== null) context.header("Retry-After", faults.retryAfter);
    return context.json({ detail: "Too many messages." }, 429);
  }
  if (struck === "unavailable") return context.html("<html><body>503 Service Unavailable</body></html>", 503);
  // Only reads are answered badly; a message that met it gives it back.
  if (faults.badAnswer && bad !== undefined) faults.badAnswer.times = bad;
  return undefined;
}

/** @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
function isSigned(context: Context<SimulatorEnv>, id: string, body: Buffer, secret: string): boolean {
  const stamp = context.req.header("webhook-timestamp") ?? "";
  const expected = Buffer.from(signMessage(secret, id, stamp, body));
  const given = Buffer.from(context.req.header("webhook-signature") ?? "");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

export function signMessage(secret: string, id: string, stamp: string, body: Buffer): string {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  return `v1,${createHmac("sha256", key).update(`${id}.${stamp}.`).update(body).digest("base64")}`;
}

/** @returns why it was refused */
function take(state: PeerState, tell: Tell, message: Told): string | undefined {
  switch (message.type) {
    case "ticket.created":
    case "ticket.updated":
      return void takeTicket(state, tell, message);
    case "ticket.deleted":
      state.tickets.delete(message.data.id);
      state.deleted.add(message.data.id);
      return undefined;
    default:
      return takeChild(state, message);
  }
}

function takeTicket(
  state: PeerState,
  tell: Tell,
  { type, data, sender }: Extract<Told, { type: "ticket.created" | "ticket.updated" }>,
): void {
  const isNew = type === "ticket.created";
  const known = state.tickets.get(data.id);
  const ticket = known ?? addTicket(state, data.id, data.client.id, data.id);
  if (!isNew) plant(state, tell, ticket, "plantBeforeWrite");
  const moved: FieldName[] = [];
  const custom = Object.entries(data.custom ?? {}).map(([key, value]) => [`custom.${key}`, value]);
  const told = { ...data.fields, ...Object.fromEntries(custom) };
  for (const [field, value] of Object.entries(told) as [FieldName, never][]) {
    const edit = { version: data.versions?.[field] ?? (ticket.versions[field] ?? 0) + 1, by: sender };
    if (!isNewer(ticket, field, edit)) continue;
    setField(ticket, field, value, edit);
    moved.push(field);
  }
  if (moved.length > 0) touch(state, ticket);
  if (isNew) return;
  plant(state, tell, ticket, "plantAfterWrite");
  runWorkflow(state, tell, ticket, moved);
}

function plant(state: PeerState, tell: Tell, ticket: PeerTicket, when: "plantBeforeWrite" | "plantAfterWrite"): void {
  const edit = takePlant(state.faults, when);
  if (edit) void tellFields(tell, ticket, applyEdit(state, ticket, edit));
}

/** Only for what moved. */
function runWorkflow(state: PeerState, tell: Tell, ticket: PeerTicket, moved: readonly FieldName[]): void {
  const back = Object.entries(state.faults.workflow ?? {}).filter(([name]) => moved.some((field) => field === name));
  if (back.length === 0) return;
  void tellFields(tell, ticket, applyEdit(state, ticket, Object.fromEntries(back)));
}

function takeChild(
  state: PeerState,
  message: Exclude<Told, { type: "ticket.created" | "ticket.updated" | "ticket.deleted" }>,
): string | undefined {
  const ticket = state.tickets.get(message.data.ticketId);
  if (!ticket) return "The ticket does not exist.";
  const { id } = message.data;
  switch (message.type) {
    case "comment.created":
    case "comment.updated": {
      const { ticketId: _ticketId, ...comment } = message.data;
      const known = ticket.comments.find((one) => one.id === id);
      if (!known && message.type === "comment.updated") return "The comment does not exist.";
      if (known && comment.version <= known.version) return undefined;
      if (known) Object.assign(known, comment);
      else ticket.comments.push({ ...comment, sender: message.sender });
      break;
    }
    case "comment.deleted":
      ticket.comments = ticket.comments.filter((one) => one.id !== id);
      break;
    case "attachment.created": {
      const { ticketId: _ticketId, data, ...file } = message.data;
      if (ticket.files.some((one) => one.id === id)) return undefined;
      ticket.files.push({ ...file, bytes: Buffer.from(data, "base64"), sender: message.sender });
      break;
    }
  }
  touch(state, ticket);
  return undefined;
}
