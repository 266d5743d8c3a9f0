import type { Layer } from "../../schemas/on-call.ts";
import { type Interval, listIntervals, openBook, unite } from "../sla/hours-of-day.ts";
import { createWallClock, type WallClock } from "../sla/wall-clock.ts";
import { merge, type Shift, within } from "./duty.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** No zone is further from UTC than 15 hours, and no gap is longer than a day. */
const marginMs = 3 * dayMs;

/** A zone's clocks for all that `listTurns` asks about a stretch of time. */
export function clockFor(timeZone: string, from: number, to: number): WallClock {
  return createWallClock(timeZone, from - 2 * marginMs, to + 2 * marginMs);
}

/**
 * When who of one layer is on duty, whatever other layers and overrides say.
 *
 * A hand-over at an hour that clocks leave out is at the end of the gap; at one that they show twice, at the first.
 *
 * @param clock of the zone, for this stretch of time
 * @returns sorted and cut at `from` and `to`; neighbouring turns of one person are one
 */
export function listTurns(layer: Layer, timeZone: string, clock: WallClock, from: number, to: number): Shift[] {
  const turns = merge(cutTurns(layer, timeZone, clock, from, to));
  if (!layer.hours || turns.length === 0) return turns;
  const book = openBook({ timeZone, weekly: layer.hours, holidays: [], exceptions: [] });
  const open: Interval[] = [];
  const first = Math.floor(from / dayMs) * dayMs - marginMs;
  for (let date = first; date < to + marginMs; date += dayMs) open.push(...listIntervals(book, date, clock));
  return within(turns, unite(open));
}

function cutTurns(layer: Layer, timeZone: string, clock: WallClock, from: number, to: number): Shift[] {
  const { people, endsOn, rotation } = layer;
  const because = { by: "layer", layer: layer.name } as const;
  const first = Math.max(from, clock.first(wallOf(layer.startsOn, rotation.handOver)));
  const last = Math.min(to, endsOn === undefined ? to : clock.first(wallOf(endsOn, rotation.handOver)));
  if (first >= last) return [];
  const [alone] = people;
  if (alone !== undefined && people.every((person) => person === alone))
    return [{ start: first, end: last, person: alone, because }];
  const { startOf, near } = countTurns(layer, timeZone, clock);
  const turns: Shift[] = [];
  for (let turn = Math.max(0, near(first)); ; turn += 1) {
    const [start, end] = [Math.max(first, startOf(turn)), Math.min(last, startOf(turn + 1))];
    const person = people[turn % people.length];
    // A turn without length: its hand-over and the next one lie in one gap of the clocks.
    if (start < end && person !== undefined) turns.push({ start, end, person, because });
    if (end >= last) return turns;
  }
}

interface Turns {
  /** When a turn begins, epoch ms; the first one is turn 0. */
  startOf(turn: number): number;
  /** A turn that has begun by then, and not long before. */
  near(at: number): number;
}

function countTurns({ rotation, startsOn }: Layer, timeZone: string, clock: WallClock): Turns {
  const wall = wallOf(startsOn, rotation.handOver);
  if (rotation.unit === "hour") {
    // The layer may have begun long before the time that the clock at hand knows.
    const start = clockFor(timeZone, wall, wall).first(wall);
    const everyMs = rotation.every * hourMs;
    return { startOf: (turn) => start + turn * everyMs, near: (at) => Math.floor((at - start) / everyMs) };
  }
  const everyMs = rotation.every * (rotation.unit === "week" ? 7 : 1) * dayMs;
  return {
    startOf: (turn) => clock.first(wall + turn * everyMs),
    near: (at) => Math.floor((at - marginMs - wall) / everyMs),
  };
}

const wallOf = (date: string, time: string) => Date.parse(`${date}T${time}:00Z`);
