import type { TenantId, WebhookEventId } from "../../schemas/ids.ts";
import { buildEvent, type EventDraft, type EventNames } from "../events/build-event.ts";
import { matchSubscription } from "../events/match-subscription.ts";
import type { Stores } from "../ports/stores.ts";
import type { World } from "../ports/world.ts";

/**
 * Owes other systems what happens in this transaction. Where no webhook wants it, nothing is looked up and nothing written.
 *
 * @param drafts in the order in which they happened
 */
export async function tellEvents(
  { ids, clock }: Pick<World, "ids" | "clock">,
  stores: Pick<Stores, "outbox" | "directory">,
  tenantId: TenantId,
  drafts: readonly EventDraft[],
): Promise<void> {
  if (drafts.length === 0) return;
  const subscriptions = await stores.outbox.subscriptions();
  if (subscriptions.length === 0) return;
  const wanted = drafts.flatMap((draft) => {
    const to = subscriptions.filter((wants) => matchSubscription(wants, draft)).map(({ id }) => id);
    return to.length > 0 ? [{ draft, to }] : [];
  });
  if (wanted.length === 0) return;
  const names = await lookUp(stores, wanted);
  const at = clock.now();
  await stores.outbox.add(
    wanted.map(({ draft, to }) => ({
      event: buildEvent(draft, names, { id: ids.next() as WebhookEventId, tenantId, at }),
      to,
    })),
  );
}

async function lookUp(
  { outbox, directory }: Pick<Stores, "outbox" | "directory">,
  wanted: readonly { draft: EventDraft }[],
): Promise<EventNames> {
  const clientIds = wanted.flatMap(({ draft }) => draft.clientId ?? []);
  const ticketIds = wanted.flatMap(({ draft }) => draft.ticketId ?? []);
  return {
    clients: clientIds.length === 0 ? new Map() : await directory.clientNames([...new Set(clientIds)]),
    connections: await outbox.connectionNames(),
    records: ticketIds.length === 0 ? new Map() : await outbox.recordsOf([...new Set(ticketIds)]),
  };
}
