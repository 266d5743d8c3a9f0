import { closedStatuses, statuses } from "./lists.ts";
import type { SimulatorState, Ticket } from "./state.ts";
import { toDatetime } from "./wire.ts";

type Body = Readonly<Record<string, unknown>>;

/** Moves the stamp of the last change; two changes never share one, which the real database does not promise. */
export function touch(state: SimulatorState, ticket: Ticket): Date {
  const now = toDatetime(state.now());
  const at = now > ticket.updatedAt ? now : toDatetime(new Date(ticket.updatedAt.getTime() + 4));
  ticket.updatedAt = at;
  return at;
}

/** A status that does not exist is passed over, and so is a closing that a workflow does not allow. */
export function setStatus(
  state: SimulatorState,
  ticket: Ticket,
  statusId: number,
  body: Body,
  byAction: boolean,
): void {
  if (!statuses.some(({ id, type }) => id === statusId && type === 0) || statusId === ticket.statusId) return;
  const isClosing = closedStatuses.includes(statusId);
  if (isClosing && !mayClose(state, body, byAction)) return;
  ticket.statusId = statusId;
  ticket.closedAt = isClosing ? toDatetime(state.now()) : null;
  ticket.hasBeenClosed ||= isClosing;
}

function mayClose(state: SimulatorState, body: Body, byAction: boolean): boolean {
  switch (state.quirks.closeNeeds) {
    case "nothing":
      return true;
    case "appointmentFlag":
      return body["_appointment01_ok"] === true;
    case "action":
      return byAction;
    case "never":
      return false;
  }
}
