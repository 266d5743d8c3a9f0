/** The two stamps of one creation lie no further apart; nobody opens and edits a record within it. */
const sameMomentMs = 1_000;

/** For vendors that only stamp records: whether one has not been changed since it was made. */
export function isUntouched(createdAt: Date, changedAt: Date): boolean {
  return changedAt.getTime() - createdAt.getTime() <= sameMomentMs;
}
