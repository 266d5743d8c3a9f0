import type { Alert } from "../../schemas/alert.ts";
import type { AlertId } from "../../schemas/ids.ts";
import type { HeldAlert } from "../ports/listing-store.ts";

/** Ours: so few may always end at once; of more, half of what is held is taken for a tool that has lost its memory. */
const leastMass = 20;
const mostShare = 0.5;
/** As of connectors whose clears get lost: within a week every check has run on working days and at a weekend. */
const lostAfterMs = 168 * 3_600_000;

export interface ListingDecision {
  /** Not listed twice in a row, and not heard of since before the first of the two. */
  ended: readonly { alert: Alert; missedSince: Date }[];
  /** Not listed for the first time, or heard of since. */
  missed: readonly AlertId[];
  /** Listed again. */
  found: readonly AlertId[];
}

/**
 * Holds what we know to fire against what the tool lists.
 *
 * @param listed keys of all that fires by the tool's own word
 * @param startedAt when the listing began; an alert heard of after that may be newer than the list
 */
export function decideListing(
  held: readonly HeldAlert[],
  listed: ReadonlySet<string>,
  startedAt: Date,
): ListingDecision {
  const ended: { alert: Alert; missedSince: Date }[] = [];
  const missed: AlertId[] = [];
  const found: AlertId[] = [];
  for (const { alert, missedSince } of held) {
    if (listed.has(alert.dedupKey)) {
      if (missedSince !== null) found.push(alert.id);
    } else if (missedSince !== null && alert.lastSeenAt < missedSince) ended.push({ alert, missedSince });
    else if (alert.lastSeenAt < startedAt) missed.push(alert.id);
  }
  return { ended, missed, found };
}

/** Whether so much has ended unheard that the list, and not our memory, is likely to be wrong. */
export function isMassEnd(ended: number, held: number): boolean {
  return ended >= leastMass && ended > held * mostShare;
}

/**
 * How long an alert counts as firing without any message, where its tool cannot be asked.
 *
 * @param maxAgeHours the connector's own figure; null = it names none, since its tool loses no clear, or could be asked
 * @returns ms; null = for ever
 */
export function decideMaxAge(trust: {
  resolves: "always" | "sometimes" | "never";
  maxAgeHours: number | null;
}): number | null {
  if (trust.maxAgeHours !== null) return trust.maxAgeHours * 3_600_000;
  return trust.resolves === "always" ? null : lostAfterMs;
}
