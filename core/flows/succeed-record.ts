import type { ClaimedLink, Stores } from "../ports/stores.ts";
import { buildMarker } from "../sync/decide-mirrors.ts";
import { lockHeld } from "./held-link.ts";
import { type PushDeps, type Pushed, type PushTarget, restLink, timed } from "./push-deps.ts";
import { takeLastWords } from "./take-last-words.ts";

/**
 * A desk cannot follow: its record is closed for good and the ticket is worked again. The link ends, after what was said
 * there last was taken, and a new record that names the old one goes on for it.
 */
export async function succeedRecord(
  deps: PushDeps,
  target: PushTarget,
  one: Pick<Pushed, "claimed" | "externalId">,
): Promise<void> {
  const said = await timed(deps, () => target.desk.comments([one.externalId]));
  if (!said.value.ok) return restLink(deps, target, one.claimed, said.value.error);
  const { startedAt, endedAt } = said;
  const lastWords = { list: said.value.value.get(one.externalId) ?? [], startedAt, endedAt };
  await deps.unit.inTenant(target.tenantId, async (stores) => {
    const held = await lockHeld(stores, one);
    if (!held) return;
    await takeLastWords(deps, stores, target, held, lastWords);
    await replaceLink(deps, stores, target, one.claimed);
  });
}

async function replaceLink(deps: PushDeps, stores: Stores, target: PushTarget, claimed: ClaimedLink): Promise<void> {
  const locked = await stores.links.lock(claimed.link.id);
  if (!locked) return;
  const { ticket, row } = locked;
  const { link } = row;
  deps.metrics.count("interdesk_links_ended", { reason: "closedForGood" });
  const owed = await stores.comments.owed(link.id);
  await stores.links.save({ ...link, state: "ended" }, { endedReason: "closedForGood", release: true });
  const serving = (await stores.directory.desksOf([ticket.clientId])).get(ticket.clientId) ?? [];
  // A record that went to another client, which was refused, is no guide to whose the new one is.
  const clientRef = serving.find((desk) => desk.connectionId === target.connectionId)?.clientRef ?? row.clientRef;
  await stores.links.insert([
    {
      ticketId: ticket.id,
      connectionId: target.connectionId,
      clientRef,
      marker: buildMarker(deps.ids, target, ticket, link.marker),
      priority: ticket.fields.priority,
      wantedRev: ticket.rev,
      traceparent: claimed.traceparent,
      succeeds: link.externalNumber ?? link.externalId,
    },
  ]);
  // What was said since, and could not be written any more, is said in the new one.
  const unsaid = owed.filter(({ externalId, deleted }) => externalId === null && !deleted);
  await stores.comments.wantCopies(
    unsaid.map(({ comment }) => comment),
    null,
  );
}
