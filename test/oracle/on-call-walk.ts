import type { Layer, Override, PersonId, Schedule } from "../../schemas/on-call.ts";
import { firstAtOrAfter, readWall, walk } from "./walk.ts";

/** Who is on duty in a minute, and by which layer or override. */
export interface Said {
  person: PersonId | null;
  by: string;
}

export interface SaidStretch extends Said {
  start: number;
  end: number;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;
const nobody: Said = { person: null, by: "noLayer" };

/**
 * Asks each minute who is on duty in it, from the midnight (UTC) `from` on; exact but for two days at either end. A layer that
 * counts hours must begin after the first of these days.
 */
export function walkOnCall(schedule: Schedule, overrides: readonly Override[], from: number, days: number): Said[] {
  const wall = readWall(schedule.timeZone, from, days);
  const layers = schedule.layers.map((layer) => walkLayer(layer, schedule.timeZone, wall, from, days));
  const acts = listActs(schedule, overrides);
  return Array.from(wall, (_, minute) => {
    const at = from + minute * minuteMs;
    const top = layers.findLast((people) => people[minute]?.person)?.[minute] ?? nobody;
    return acts.reduce((said, act) => {
      const last = act.findLast(
        ({ start, end, instead }) => start <= at && at < end && (instead === null || instead === said.person),
      );
      return last ? { person: last.person, by: last.id } : said;
    }, top);
  });
}

/** Minutes that say the same, put together. */
export function putTogether(minutes: readonly Said[], from: number): SaidStretch[] {
  const stretches: SaidStretch[] = [];
  for (const [minute, said] of minutes.entries()) {
    const [last, start] = [stretches.at(-1), from + minute * minuteMs];
    if (last && last.person === said.person && last.by === said.by) last.end = start + minuteMs;
    else stretches.push({ ...said, start, end: start + minuteMs });
  }
  return stretches;
}

function listActs({ id }: Schedule, overrides: readonly Override[]) {
  const mine = overrides
    .filter(({ schedule }) => schedule === id)
    .map((one) => ({ ...one, start: Date.parse(one.from), end: Date.parse(one.to) }));
  return [...new Set(mine.map((one) => one.id))].map((act) => mine.filter((one) => one.id === act));
}

function walkLayer(layer: Layer, timeZone: string, wall: Float64Array, from: number, days: number): Said[] {
  const { rotation, people, startsOn, endsOn, hours } = layer;
  const minuteOf = (date: number) => firstAtOrAfter(wall, date + clockMs(rotation.handOver));
  const [first, last] = [minuteOf(Date.parse(startsOn)), endsOn ? minuteOf(Date.parse(endsOn)) : wall.length];
  const open = hours && walk({ timeZone, weekly: hours, holidays: [], exceptions: [] }, from, days).open;
  const turns: number[] = [];
  if (rotation.unit === "hour")
    for (let turn = first; turn < wall.length; turn += rotation.every * 60) turns.push(turn);
  else
    for (let date = Date.parse(startsOn); date < from + days * dayMs;)
      date = turns.push(minuteOf(date)) && date + rotation.every * (rotation.unit === "week" ? 7 : 1) * dayMs;
  let turn = -1;
  return Array.from(wall, (_, minute) => {
    while ((turns[turn + 1] ?? Number.POSITIVE_INFINITY) <= minute) turn += 1;
    const isOn = first <= minute && minute < last && (!open || open[minute] === 1);
    return isOn ? { person: people[turn % people.length] ?? null, by: layer.name } : nobody;
  });
}

const clockMs = (time: string) => (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * minuteMs;
