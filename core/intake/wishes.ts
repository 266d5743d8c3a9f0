import type { Route } from "./route.ts";

/** Gathers alerts of one client into one ticket. */
export interface GroupWish {
  key: string;
  /** An alert joins while the last one of the group came no longer ago than this; ms. */
  windowMs: number;
}

/** What is asked for an event's alert and ticket, beside where it belongs. */
export interface IntakeWishes {
  /** Null = each alert has a ticket of its own. */
  group: GroupWish | null;
  /** Joins the ticket of an alert that reads alike; null = only by the group. */
  similar: SimilarWish | null;
  /** Names of resources behind which this one is: while one of them has an alert that fires, this one opens nothing. */
  dependsOn: readonly string[];
  /** Why the alert opens nothing at all; null = it may. */
  suppress: string | null;
  /** How long it must fire before it opens a ticket; ms. */
  holdDownMs: number;
  /** A fire within this time after its clear reopens the ticket that the clear resolved; ms. */
  reopenWithinMs: number;
  flap: FlapWish | null;
  /** What a clear does to a ticket that nobody touched. */
  onClear: "resolve" | "comment";
  /** Whether a ticket that a clear ends is closed instead of resolved. */
  autoClose: boolean;
  /** A check-in must come again within this time; ms; null = it may stay away. */
  heartbeatMs: number | null;
}

export interface SimilarWish {
  /** Share of words that two titles must have in common; 0 … 1. */
  least: number;
  windowMs: number;
}

export interface FlapWish {
  /** So many changes between firing and clear … */
  changes: number;
  /** … within this time are flapping; ms. */
  withinMs: number;
  /** It ends when nothing has changed for so long; ms. */
  calmMs: number;
}

const minuteMs = 60_000;

/**
 * Without any rule: each alert by itself, a condition that returns within ten minutes goes on with its ticket, and four changes
 * within half an hour are flapping (Nagios, whose flap detection is the oldest, looks at the last 21 checks and calls it
 * flapping at 20 %, which is four changes too).
 *
 * @see https://assets.nagios.com/downloads/nagioscore/docs/nagioscore/4/en/flapping.html
 */
export const defaultWishes: IntakeWishes = {
  group: null,
  similar: null,
  dependsOn: [],
  suppress: null,
  holdDownMs: 0,
  reopenWithinMs: 10 * minuteMs,
  flap: { changes: 4, withinMs: 30 * minuteMs, calmMs: 10 * minuteMs },
  onClear: "resolve",
  autoClose: false,
  heartbeatMs: null,
};

/** What rules and the connection's own settings say, over the defaults. */
export function buildWishes(route: Route, settings: { onClear: IntakeWishes["onClear"] }): IntakeWishes {
  const { groupKey, similar, flap, holdDownSeconds, reopenWithinMinutes } = route;
  return {
    group: groupKey ? { key: groupKey.key, windowMs: groupKey.windowMinutes * minuteMs } : buildSame(route),
    similar: similar && { least: similar.least, windowMs: similar.windowMinutes * minuteMs },
    dependsOn: route.dependsOn,
    suppress: route.suppress,
    holdDownMs: (holdDownSeconds ?? 0) * 1_000,
    reopenWithinMs: reopenWithinMinutes === null ? defaultWishes.reopenWithinMs : reopenWithinMinutes * minuteMs,
    flap: flap === null ? defaultWishes.flap : buildFlap(flap),
    onClear: route.onClear ?? settings.onClear,
    autoClose: route.autoClose ?? defaultWishes.autoClose,
    heartbeatMs: route.heartbeatMinutes === null ? null : route.heartbeatMinutes * minuteMs,
  };
}

function buildFlap(flap: NonNullable<Route["flap"]>): FlapWish | null {
  if (flap === "never") return null;
  return { changes: flap.changes, withinMs: flap.withinMinutes * minuteMs, calmMs: flap.calmMinutes * minuteMs };
}

/** The same fault told by several tools: one ticket for as long as it is open, however far apart they notice it. */
function buildSame({ dedupKey }: Route): GroupWish | null {
  return dedupKey === null ? null : { key: `same:${dedupKey}`, windowMs: Number.MAX_SAFE_INTEGER };
}
