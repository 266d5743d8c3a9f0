import { setImmediate as pause } from "node:timers/promises";
import { loadPlan } from "../../core/flows/save-clocks.ts";
import type { Shift } from "../../core/on-call/duty.ts";
import { listShifts } from "../../core/on-call/list-shifts.ts";
import { type Load, measureLoad } from "../../core/on-call/measure-load.ts";
import { unite } from "../../core/sla/hours-of-day.ts";
import type { Calendar } from "../../schemas/calendar.ts";
import type { DutyPlan } from "../../schemas/escalation.ts";
import type { PersonId } from "../../schemas/on-call.ts";
import { AppError } from "../api/problem.ts";
import { listSentPages } from "../db/duty-pages.ts";
import { checkSize, readRange } from "./ask-duty.ts";
import { createWords, type Named } from "./duty-view.ts";
import { commonZone, type DutyDeps, readDuty, readOverrides } from "./load-duty.ts";
import type { Range } from "./read-time.ts";

export interface LoadView extends Range {
  version: number;
  /** By whose clocks times without an offset were read. */
  timeZone: string;
  /** The SLA plan's calendar whose holidays were counted; null = none were. */
  calendar: string | null;
  /** Everybody who has a turn in a layer, was on duty or was paged; by name. */
  people: readonly (Omit<Load, "person"> & { person: Named; email: string | null; timeZone: string })[];
}

interface LoadQuery {
  from?: string | undefined;
  to?: string | undefined;
  /** Name of a calendar of the SLA plan. */
  calendar?: string | undefined;
}

/**
 * What duty and pages have asked of each person, in all schedules together; time in which somebody was on duty in two of
 * them counts once. Nights, week-ends and holidays are those of the person's own zone. Each message is a page.
 *
 * @throws AppError `invalid` for a time or range that cannot be used, `notFound` for a calendar
 */
export async function tellLoad(deps: DutyDeps, query: LoadQuery): Promise<LoadView> {
  const { plan, version } = await readDuty(deps);
  const timeZone = commonZone(plan.schedules);
  const range = readRange(query, { timeZone, now: deps.clock.now(), ahead: false });
  checkSize(plan.schedules.length, range);
  const calendar = query.calendar === undefined ? null : await findCalendar(deps, query.calendar);
  const shifts = await listOwnShifts(deps, plan, range);
  const pages = await listSentPages(deps.db, deps.tenantId, range);
  const words = createWords(plan, []);
  const emails = new Map(plan.people.map(({ id, email }) => [id, email]));
  const people = listPeople(plan, shifts, pages).flatMap(({ zone, ids }) => {
    const loads = measureLoad(
      shifts.filter(({ person }) => ids.has(person)),
      pages.filter(({ person }) => ids.has(person)),
      { timeZone: zone, calendar },
    );
    const measured = new Map(loads.map((load) => [load.person, load]));
    return [...ids].map((id) => ({
      ...(measured.get(id) ?? nothing),
      person: words.person(id),
      email: emails.get(id) ?? null,
      timeZone: zone,
    }));
  });
  const sorted = people.toSorted((one, other) => one.person.name.localeCompare(other.person.name, "en"));
  return { version, ...range, timeZone, calendar: query.calendar ?? null, people: sorted };
}

const nothing: Omit<Load, "person"> = {
  dutyMs: 0,
  nightMs: 0,
  weekendMs: 0,
  holidayMs: 0,
  nights: 0,
  pages: 0,
  nightPages: 0,
};

async function findCalendar({ unit, tenantId }: DutyDeps, name: string): Promise<Pick<Calendar, "holidays">> {
  const { calendars } = (await unit.inTenant(tenantId, (stores) => loadPlan(stores, tenantId))).plan;
  const found = Object.hasOwn(calendars, name) ? calendars[name] : undefined;
  if (found) return found;
  const there = Object.keys(calendars).join(", ") || "none";
  throw new AppError("notFound", `The SLA plan has no calendar "${name.slice(0, 100)}". Calendars: ${there}.`);
}

/** Each person's time on duty, whatever the schedule; what overlaps is one. */
async function listOwnShifts(deps: DutyDeps, plan: DutyPlan, range: Range): Promise<readonly Shift[]> {
  const overrides = await readOverrides(deps, range);
  const all: Shift[] = [];
  for (const schedule of plan.schedules) {
    all.push(...listShifts(schedule, overrides, range.from.getTime(), range.to.getTime()));
    await pause();
  }
  return [...Map.groupBy(all, ({ person }) => person).values()].flatMap((mine) => {
    const [first] = mine;
    return first ? unite(mine).map((interval) => ({ ...first, ...interval })) : [];
  });
}

/** By their zones; whoever the plan has no more has that of UTC. */
function listPeople(
  plan: DutyPlan,
  ...told: readonly (readonly { person: PersonId }[])[]
): { zone: string; ids: ReadonlySet<PersonId> }[] {
  const turns = plan.schedules.flatMap(({ layers }) => layers.flatMap(({ people }) => people));
  const ids = new Set([...turns, ...told.flat().map(({ person }) => person)]);
  const zones = new Map(plan.people.map(({ id, timeZone }) => [id, timeZone]));
  const byZone = Map.groupBy(ids, (id) => zones.get(id) ?? "UTC");
  return [...byZone].map(([zone, mine]) => ({ zone, ids: new Set(mine) }));
}
