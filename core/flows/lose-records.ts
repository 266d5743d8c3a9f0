import type { ExternalId } from "../../schemas/ids.ts";
import type { LinkRow, Stores } from "../ports/stores.ts";
import { isMassLoss, lossWindowMs } from "../sync/decide-guards.ts";
import { parkConnection } from "./park-connection.ts";
import type { PushDeps, PushTarget } from "./push-deps.ts";

type LossDeps = Pick<PushDeps, "unit" | "metrics" | "ids" | "clock">;
type LossTarget = Pick<PushTarget, "tenantId" | "connectionId" | "name">;

/**
 * Records that a direct read, or a tombstone, says are not there any more: their links are gone for ever, their counterparts
 * stay. When so many go at once that it must be something else, the connection is parked instead and a person is asked.
 *
 * @returns whether it was parked, so that what was read is to be read again
 */
export async function loseRecords(deps: LossDeps, target: LossTarget, ids: readonly ExternalId[]): Promise<boolean> {
  if (ids.length === 0) return false;
  return deps.unit.inTenant(target.tenantId, async (stores) => {
    const lost = await stores.links.lockActive(target.connectionId, ids);
    if (lost.length === 0) return false;
    // Batches of one desk are at work at once: each would see few that are gone, and none that there are many.
    await stores.connections.lockCounts(target.connectionId);
    const { gone, active } = await stores.connections.countGone(target.connectionId, lossWindowMs);
    if (isMassLoss(gone + lost.length, gone + active)) {
      await parkFor(deps, stores, target, lost, gone);
      return true;
    }
    for (const { link } of lost) {
      deps.metrics.count("interdesk_links_ended", { reason: "gone" });
      await stores.links.save({ ...link, state: "gone" }, { endedReason: "gone" });
    }
    return false;
  });
}

async function parkFor(
  deps: LossDeps,
  stores: Stores,
  target: LossTarget,
  lost: readonly LinkRow[],
  before: number,
): Promise<void> {
  const count = before + lost.length;
  const examples = lost
    .slice(0, 5)
    .map(({ link }) => link.externalNumber ?? link.externalId)
    .join(", ");
  const reason = `${count} of its records are no longer there within an hour (such as ${examples}).`;
  await parkConnection(deps, stores, target, reason, {
    kind: "massLoss",
    title: `${target.name} is paused: ${count} tickets have vanished`,
    body:
      `${reason} That is more than people delete by hand: perhaps the account lost a right, or the address leads to another database. ` +
      `Nothing was deleted anywhere. Check the account with "interdesk connection test ${target.name}", ` +
      `then let it go on with "interdesk connection live ${target.name}".`,
  });
}
