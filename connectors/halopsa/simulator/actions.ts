import { fromText, toText } from "./html-text.ts";
import { agentRows, agents, nameOf, outcomes } from "./lists.ts";
import { identity } from "./sign-in.ts";
import { type Action, refuseSilently, type SimulatorState, type Ticket, VendorRefusal } from "./state.ts";
import { setStatus, touch } from "./ticket-rules.ts";

type Body = Readonly<Record<string, unknown>>;

interface NewAction {
  outcomeId?: number;
  outcome: string;
  noteHtml: string;
  hidden: boolean;
  oldStatus?: number;
  system?: boolean;
}

/** Numbers of actions begin with 1 in each ticket and are never given twice. */
export function addAction(state: SimulatorState, ticket: Ticket, wanted: NewAction, by: number): Action {
  const action: Action = {
    id: ticket.nextAction++,
    guid: crypto.randomUUID(),
    ticketId: ticket.id,
    outcomeId: wanted.outcomeId ?? 0,
    outcome: wanted.outcome,
    agentId: wanted.system === true ? 0 : by,
    userId: 0,
    applicationId: by === agents.api ? identity.clientId : "",
    who: wanted.system === true ? "System" : nameOf(agentRows, by),
    at: touch(state, ticket),
    note: toText(wanted.noteHtml),
    noteHtml: wanted.noteHtml,
    hidden: wanted.hidden,
    oldStatus: wanted.oldStatus ?? ticket.statusId,
    newStatus: ticket.statusId,
    system: wanted.system === true,
  };
  ticket.actions.push(action);
  ticket.lastActionAt = action.at;
  return action;
}

/**
 * An outcome brings its own status, visibility and mail; what the body says goes before.
 *
 * @throws VendorRefusal without an outcome, and for one that the API agent may not use
 */
export function runAction(state: SimulatorState, ticket: Ticket, body: Body, by: number): Action {
  const outcome = outcomes.find(
    ({ id, outcome: name }) => id === Number(body["outcome_id"]) || name === body["outcome"],
  );
  if (!outcome) throw new VendorRefusal("An Outcome must be entered for this Action");
  if (state.quirks.forbiddenOutcomes.includes(outcome.id))
    throw new VendorRefusal("You do not have access to this Action at the moment");
  const asked = typeof body["hiddenfromuser"] === "boolean" ? body["hiddenfromuser"] : outcome.hidefromuser;
  const hidden = state.quirks.showingOutcomes.includes(outcome.id) ? false : asked;
  const oldStatus = ticket.statusId;
  const newStatus = Number(body["new_status"] ?? 0) || outcome.newstatus;
  if (newStatus > 0) setStatus(state, ticket, newStatus, body, true);
  const noteHtml = htmlOf(body) ?? "";
  const action = addAction(
    state,
    ticket,
    { outcomeId: outcome.id, outcome: outcome.outcome, noteHtml, hidden, oldStatus },
    by,
  );
  const mails = typeof body["sendemail"] === "boolean" ? body["sendemail"] : outcome.sendemail === 1;
  if (mails) noteMail(state, ticket.id, `action ${action.id}`);
  return action;
}

function htmlOf(body: Body): string | undefined {
  if (typeof body["note_html"] === "string") return body["note_html"];
  return typeof body["note"] === "string" && body["note"] !== "" ? fromText(body["note"]) : undefined;
}

export function changeAction(state: SimulatorState, ticket: Ticket, actionId: number, body: Body): Action {
  const action = ticket.actions.find(({ id }) => id === actionId);
  if (!action) throw refuseSilently(404);
  const html = htmlOf(body);
  if (html !== undefined) Object.assign(action, { noteHtml: html, note: toText(html) });
  if (typeof body["hiddenfromuser"] === "boolean") action.hidden = body["hiddenfromuser"];
  touch(state, ticket);
  return action;
}

export function removeAction(state: SimulatorState, ticket: Ticket, actionId: number): Action {
  const action = ticket.actions.find(({ id }) => id === actionId);
  if (!action) throw refuseSilently(404);
  ticket.actions = ticket.actions.filter((one) => one !== action);
  touch(state, ticket);
  return action;
}

/** A mail to the client's people; keeping systems equal must never send one. */
export function noteMail(state: SimulatorState, ticketId: number, about: string): void {
  const entry = { by: "system" as const, method: "mail", path: "mail", ticketId: String(ticketId), body: { about } };
  state.ledger.push({ at: state.now().toISOString(), ...entry });
}
