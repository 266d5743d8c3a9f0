import type { ExternalId } from "../../schemas/ids.ts";
import type { Ticket } from "../../schemas/ticket.ts";
import type { ClaimedLink, Stores } from "../ports/stores.ts";
import { buildMarker } from "../sync/decide-mirrors.ts";
import { decideSuccessor, type Successor } from "../sync/decide-successor.ts";
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
  await stores.links.save({ ...link, state: "ended" }, { endedReason: "closedForGood", release: true });
  const successor = await findSuccessor(stores, target, ticket, row.clientRef);
  if (!successor) return;
  await stores.links.insert([
    {
      ticketId: ticket.id,
      connectionId: target.connectionId,
      clientRef: successor.clientRef,
      marker: buildMarker(deps.ids, target, ticket, link.marker),
      priority: ticket.fields.priority,
      wantedRev: ticket.rev,
      traceparent: claimed.traceparent,
      succeeds: link.externalNumber ?? link.externalId,
    },
  ]);
  if (successor.tells === "rest") {
    await stores.comments.leaveCopies(link.id);
    await stores.attachments.leaveCopies(link.id);
  }
  await stores.comments.wantHistory([ticket.id]);
  await stores.attachments.wantCopies([ticket.id]);
}

async function findSuccessor(
  { directory }: Stores,
  { connectionId }: PushTarget,
  { clientId }: Ticket,
  clientRef: ExternalId,
): Promise<Successor | undefined> {
  const mapped = (await directory.clientsByRef(connectionId, [clientRef])).get(clientRef);
  const desks = (await directory.desksOf([clientId])).get(clientId) ?? [];
  const serving = desks.find((desk) => desk.connectionId === connectionId)?.clientRef;
  return decideSuccessor(clientId, { clientRef, mapped }, serving);
}
