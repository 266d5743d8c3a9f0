import type { DeskRecord } from "../ports/desk.ts";

/** What its desk has merged says nothing of its ticket any more, least of all that it is closed. */
export function isMerged({ mergedInto }: DeskRecord): boolean {
  return mergedInto !== null && mergedInto !== undefined;
}
