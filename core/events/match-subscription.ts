import { coversType } from "../../schemas/events.ts";
import type { EventScope, Subscription } from "../ports/outbox-store.ts";

/**
 * Whether a webhook is to be told of an event: its type is one that it wants, it is of a client that it wants, and what is
 * internal was asked for. A webhook of some clients hears nothing that is no client's.
 */
export function matchSubscription(wants: Omit<Subscription, "id">, { type, clientId, internal }: EventScope): boolean {
  if (internal && !wants.includeInternal) return false;
  if (wants.clients !== null && (clientId === null || !wants.clients.includes(clientId))) return false;
  return wants.types.some((pattern) => coversType(pattern, type));
}
