/** How many alerts of one client began of late, and whether that is a storm. */
export interface StormState {
  /** Begin of the minute that is being counted. */
  minuteAt: Date;
  /** Alerts that began in it, and in the minute before. */
  current: number;
  previous: number;
  /** Since when it is a storm; null = it is none. */
  since: Date | null;
  /** When the rate was last above the one at which a storm may end. */
  busyAt: Date;
}

export interface StormWish {
  /**
   * More alerts than this beginning within a minute are a storm. A client of usual size has a handful of alerts a day; what
   * rules leave at sixty a minute is one cause, or more than anybody can read.
   */
  perMinute: number;
}

const minuteMs = 60_000;
/** It leaves below this share of the rate at which it enters … */
const leaveShare = 0.25;
/** … kept up for so long. */
export const calmMs = 10 * minuteMs;

/** Counts one alert that begins; `since` is set with the one that makes it a storm. */
export function countBegin(before: StormState | undefined, at: Date, { perMinute }: StormWish): StormState {
  const turned = turnMinute(before, at);
  const counted = { ...turned, current: turned.current + 1 };
  const rate = rateOf(counted, at);
  const since = counted.since ?? (rate > perMinute ? at : null);
  const busy = rate >= perMinute * leaveShare;
  return { ...counted, since, busyAt: busy && at > counted.busyAt ? at : counted.busyAt };
}

/** When a storm that nothing is added to is over; undefined = it is none. */
export function endOfStorm({ since, busyAt }: StormState): Date | undefined {
  return since === null ? undefined : new Date(busyAt.getTime() + calmMs);
}

function turnMinute(before: StormState | undefined, at: Date): StormState {
  const minuteAt = new Date(Math.floor(at.getTime() / minuteMs) * minuteMs);
  if (!before) return { minuteAt, current: 0, previous: 0, since: null, busyAt: at };
  const later = minuteAt.getTime() - before.minuteAt.getTime();
  // What comes late counts where the counting is.
  if (later <= 0) return before;
  return { ...before, minuteAt, current: 0, previous: later === minuteMs ? before.current : 0 };
}

/** Alerts within the minute up to now: the minute before counts by the share of it that still lies within. */
function rateOf({ minuteAt, current, previous }: StormState, at: Date): number {
  const passed = Math.min(1, Math.max(0, (at.getTime() - minuteAt.getTime()) / minuteMs));
  return current + previous * (1 - passed);
}
