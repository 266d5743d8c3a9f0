import { createHmac } from "node:crypto";
import type { Caller } from "../../simulator-kit/callouts.ts";
import { nameOf, priorities, statuses, teams, ticketTypes } from "./lists.ts";
import type { Notification, SimulatorState, Ticket, Webhook } from "./state.ts";
import { toDetail } from "./wire.ts";

/** How often and how long the vendor tries is not known; these are guesses. */
const attempts = 5;
const timeoutMs = 10_000;

/** Numbers of the catalogue (lookup 64), with the text that a delivery shows. */
const events = {
  created: { eventno: 3, text: "new ticket logged" },
  updated: { eventno: 61, text: "ticket updated" },
  closed: { eventno: 39, text: "ticket closed" },
} as const;

/** Resolves when every webhook has been answered or given up. */
export type Announce = (event: keyof typeof events, ticket: Ticket, by: number) => Promise<void>;

/** @param retryMs wait between attempts */
export function createAnnounce(state: SimulatorState, caller: Caller, retryMs: number): Announce {
  return async (name, ticket, by) => {
    const event = events[name];
    const wanted = state.notifications.flatMap((row) => {
      const hook = state.webhooks.find(({ id }) => id === row["webhook_id"]);
      return hook && isWanted(hook, row, event.eventno) ? [{ hook, row }] : [];
    });
    await Promise.all(
      wanted.map(({ hook, row }) => {
        const id = crypto.randomUUID();
        const body = wrap(state, buildBody(state, { id, hook, row, event: event.text, ticket, by }));
        return caller.send({
          url: String(hook["url"]),
          body,
          headers: { "content-type": "application/json", ...sign(hook, body) },
          attempts,
          retryMs,
          timeoutMs,
          ended: (delivered, status) => noteEnd(state, hook, { id, row, body, delivered, status }),
        });
      }),
    );
  };
}

/** "Ticket updated" fires for conditions only. */
function isWanted(hook: Webhook, row: Notification, eventno: number): boolean {
  if (hook["active"] !== true || hook["disabled"] === true || Number(row["eventno"]) !== eventno) return false;
  const conditions = Array.isArray(row["conditions"]) ? row["conditions"] : [];
  return eventno !== events.updated.eventno || conditions.length > 0;
}

/** Type 3 signs, with the password as key; the header's name is the customer's. */
function sign(hook: Webhook, body: string): Record<string, string> {
  if (Number(hook["authentication_type"]) !== 3) return {};
  const signature = createHmac("sha256", String(hook["basic_password"])).update(body).digest("base64");
  return { [String(hook["authentication_header"])]: signature };
}

interface Telling {
  id: string;
  hook: Webhook;
  row: Notification;
  event: string;
  ticket: Ticket;
  by: number;
}

function buildBody(state: SimulatorState, { id, hook, row, event, ticket, by }: Telling): Record<string, unknown> {
  const envelope = {
    id,
    webhook_id: hook.id,
    notification_id: row.id,
    escmsg_id: crypto.randomUUID(),
    event,
    message: `Ticket ID: ${String(ticket.id).padStart(7, "0")}: ${event}.`,
    object_id: ticket.id,
    agent_id: by,
    timestamp: `${state.now().toISOString().slice(0, -1)}0276Z`,
  };
  if (state.quirks.payload === "eventOnly") return envelope;
  const { details_html: _html, user: _user, agent: _agent, status: _status, ...shown } = toDetail(state, ticket);
  return { ...envelope, ticket: state.quirks.payload === "full" ? shown : { ...shown, ...inWords(ticket) } };
}

/** A switch of the vendor's shows names in the place of numbers. */
function inWords(ticket: Ticket): Record<string, unknown> {
  return {
    status_id: nameOf(statuses, ticket.statusId),
    tickettype_id: nameOf(ticketTypes, ticket.typeId),
    priority_id: priorities.find(({ priorityid }) => priorityid === ticket.priorityId)?.name ?? "",
    team_id: teams.find(({ name }) => name === ticket.team)?.name ?? "",
  };
}

function wrap(state: SimulatorState, envelope: Record<string, unknown>): string {
  switch (state.quirks.batch) {
    case "none":
      return JSON.stringify(envelope);
    case "list":
      return JSON.stringify([envelope]);
    case "object":
      return JSON.stringify({ events: [envelope] });
  }
}

/** After so many failures in a row the vendor switches a webhook off. */
function noteEnd(
  state: SimulatorState,
  hook: Webhook,
  end: { id: string; row: Notification; body: string; delivered: boolean; status: number | null },
): void {
  state.deliveries.push({
    id: end.id,
    webhook_id: hook.id,
    notification_id: end.row.id,
    timestamp: state.now().toISOString(),
    status: end.delivered ? 1 : 2,
    responsestatus: end.status,
    requestbody: end.body,
  });
  const failures = end.delivered ? 0 : Number(hook["failures"] ?? 0) + 1;
  hook["failures"] = failures;
  hook["last_status"] = end.status;
  if (failures < state.quirks.disableAfter) return;
  if (hook["disabled"] !== true) state.switchedOff += 1;
  hook["disabled"] = true;
  hook["last_auto_disable_date"] = state.now().toISOString().slice(0, -1);
}
