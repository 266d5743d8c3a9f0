import type { ShiftsView, WhoIsOnDuty } from "../on-call/ask-duty.ts";
import type { DutyView, OnDutyView, Reason } from "../on-call/duty-view.ts";
import type { LoadView } from "../on-call/measure-people.ts";
import { printTable } from "./print.ts";
import type { Sent } from "./sent.ts";

type Time = (at: string) => string;

/** `Mon 2026-03-02 09:00` by the clocks of a zone. */
export function clockOf(timeZone: string): Time {
  const day = new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "short" });
  const time = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  return (at) => `${day.format(new Date(at))} ${time.format(new Date(at))}`;
}

const noSchedules = `No schedules yet. See what a plan looks like, and save yours:
  interdesk oncall show > on-call.yaml
  interdesk oncall set on-call.yaml
`;

/** Why somebody is on duty, or nobody. */
function describe(because: Sent<Reason>): string {
  if (because.by === "layer") return `layer "${because.layer}"`;
  if (because.by === "noLayer") return "no layer is on duty then";
  const note = because.note === "" ? "" : `: ${because.note}`;
  const instead = because.instead ? ` instead of ${because.instead.name}` : "";
  return `override by ${because.madeBy}${instead}${note}`;
}

/** Each schedule with its own clocks. */
export function printWho({ at, schedules }: Sent<WhoIsOnDuty>): void {
  if (schedules.length === 0) process.stdout.write(noSchedules);
  for (const one of schedules) process.stdout.write(`${whoLines(one, at).join("\n")}\n`);
}

function whoLines({ schedule, timeZone, person, because, since, until, covered, next }: Sent<OnDutyView>, at: string) {
  const time = clockOf(timeZone);
  const times = [...(since ? [`since ${time(since)}`] : []), until ? `until ${time(until)}` : "with no end in sight"];
  return [
    `${schedule.name} (${schedule.id}), ${time(at)}; times are those of ${timeZone}`,
    `  ${person ? `${person.name} is on duty` : "nobody is on duty"}, ${times.join(", ")}`,
    `  why: ${describe(because)}`,
    ...(because.by === "override" ? [`  take it back with: interdesk oncall remove ${because.override}`] : []),
    ...(covered ? [`  before that was made: ${covered.person?.name ?? "nobody"}, ${describe(covered.because)}`] : []),
    `  next: ${next ? `${next.person.name} from ${time(next.from)}` : "nobody else within a year"}`,
  ];
}

/** Shifts and gaps in the order of time. @param layers what each layer alone says, too */
export function printShifts(told: Sent<ShiftsView>, layers: boolean): void {
  if (told.schedules.length === 0) process.stdout.write(noSchedules);
  for (const { schedule, timeZone, shifts, gaps, ...one } of told.schedules) {
    const time = clockOf(timeZone);
    process.stdout.write(
      `${schedule.name} (${schedule.id}), ${time(told.from)} to ${time(told.to)}; times are those of ${timeZone}\n`,
    );
    const duties = [...shifts, ...gaps].toSorted((first, other) => Date.parse(first.start) - Date.parse(other.start));
    printDuties(duties, time);
    for (const { layer, shifts: own } of layers ? one.layers : []) {
      process.stdout.write(`\nLayer "${layer}" alone\n`);
      printDuties(own, time);
    }
  }
  printDoubleCover(told);
}

function printDuties(duties: readonly Sent<DutyView>[], time: Time): void {
  const rows = duties.map(({ start, end, person, because }) => ({
    from: time(start),
    to: time(end),
    "on duty": person?.name ?? "nobody",
    why: describe(because),
  }));
  printTable(rows, ["from", "to", "on duty", "why"], "Nobody in this time.");
}

/** Where nobody is on duty, and who is twice. */
export function printGaps(told: Sent<ShiftsView>): void {
  if (told.schedules.length === 0) process.stdout.write(noSchedules);
  for (const { schedule, timeZone, gaps } of told.schedules) {
    const time = clockOf(timeZone);
    const span = `${time(told.from)} to ${time(told.to)}`;
    const head = `${schedule.name} (${schedule.id}), ${span}`;
    if (gaps.length === 0) process.stdout.write(`${head}: somebody is always on duty (${timeZone})\n`);
    else process.stdout.write(`${head}: nobody is on duty at these times of ${timeZone}\n`);
    for (const { start, end, because } of gaps)
      process.stdout.write(`  ${time(start)} to ${time(end)}  ${describe(because)}\n`);
  }
  printDoubleCover(told);
}

function printDoubleCover({ doubleCover, timeZone }: Sent<ShiftsView>): void {
  if (doubleCover.length === 0) return;
  const time = clockOf(timeZone);
  process.stdout.write(`\nOn duty in several schedules at once (times of ${timeZone})\n`);
  for (const { start, end, person, schedules } of doubleCover) {
    const names = schedules.map(({ name }) => name).join(", ");
    process.stdout.write(`  ${time(start)} to ${time(end)}  ${person.name}: ${names}\n`);
  }
}

/** Everybody's duty and pages, side by side. */
export function printLoad({ from, to, timeZone, calendar, people }: Sent<LoadView>): void {
  const time = clockOf(timeZone);
  process.stdout.write(`${time(from)} to ${time(to)} (${timeZone})\n`);
  const rows = people.map((one) => ({
    person: one.person.name,
    "on duty": hours(one.dutyMs),
    nights: one.nights,
    "at night": hours(one.nightMs),
    "week-ends": hours(one.weekendMs),
    holidays: calendar === null ? "–" : hours(one.holidayMs),
    pages: one.pages,
    "pages at night": one.nightPages,
  }));
  const columns = ["person", "on duty", "nights", "at night", "week-ends", "holidays", "pages", "pages at night"];
  printTable(rows, columns, "Nobody was on duty or paged in this time.");
  if (people.length === 0) return;
  process.stdout.write("Nights are from 22:00 to 06:00, and all days those of each person's own zone.\n");
  if (calendar === null)
    process.stdout.write("Holidays are counted with --holidays and the name of a calendar of the SLA plan.\n");
}

function hours(ms: number): string {
  return `${Math.round(ms / 360_000) / 10} h`;
}
