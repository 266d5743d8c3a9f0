import { fromText, toText } from "./html-text.ts";
import { addAction } from "./actions.ts";
import { agentRows, agents, fieldInfos, priorities, teams, ticketTypes, users } from "./lists.ts";
import { type SimulatorState, type Ticket, ticketOf, VendorRefusal } from "./state.ts";
import { setStatus, touch } from "./ticket-rules.ts";
import { toDatetime } from "./wire.ts";

type Body = Readonly<Record<string, unknown>>;

const hourMs = 3_600_000;
const costCentre = 150;

/** @throws VendorRefusal in the vendor's words */
export function createTicket(state: SimulatorState, body: Body, by: number): Ticket {
  const summary = String(body["summary"] ?? "").trim();
  if (summary === "") throw new VendorRefusal("Summary must not be blank");
  const fields = readFields(body);
  if (state.quirks.mandatoryField && body["_novalidate"] !== true && !fields.has(costCentre))
    throw new VendorRefusal("Cost centre must not be blank");
  const type = ticketTypes.find(({ id }) => id === Number(body["tickettype_id"] ?? 1)) ?? ticketTypes[0];
  const clientId = Number(body["client_id"] ?? 1);
  if (!state.clients.some(({ id }) => id === clientId)) throw new VendorRefusal("Please select a valid Customer");
  const now = toDatetime(state.now());
  const ticket: Ticket = {
    id: state.nextTicket++,
    guid: crypto.randomUUID(),
    summary: summary.slice(0, 4_000),
    details: "",
    detailsHtml: "",
    statusId: 1,
    typeId: type?.id ?? 1,
    slaId: type?.default_sla ?? 0,
    priorityId: type?.default_priority ?? 0,
    clientId,
    siteId: 1,
    userId: 210,
    agentId: agents.unassigned,
    team: type?.default_team ?? "",
    category: "",
    source: Number(body["source"] ?? 0),
    createdAt: now,
    updatedAt: now,
    lastActionAt: now,
    closedAt: null,
    respondBy: type?.default_sla ? new Date(now.getTime() + hourMs) : null,
    fixBy: type?.default_sla ? new Date(now.getTime() + 8 * hourMs) : null,
    mergedInto: 0,
    deleted: false,
    closureNote: "",
    hasBeenClosed: false,
    customFields: fields,
    actions: [],
    nextAction: 1,
  };
  setPerson(ticket, body["user_id"], body["site_id"]);
  applyFields(state, ticket, body);
  state.tickets.set(ticket.id, ticket);
  addAction(state, ticket, { outcome: "Logged", noteHtml: ticket.detailsHtml, hidden: false, oldStatus: 0 }, by);
  ticket.updatedAt = ticket.lastActionAt = now;
  return ticket;
}

/** A person counts only together with their site; anybody else becomes the client's "General User". */
function setPerson(ticket: Ticket, userId: unknown, siteId: unknown): void {
  const general = users.find(({ name, client_id }) => name === "General User" && client_id === ticket.clientId);
  const wanted = users.find(
    (row) => row.id === Number(userId) && row.client_id === ticket.clientId && row.site_id === Number(siteId),
  );
  const person = wanted ?? general;
  ticket.userId = person?.id ?? 0;
  ticket.siteId = person?.site_id ?? 1;
}

/**
 * A partial merge: what is not said stays, what is not known is passed over without a word.
 *
 * @returns names of what really moved
 */
export function changeTicket(state: SimulatorState, id: number, body: Body): { ticket: Ticket; moved: string[] } {
  const ticket = ticketOf(state, id);
  const before = snapshot(ticket);
  if (body["user_id"] !== undefined) setPerson(ticket, body["user_id"], body["site_id"]);
  for (const [field, value] of readFields(body)) ticket.customFields.set(field, value);
  applyFields(state, ticket, body);
  const after = snapshot(ticket);
  const moved = Object.keys(after).filter((name) => after[name] !== before[name]);
  if (moved.length > 0) touch(state, ticket);
  return { ticket, moved };
}

function snapshot(ticket: Ticket): Record<string, unknown> {
  const { actions: _actions, customFields, updatedAt: _updatedAt, lastActionAt: _lastActionAt, ...rest } = ticket;
  return { ...rest, fields: JSON.stringify([...customFields]) };
}

function applyFields(state: SimulatorState, ticket: Ticket, body: Body): void {
  if (typeof body["summary"] === "string" && body["summary"] !== "") ticket.summary = body["summary"].slice(0, 4_000);
  if (typeof body["details_html"] === "string") setDetails(state, ticket, body["details_html"]);
  else if (typeof body["details"] === "string") setDetails(state, ticket, fromText(body["details"]));
  const typeId = Number(body["tickettype_id"]);
  if (ticketTypes.some(({ id }) => id === typeId)) ticket.typeId = typeId;
  if (body["priority_id"] !== undefined) setPriority(ticket, Number(body["priority_id"]));
  if (typeof body["team"] === "string" && teams.some(({ name }) => name === body["team"])) ticket.team = body["team"];
  if (typeof body["category_1"] === "string") ticket.category = body["category_1"];
  if (typeof body["closure_note"] === "string") ticket.closureNote = body["closure_note"];
  const clientId = Number(body["client_id"]);
  if (
    body["client_id"] !== undefined &&
    clientId !== ticket.clientId &&
    state.clients.some(({ id }) => id === clientId)
  ) {
    ticket.clientId = clientId;
    setPerson(ticket, body["user_id"], body["site_id"]);
  }
  const agent = agentRows.find(({ id }) => id === Number(body["agent_id"]));
  if (agent && !agent.isdisabled) ticket.agentId = agent.id;
  if (body["status_id"] !== undefined) setStatus(state, ticket, Number(body["status_id"]), body, false);
}

function setDetails(state: SimulatorState, ticket: Ticket, html: string): void {
  const text = toText(html);
  ticket.detailsHtml = html;
  ticket.details = state.quirks.flattenText ? text.replaceAll(/\s+/g, " ") : text;
  const first = ticket.actions.find(({ id }) => id === 1);
  if (first) Object.assign(first, { noteHtml: html, note: ticket.details });
}

/** One outside of the ticket's SLA is passed over; another one moves until when the ticket is to be solved. */
function setPriority(ticket: Ticket, priorityId: number): void {
  const offered = priorities.find(
    (row) => row.slaid === ticket.slaId && row.priorityid === priorityId && !row.ishidden,
  );
  if (!offered) return;
  ticket.priorityId = priorityId;
  if (ticket.fixBy) ticket.fixBy = new Date(ticket.createdAt.getTime() + offered.fixtime * hourMs);
}

function readFields(body: Body): Map<number, string> {
  const given = Array.isArray(body["customfields"]) ? body["customfields"] : [];
  const fields = new Map<number, string>();
  for (const one of given as { id?: unknown; name?: unknown; value?: unknown }[]) {
    const info = fieldInfos.find(({ id, name }) => id === Number(one.id) || name === one.name);
    if (info) fields.set(info.id, String(one.value ?? ""));
  }
  return fields;
}

/** Closes the one into the other, which keeps its number. */
export function mergeTickets(state: SimulatorState, loserId: number, survivorId: number, by: number): Ticket {
  const loser = ticketOf(state, loserId);
  const survivor = ticketOf(state, survivorId);
  loser.statusId = 9;
  loser.mergedInto = survivor.id;
  loser.closedAt = touch(state, loser);
  loser.hasBeenClosed = true;
  addAction(state, loser, { outcome: "Merged", noteHtml: "", hidden: true, system: true }, by);
  return loser;
}
