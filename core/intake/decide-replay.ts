/** What is older opens no ticket when it is replayed, unless a person asks for that. */
export const oldAfterMs = 24 * 3_600_000;

/**
 * From when on replayed deliveries may open tickets, by their own time: what is exactly a day old still may.
 *
 * @param openOld whether a person wants tickets of what is older, too
 * @returns null = all may
 */
export function decideOpensSince(now: Date, openOld: boolean): Date | null {
  return openOld ? null : new Date(now.getTime() - oldAfterMs);
}
