import { Temporal } from "temporal-polyfill";

/** What clocks on the wall of a zone show, as arithmetic: a wall time is epoch ms as if it were UTC. */
export interface WallClock {
  /** The first instant at which it shows that time or a later one: after a gap, the end of the gap. */
  first(wall: number): number;
  /** The last instant at which it shows that time; for one that it never shows, the end of the gap. */
  last(wall: number): number;
}

/** A stretch of time without a change of the clocks; epoch ms, half-open. */
interface Stretch {
  start: number;
  end: number;
  offsetMs: number;
}

/** @param from epoch ms; instants before it, and from `to` on, are answered as if the clocks never changed there */
export function createWallClock(zone: string, from: number, to: number): WallClock {
  const stretches = listStretches(zone, from, to);
  const first = (wall: number): number => {
    const stretch = stretches.find(({ end, offsetMs }) => wall - offsetMs < end) ?? stretches[stretches.length - 1];
    return stretch ? Math.max(wall - stretch.offsetMs, stretch.start) : wall;
  };
  return {
    first,
    last(wall) {
      const shows = ({ start, end, offsetMs }: Stretch) => wall - offsetMs >= start && wall - offsetMs < end;
      const stretch = stretches.findLast(shows);
      return stretch ? wall - stretch.offsetMs : first(wall);
    },
  };
}

function listStretches(zone: string, from: number, to: number): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let at = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
  let start = Number.NEGATIVE_INFINITY;
  for (;;) {
    const offsetMs = at.offsetNanoseconds / 1_000_000;
    const change = at.getTimeZoneTransition("next");
    const isLast = change === null || change.epochMilliseconds >= to;
    const end = isLast ? Number.POSITIVE_INFINITY : change.epochMilliseconds;
    stretches.push({ start, end, offsetMs });
    if (isLast) return stretches;
    [at, start] = [change, end];
  }
}
