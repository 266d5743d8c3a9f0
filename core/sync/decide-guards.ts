import type { Change } from "../../schemas/change.ts";
import { endedStatuses } from "../../schemas/ticket.ts";

const leastLost = 10;
const mostLostShare = 0.02;
/** Losses within this time are counted together. */
export const lossWindowMs = 3_600_000;
/** Closings and re-prioritisations within this time are counted together. */
export const massWindowMs = 10 * 60_000;

/**
 * Whether so many records of a connection have gone that it must be a lost right or a wrong database, not people deleting.
 *
 * @param lost within the last hour, with those that seem gone now
 * @param known links that worked at its beginning
 */
export function isMassLoss(lost: number, known: number): boolean {
  return lost >= leastLost && lost > known * mostLostShare;
}

/** How many of these changes close the ticket or move its priority. */
export function countGrave(changes: readonly Change[]): number {
  const grave = changes.some(
    ({ field, to }) => field === "priority" || (field === "status" && endedStatuses.some((status) => status === to)),
  );
  return grave ? 1 : 0;
}
