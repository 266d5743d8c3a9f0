import { type Document, isMap, isSeq, parseDocument } from "yaml";
import type { DatedHours, OpenHours, Weekday } from "../../../../../../schemas/calendar.ts";
import { readDetail, textOf } from "../../../data/read-detail.ts";

export const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
export const datedLists = ["holidays", "exceptions"] as const;
export type DatedList = (typeof datedLists)[number];

/** A calendar of the plan as the editor shows it; days without hours are closed. */
export interface ShownCalendar {
  timeZone: string;
  weekly: Readonly<Partial<Record<Weekday, readonly OpenHours[]>>>;
  holidays: readonly DatedHours[];
  exceptions: readonly DatedHours[];
}

type Part = Readonly<Record<string, unknown>>;
const listOf = (value: unknown): readonly Part[] => (Array.isArray(value) ? value.map(readDetail) : []);

/** Whatever stands there: a text may be half written. */
export function readCalendar(part: Part): ShownCalendar {
  const week = readDetail(part["weekly"]);
  const hoursOf = (value: unknown): OpenHours[] =>
    listOf(value).map(({ from, to }) => ({ from: String(from), to: String(to) }));
  const datesOf = (list: DatedList): DatedHours[] =>
    listOf(part[list]).map(({ date, name, hours }) => ({
      date: String(date),
      name: textOf(name) ?? "",
      hours: hoursOf(hours),
    }));
  return {
    timeZone: textOf(part["timeZone"]) ?? "",
    weekly: Object.fromEntries(weekdays.flatMap((day) => (week[day] ? [[day, hoursOf(week[day])]] : []))),
    holidays: datesOf("holidays"),
    exceptions: datesOf("exceptions"),
  };
}

/** `08:00–12:00, 13:00–17:00` */
export function sayHours(hours: readonly OpenHours[]): string {
  return hours.map(({ from, to }) => `${from}–${to}`).join(", ");
}

const span = /^(\d{1,2})(?::(\d\d))?\s*(?:-|–|—)\s*(\d{1,2})(?::(\d\d))?$/;

/** The same read back, also from `8-12, 13-17`; nothing is closed. @returns undefined = these are no hours */
export function readHours(words: string): OpenHours[] | undefined {
  if (words.trim() === "") return [];
  const found: OpenHours[] = [];
  for (const one of words.split(/[,;]/)) {
    const [, fromHour, fromMinute, toHour, toMinute] = span.exec(one.trim()) ?? [];
    const [from, to] = [toWallTime(fromHour, fromMinute), toWallTime(toHour, toMinute)];
    if (from === undefined || to === undefined || from === "24:00") return undefined;
    found.push({ from, to });
  }
  return found;
}

function toWallTime(hour: string | undefined, minute = "00"): string | undefined {
  if (hour === undefined) return undefined;
  const isEnd = Number(hour) === 24 && Number(minute) === 0;
  return (Number(hour) < 24 && Number(minute) < 60) || isEnd ? `${hour.padStart(2, "0")}:${minute}` : undefined;
}

/** Writes what differs; comments, the order and all else of the text stay. A calendar that is not there yet is added. */
export function writeCalendar(text: string, name: string, calendar: ShownCalendar): string {
  const document = parseDocument(text);
  const at = ["calendars", name];
  const before = readCalendar(readDetail((document.toJS() as { calendars?: Part } | null)?.calendars?.[name]));
  if (before.timeZone !== calendar.timeZone) document.setIn([...at, "timeZone"], calendar.timeZone);
  for (const day of weekdays) {
    const [old, hours] = [before.weekly[day] ?? [], calendar.weekly[day] ?? []];
    if (sayHours(old) === sayHours(hours)) continue;
    if (hours.length === 0) document.deleteIn([...at, "weekly", day]);
    else document.setIn([...at, "weekly", day], document.createNode(hours, { flow: true }));
  }
  for (const list of datedLists) writeDates(document, [...at, list], before[list], calendar[list]);
  return document.toString({ lineWidth: 0 });
}

const sameDay = (one: DatedHours, other: DatedHours) =>
  one.date === other.date && one.name === other.name && sayHours(one.hours) === sayHours(other.hours);

/** Days go into the list by their date; those that stay keep their place and their comments. */
function writeDates(
  document: Document,
  path: readonly string[],
  before: readonly DatedHours[],
  after: readonly DatedHours[],
): void {
  const gone = before.flatMap((day, index) => (after.some((one) => sameDay(one, day)) ? [] : [index]));
  const come = after.filter((day) => !before.some((one) => sameDay(one, day)));
  if (gone.length === 0 && come.length === 0) return;
  if (!isSeq(document.getIn(path))) document.setIn(path, document.createNode([]));
  const list = document.getIn(path);
  if (!isSeq(list)) return;
  for (const index of gone.toReversed()) list.items.splice(index, 1);
  const dateOf = (item: unknown) => (isMap(item) ? String(item.get("date")) : "");
  for (const { date, name, hours } of come.toSorted((one, other) => (one.date < other.date ? -1 : 1))) {
    const later = list.items.findIndex((item) => dateOf(item) > date);
    const item = document.createNode(hours.length === 0 ? { date, name } : { date, name, hours }, { flow: true });
    list.items.splice(later < 0 ? list.items.length : later, 0, item);
  }
  list.flow = false;
  if (list.items.length === 0) document.deleteIn(path);
}
