import type { ClientId, TicketId } from "../../schemas/ids.ts";
import type { Ticket, TicketFields } from "../../schemas/ticket.ts";
import type { DeskRecord, Lens } from "../ports/desk.ts";
import type { Stores } from "../ports/stores.ts";
import { matchesCondition } from "../rules/conditions.ts";
import { buildFacts } from "../rules/rule-facts.ts";
import { findCodes, readFields } from "../sync/build-born-ticket.ts";
import { ticketFacts } from "../sync/decide-mirrors.ts";
import { mayBeLost } from "../sync/recovery.ts";
import type { PushTarget } from "./push-deps.ts";

/** Open tickets of a client that are asked whether a new record belongs to them. */
const mostCandidates = 200;

export type Read = ReturnType<typeof readFields>;

/** What becomes of a record that no link knows, and why. */
export type TakeDecision =
  | { action: "known" | "notAsked" | "hold" }
  | { action: "attach"; ticket: Ticket; how: "code" | "rule" | "number" | "list"; read: Read }
  | { action: "open"; clientId: ClientId; read: Read };

/** @param twin the ticket that a person, or a number in its text, says it is the same as */
export async function decideTake(
  stores: Stores,
  target: PushTarget,
  lens: Lens,
  record: DeskRecord,
  twin?: { ticketId: TicketId; how: "number" | "list" },
): Promise<TakeDecision> {
  // Gone for ever, ended, merged, or the twin of one of ours: what had a link is no stranger.
  if (await stores.links.knows(target.connectionId, record)) return { action: "known" };
  if (!twin && (await isOursOfLostTime(stores, target, record))) return { action: "notAsked" };
  const read = readFields(record, target.desk.fields, lens);
  const clientId = await findClient(stores, target, record);
  const names = clientId ? await stores.directory.clientNames([clientId]) : new Map<ClientId, string>();
  const client = (clientId && names.get(clientId)) ?? "";
  const facts = buildFacts(read.values, { client, bornIn: target.name, number: record.number });
  const paired = twin && (await stores.tickets.read([twin.ticketId])).get(twin.ticketId);
  if (twin && paired && paired.clientId === clientId) return { action: "attach", ticket: paired, how: twin.how, read };
  if (!matchesCondition(target.rules.take, { record: facts })) return { action: "notAsked" };
  if (clientId === undefined) return { action: "hold" };
  const found = await findOpenTicket(stores, target, record, read.values, clientId, facts);
  return found ? { action: "attach", ...found, read } : { action: "open", clientId, read };
}

/** A record that we made in a time that is lost here: it completes the link of its ticket, should that be made again. */
async function isOursOfLostTime(stores: Stores, target: PushTarget, record: DeskRecord): Promise<boolean> {
  if (record.marker === null) return false;
  const lost = await stores.connections.lostTime(target.connectionId);
  return lost !== undefined && mayBeLost(record.createdAt, lost);
}

async function findClient(stores: Stores, target: PushTarget, record: DeskRecord): Promise<ClientId | undefined> {
  if (record.clientRef === null) return undefined;
  const clients = await stores.directory.clientsByRef(target.connectionId, [record.clientRef]);
  return clients.get(record.clientRef);
}

/** By a code of ours that its text names, else by the connection's own rule. */
async function findOpenTicket(
  stores: Stores,
  target: PushTarget,
  record: DeskRecord,
  values: Partial<TicketFields>,
  clientId: ClientId,
  facts: ReturnType<typeof buildFacts>,
): Promise<{ ticket: Ticket; how: "code" | "rule" } | undefined> {
  const codes = findCodes(`${values.title ?? ""}\n${values.description ?? ""}`);
  const named = codes.length > 0 ? await stores.tickets.openOf(clientId, codes, codes.length) : [];
  const asked =
    named.length === 0 && target.rules.attach !== "false"
      ? await stores.tickets.openOf(clientId, null, mostCandidates)
      : [];
  const matching = asked.filter((ticket) =>
    matchesCondition(target.rules.attach, {
      record: facts,
      ticket: ticketFacts(ticket, { client: facts.client, desks: [] }),
    }),
  );
  const candidates = [...named, ...matching];
  const linked = await stores.links.linksOf(candidates.map(({ id }) => id));
  const ticket = candidates.find(({ id }) => !linked.get(id)?.linked.has(target.connectionId));
  return ticket && { ticket, how: named.includes(ticket) ? "code" : "rule" };
}
