import type { ExternalId } from "../../schemas/ids.ts";
import type { Link } from "../../schemas/link.ts";
import { historyStart, listCovered } from "../sync/list-covered.ts";
import { noteConflicts } from "./note-conflicts.ts";
import type { PushDeps, PushTarget } from "./push-deps.ts";

/**
 * After a write has been read back: looks through the desk's own history for edits that no reading could show. Where a
 * vendor has no history this does nothing, and its README names the window. A failed look stays owed to the next one.
 */
export async function checkHistory(
  deps: PushDeps,
  target: PushTarget,
  link: Link,
  externalId: ExternalId,
): Promise<void> {
  const since = historyStart(link);
  if (!target.desk.history || since === undefined) return;
  const history = await target.desk.history(externalId, since);
  if (!history.ok) {
    deps.log.warn(
      { connection: target.connectionId, error: history.error.kind },
      "history could not be read; it is tried again after the next write",
    );
    return;
  }
  await deps.unit.inTenant(target.tenantId, async (stores) => {
    const locked = await stores.links.lock(link.id);
    if (!locked) return;
    const covered = listCovered(locked.row.link, link, history.value, locked.ticket, deps.clock.now());
    // Not moved since it was seen, and to be looked at all the same.
    const commentsVersion = covered.again ? null : covered.link.commentsVersion;
    await stores.links.save({ ...covered.link, commentsVersion }, {});
    await noteConflicts(deps, stores, target.tenantId, covered.conflicts);
    if (covered.again) await stores.hints.add(target.connectionId, [externalId], null);
  });
}
