import { setImmediate as pause } from "node:timers/promises";
import { findOnCall } from "../../core/on-call/find-on-call.ts";
import { listGaps, listLayers, listShifts } from "../../core/on-call/list-shifts.ts";
import type { Override, Schedule } from "../../schemas/on-call.ts";
import { AppError } from "../api/problem.ts";
import {
  createWords,
  type DutyView,
  type DutyWords,
  type Named,
  type OnDutyView,
  viewDuty,
  viewOnDuty,
} from "./duty-view.ts";
import { commonZone, type DutyDeps, findSchedule, readDuty, readOverrides } from "./load-duty.ts";
import { checkRange, type Range, readTime } from "./read-time.ts";
import { sliceDoubleCover } from "./slice-double-cover.ts";

const dayMs = 86_400_000;
/** So many days of so many schedules are told at once: four weeks of as many schedules as a plan may have. */
const mostScheduleDays = 14_000;
/** What is told unless somebody says from when to when: four weeks. */
const usualDays = 28;

export interface WhoIsOnDuty {
  at: Date;
  /** Version of the plan; 0 = none was ever saved. */
  version: number;
  schedules: readonly OnDutyView[];
}

/** Who is on duty at an instant, why, until when, and who is next. @param query.schedule absent = in every schedule */
export async function tellWho(
  deps: DutyDeps,
  query: { at?: string | undefined; schedule?: string | undefined },
): Promise<WhoIsOnDuty> {
  const { plan, version } = await readDuty(deps);
  const asked = query.schedule === undefined ? plan.schedules : [findSchedule(plan, query.schedule)];
  const at = readTime(query.at ?? "now", { field: "at", timeZone: commonZone(asked), now: deps.clock.now() });
  const overrides = await readOverrides(deps, { from: at, to: at });
  const words = createWords(plan, overrides);
  const told: OnDutyView[] = [];
  for (const schedule of asked) {
    told.push(viewOnDuty(schedule, findOnCall(schedule, overrides, at.getTime()), words));
    // Others are answered between two schedules.
    await pause();
  }
  return { at, version, schedules: told };
}

export interface RangeQuery {
  schedule?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

export interface ScheduleView {
  schedule: Named;
  timeZone: string;
  shifts: readonly DutyView[];
  /** When nobody is on duty. */
  gaps: readonly DutyView[];
  /** Who would be on duty by each layer alone. */
  layers: readonly { layer: string; shifts: readonly DutyView[] }[];
}

export interface ShiftsView extends Range {
  version: number;
  /** By whose clocks times without an offset were read. */
  timeZone: string;
  schedules: readonly ScheduleView[];
  /** Who is on duty in several schedules at once. */
  doubleCover: readonly { start: Date; end: Date; person: Named; schedules: readonly Named[] }[];
}

/** Who is on duty when, where nobody is, and who is twice. @throws AppError `invalid` for a time or range that cannot be used */
export async function tellShifts(deps: DutyDeps, query: RangeQuery): Promise<ShiftsView> {
  const { plan, version } = await readDuty(deps);
  const asked = query.schedule === undefined ? plan.schedules : [findSchedule(plan, query.schedule)];
  const timeZone = commonZone(asked);
  const range = readRange(query, { timeZone, now: deps.clock.now(), ahead: true });
  checkSize(plan.schedules.length, range);
  const overrides = await readOverrides(deps, range);
  const words = createWords(plan, overrides);
  const schedules: ScheduleView[] = [];
  for (const schedule of asked) {
    schedules.push(viewSchedule(schedule, overrides, range, words));
    await pause();
  }
  const double = await sliceDoubleCover(plan.schedules, overrides, range);
  const doubleCover = double
    .filter((one) => one.schedules.some((id) => asked.some((schedule) => schedule.id === id)))
    .map((one) => ({
      start: new Date(one.start),
      end: new Date(one.end),
      person: words.person(one.person),
      schedules: one.schedules.map(words.schedule),
    }));
  return { version, ...range, timeZone, schedules, doubleCover };
}

function viewSchedule(
  schedule: Schedule,
  overrides: readonly Override[],
  range: Range,
  words: DutyWords,
): ScheduleView {
  const [from, to] = [range.from.getTime(), range.to.getTime()];
  return {
    schedule: words.schedule(schedule.id),
    timeZone: schedule.timeZone,
    shifts: listShifts(schedule, overrides, from, to).map((shift) => viewDuty(shift, words)),
    gaps: listGaps(schedule, overrides, from, to).map((gap) => viewDuty(gap, words)),
    layers: listLayers(schedule, from, to).map(({ layer, shifts }) => ({
      layer,
      shifts: shifts.map((shift) => viewDuty(shift, words)),
    })),
  };
}

/** @param usual.ahead what is not said begins now; otherwise it ends now */
export function readRange({ from, to }: RangeQuery, usual: { timeZone: string; now: Date; ahead: boolean }): Range {
  const { now, timeZone, ahead } = usual;
  const usualMs = usualDays * dayMs;
  const read = (field: string, text: string | undefined) =>
    text === undefined ? undefined : readTime(text, { field, timeZone, now });
  const [start, end] = [read("from", from), read("to", to)];
  if (start && end) return checkRange({ from: start, to: end });
  if (start) return checkRange({ from: start, to: ahead ? new Date(start.getTime() + usualMs) : now });
  if (end) return checkRange({ from: ahead ? now : new Date(end.getTime() - usualMs), to: end });
  return ahead
    ? { from: now, to: new Date(now.getTime() + usualMs) }
    : { from: new Date(now.getTime() - usualMs), to: now };
}

/** @throws AppError `invalid` */
export function checkSize(schedules: number, { from, to }: Range): void {
  const days = Math.ceil((to.getTime() - from.getTime()) / dayMs);
  const most = Math.floor(mostScheduleDays / Math.max(1, schedules));
  if (days > most)
    throw new AppError(
      "invalid",
      `From ${from.toISOString()} to ${to.toISOString()} are ${days} days; with ${schedules} schedules expected ${most} at most.`,
    );
}
