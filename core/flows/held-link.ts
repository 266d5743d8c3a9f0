import { type Link, workingStates } from "../../schemas/link.ts";
import type { LinkRow, Stores } from "../ports/stores.ts";
import type { Ticket } from "../../schemas/ticket.ts";
import type { PushDeps, Pushed, PushTarget } from "./push-deps.ts";

/**
 * The link and its ticket, locked, as long as this push still holds it, it works, and it still means the same record.
 * Asked in the transaction before every call: what ended, moved or was taken over meanwhile is not written to any more.
 *
 * @returns undefined when there is nothing to be written by this push any more
 */
export async function lockHeld(
  stores: Stores,
  { claimed, externalId }: Pick<Pushed, "claimed" | "externalId">,
): Promise<{ row: LinkRow; ticket: Ticket } | undefined> {
  const locked = await stores.links.lock(claimed.link.id);
  if (!locked) return undefined;
  return isHeld({ claimed, externalId }, locked.row) ? locked : undefined;
}

/** Whether a link that is locked is still this push's, works, and means the same record. */
export function isHeld(
  { claimed, externalId }: Pick<Pushed, "claimed" | "externalId">,
  { link, fence }: Pick<LinkRow, "link" | "fence">,
): boolean {
  return fence === claimed.fence && workingStates.includes(link.state) && link.externalId === externalId;
}

/** A call of ours is about to move the record (1), or has not done so after all (-1). */
export function countCall(link: Link, calls: 1 | -1): Link {
  const { ownCalls } = link;
  return ownCalls === null ? link : { ...link, ownCalls: { ...ownCalls, made: Math.max(0, ownCalls.made + calls) } };
}

/** The call that was counted before it has moved nothing. */
export async function countUnsent(deps: PushDeps, target: PushTarget, one: Pushed): Promise<void> {
  if (!target.desk.sawMore) return;
  await deps.unit.inTenant(target.tenantId, async (stores) => {
    const held = await lockHeld(stores, one);
    if (held) await stores.links.save(countCall(held.row.link, -1), { fence: one.claimed.fence });
  });
}
