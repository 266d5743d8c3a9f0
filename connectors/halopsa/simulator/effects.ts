import type { Context } from "hono";
import type { TechnicianEdit } from "../../simulator-kit/desk-simulator.ts";
import { takePlant } from "../../simulator-kit/faults.ts";
import { toFields } from "./labels.ts";
import { agents, closedStatuses } from "./lists.ts";
import type { SimulatorState, Ticket } from "./state.ts";
import { changeTicket } from "./tickets.ts";
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

/** A judge looks no further back. */
const mostShown = 200;

/** Whoever uses the API has seen these as they are now. */
export function noteShown(state: SimulatorState, ids: readonly number[]): void {
  for (const id of ids) {
    const instants = state.shown.get(id) ?? [];
    instants.push(state.now());
    if (instants.length > mostShown) instants.shift();
    state.shown.set(id, instants);
  }
}

/** Tells the webhooks of a change; a closing is an event of its own. */
export async function announceChange(
  announce: Announce,
  ticket: Ticket,
  moved: readonly string[],
  by: number,
): Promise<void> {
  if (moved.length === 0) return;
  const closed = moved.includes("statusId") && closedStatuses.includes(ticket.statusId);
  await Promise.all([announce("updated", ticket, by), ...(closed ? [announce("closed", ticket, by)] : [])]);
}

/** A technician is quicker than we think. */
export function plant(
  state: SimulatorState,
  announce: Announce,
  ticketId: number,
  when: "plantBeforeWrite" | "plantAfterWrite",
): void {
  const planted = takePlant(state.faults, when);
  if (planted) change(state, announce, ticketId, planted, agents.ann);
}

/** Runs as the system, after the write and only for what moved; that is told to the webhooks like anything else. */
export function runWorkflow(
  state: SimulatorState,
  announce: Announce,
  ticketId: number,
  moved: readonly string[],
): void {
  const { workflow } = state.faults;
  if (!workflow) return;
  const names: Readonly<Record<string, keyof TechnicianEdit>> = {
    summary: "title",
    details: "description",
    statusId: "status",
    priorityId: "priority",
    team: "queue",
    agentId: "assignee",
    closureNote: "resolution",
    clientId: "clientRef",
  };
  const back: TechnicianEdit = Object.fromEntries(
    moved.flatMap((name) => {
      const field = names[name];
      return field !== undefined && workflow[field] !== undefined ? [[field, workflow[field]]] : [];
    }),
  );
  if (Object.keys(back).length > 0) change(state, announce, ticketId, back, agents.system);
}

function change(state: SimulatorState, announce: Announce, id: number, edit: TechnicianEdit, by: number): void {
  const { ticket, moved } = changeTicket(state, id, toFields(edit));
  const entry = { method: "edit", path: "page", ticketId: String(id), body: edit };
  const actor = by === agents.system ? ("system" as const) : ("technician" as const);
  state.ledger.push({ at: state.now().toISOString(), by: actor, ...entry });
  void announceChange(announce, ticket, moved, by);
}
