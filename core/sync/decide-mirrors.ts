import type { ConnectionId, Marker, TenantId } from "../../schemas/ids.ts";
import { endedStatuses, type Ticket } from "../../schemas/ticket.ts";
import type { ServingDesk } from "../ports/directory-store.ts";
import type { IdSource } from "../ports/world.ts";
import { matchesCondition } from "../rules/conditions.ts";
import { buildFacts, type RuleFacts } from "../rules/rule-facts.ts";

/** Names that a ticket's conditions may ask for. */
export interface MirrorContext {
  client: string;
  /** Every desk that serves the ticket's client. */
  desks: readonly ServingDesk[];
  /** Connections on which the ticket has, or had, a record. */
  linked: ReadonlySet<ConnectionId>;
}

/**
 * Decides in which desks a ticket still wants a record: those that serve its client, have none of it, that no intake rule
 * has left out, and whose own rule says so. An ended ticket wants none.
 */
export function decideMirrors(ticket: Ticket, context: MirrorContext): readonly ServingDesk[] {
  if (endedStatuses.includes(ticket.fields.status)) return [];
  const facts = { ticket: ticketFacts(ticket, context) };
  const wanted = ticket.routing?.desks;
  return context.desks.filter(
    ({ connectionId, name, rules }) =>
      !context.linked.has(connectionId) && (wanted?.includes(name) ?? true) && matchesCondition(rules.send, facts),
  );
}

/**
 * The marker of a ticket's record in one desk: the same after a replay or a restore, another for another client.
 *
 * @param former that of the record that it had there before, where it gets another
 */
export function buildMarker(
  ids: IdSource,
  place: { tenantId: TenantId; connectionId: ConnectionId },
  ticket: Pick<Ticket, "origin" | "clientId">,
  former?: Marker,
): Marker {
  const parts = [place.tenantId, place.connectionId, ticket.origin, ticket.clientId];
  return ids.named(former === undefined ? parts : [...parts, `after ${former}`]) as Marker;
}

/** The desk where a ticket is worked: one that says so of itself, else where it was born, else the oldest that serves. */
export function decideHome(
  desks: readonly Pick<ServingDesk, "connectionId" | "rules">[],
  birth: ConnectionId | null,
): ConnectionId | null {
  return desks.find(({ rules }) => rules.home)?.connectionId ?? birth ?? desks[0]?.connectionId ?? null;
}

export function ticketFacts(ticket: Ticket, context: Pick<MirrorContext, "client" | "desks">): RuleFacts {
  const born = context.desks.find(({ connectionId }) => connectionId === ticket.birthConnectionId);
  return buildFacts(ticket.fields, { client: context.client, bornIn: born?.name ?? "", number: ticket.code });
}
