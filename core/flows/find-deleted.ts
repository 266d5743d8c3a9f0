import type { ExternalId } from "../../schemas/ids.ts";
import type { ConnectorError } from "../ports/connector-error.ts";
import { type Result, succeed } from "../ports/result.ts";
import type { CommentCopy } from "../sync/comment-copy.ts";
import { isMassLoss, lossWindowMs } from "../sync/decide-guards.ts";
import { parkConnection } from "./park-connection.ts";
import type { PushDeps, PushTarget } from "./push-deps.ts";

/** A tenth of the tickets that may be closed at once: a lost right over comments shows in few of them, and deletes in each. */
const hiddenShare = 0.1;

export interface Deleted {
  /** Undefined: nothing but their absence tells. */
  deleted: ReadonlySet<ExternalId> | undefined;
  /** Whether each that is missing is known to be deleted. */
  isProven: boolean;
}

/** Of comments that are not shown any more, which were deleted: by what a webhook has told, or the desk itself knows. */
export async function findDeleted(
  { desk }: PushTarget,
  id: ExternalId,
  missing: readonly CommentCopy[],
): Promise<Result<Deleted, ConnectorError>> {
  const told = new Set<ExternalId>();
  const unknown = missing.flatMap(({ externalId, comment, seen }) => {
    if (externalId === null) return [];
    if (seen?.toldDeleted !== true) return [{ externalId, createdAt: comment.createdAt }];
    told.add(externalId);
    return [];
  });
  if (unknown.length === 0) return succeed({ deleted: told, isProven: true });
  if (!desk.deletedComments) return succeed({ deleted: undefined, isProven: false });
  const found = await desk.deletedComments(id, unknown);
  if (!found.ok) return found;
  const isProven = unknown.every(({ externalId }) => found.value.has(externalId));
  return succeed({ deleted: new Set([...told, ...found.value]), isProven });
}

/**
 * Comments of one more ticket are missing, and nothing proves that they were deleted: with so many within an hour a right was
 * lost. The connection is parked, and what is missing is looked at again when it goes on.
 *
 * @returns whether it was parked
 */
export async function parkForHidden(deps: PushDeps, target: PushTarget): Promise<boolean> {
  return deps.unit.inTenant(target.tenantId, async (stores) => {
    const { count, allowed } = await stores.connections.countHidden(target.connectionId, lossWindowMs);
    const { active } = await stores.connections.countGone(target.connectionId, lossWindowMs);
    const isMany = isMassLoss(count, active) && count >= target.rules.mostChanges * hiddenShare;
    if (allowed || !isMany) return false;
    const reason = `Comments of ${count} of its tickets are no longer shown within an hour.`;
    deps.metrics.count("interdesk_connections_parked", { reason: "hiddenComments" });
    await parkConnection(deps, stores, target, reason, {
      kind: "massLoss",
      title: `${target.name} is paused: comments of ${count} tickets have vanished`,
      body:
        `${reason} That is more than people delete by hand: perhaps the account may no longer see internal notes or time entries. ` +
        `Nothing more was deleted elsewhere. Give it back its rights, then let it go on with "interdesk connection live ${target.name}"; ` +
        `was it meant, with "--allow-many".`,
    });
    return true;
  });
}
