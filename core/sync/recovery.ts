import type { FieldPolicy } from "../../schemas/sync-rules.ts";

/**
 * How a desk is read after time was lost here, as by a restore: what stands there may be newer than all that is known, and may
 * have been written by us.
 *
 * `first`: what our own account said and nobody here knows is left for later, since its original may stand in another desk;
 * `last`: all desks have been read, and what is left of it is taken in.
 */
export type RecoveryPhase = "first" | "last";

/** Theirs wins, whoever owns the field. */
export const recoveryPolicy: FieldPolicy = { collision: "owner", owner: "home", foreignEdit: "accept" };

/** Between these, things may have happened at a desk by us that are not known here. */
export interface LostTime {
  from: Date;
  until: Date;
}

/** The vendor's clock may differ from ours. */
const clockMarginMs = 10 * 60_000;

/** Whether a record that bears a mark of ours may have been made in that time: then it makes no ticket, but completes its link. */
export function mayBeLost(createdAt: Date, lost: LostTime): boolean {
  const at = createdAt.getTime();
  return at >= lost.from.getTime() - clockMarginMs && at <= lost.until.getTime() + clockMarginMs;
}
