import type { ClientId, ExternalId } from "../../schemas/ids.ts";

/**
 * Where a record goes on that was closed for good. `tells`: `rest` = what the closed record does not say, which it names;
 * `all` = its own client's people do not see that one.
 */
export interface Successor {
  clientRef: ExternalId;
  tells: "rest" | "all";
}

/**
 * A record that went to another client, which was refused, is no guide to whose the new one is; another key of the same client
 * is. Where nothing is known of either, it goes on where it was.
 *
 * @param closed the closed record's key of its client, and whose it is; undefined = not mapped
 * @param serving the desk's key of the ticket's client; undefined = it does not serve that client any more
 * @returns undefined = it is another client's, and the ticket's own has no place in this desk
 */
export function decideSuccessor(
  clientId: ClientId,
  closed: { clientRef: ExternalId; mapped: ClientId | undefined },
  serving: ExternalId | undefined,
): Successor | undefined {
  const { clientRef, mapped } = closed;
  if (mapped === clientId || clientRef === serving) return { clientRef, tells: "rest" };
  if (serving !== undefined) return { clientRef: serving, tells: "all" };
  return mapped === undefined ? { clientRef, tells: "rest" } : undefined;
}
