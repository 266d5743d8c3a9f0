import type { InferRequestType } from "hono/client";
import type { api } from "../../data/api.ts";
import { toLocal } from "../../text/local-time.ts";

export const kinds = ["maintenance", "silence"] as const;
export const begins = ["now", "at"] as const;
export const repeats = ["once", "weekly"] as const;
const spans = ["1", "4", "8", "24", "until"] as const;
const rows = ["open", "until"] as const;
export type Length = (typeof spans)[number] | (typeof rows)[number];

/** What one enters of a window; instants as an input has them, by one's own clock. */
export interface WindowDraft {
  kind: (typeof kinds)[number];
  client: string | null;
  resource: string;
  service: string;
  reason: string;
  begins: (typeof begins)[number];
  /** Counts where it begins at a time. */
  startsAt: string;
  repeats: (typeof repeats)[number];
  length: Length;
  /** Counts where the length says so. */
  until: string;
  /** Of each week, as the rest of these where it comes again; ISO 8601: 1 = Monday. */
  days: number[];
  /** As 22:00; an end that is not after it is of the next day. */
  from: string;
  to: string;
  timeZone: string;
}

type Request = InferRequestType<typeof api.maintenance.$post>["json"];
type Times = Pick<Request, "startsAt" | "endsAt" | "recurrence">;

const [minuteMs, hourMs] = [60_000, 3_600_000];
const dayMinutes = 1_440;

export const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

export function beginDraft(first: Partial<Pick<WindowDraft, "client" | "resource">>): WindowDraft {
  return {
    kind: "maintenance",
    client: null,
    resource: "",
    service: "",
    reason: "",
    begins: "now",
    startsAt: toLocal(new Date(Math.ceil(Date.now() / hourMs) * hourMs)),
    repeats: "once",
    length: "4",
    until: "",
    days: [],
    from: "22:00",
    to: "02:00",
    timeZone: ownZone(),
    ...first,
  };
}

/** How long it can last: a silence has an end always, and so has what comes once. */
export function lengthsOf({ kind, repeats: often }: WindowDraft): readonly Length[] {
  if (often === "once") return spans;
  return kind === "silence" ? ["until"] : rows;
}

export function lengthOf(draft: WindowDraft): Length {
  const [first = "until", ...others] = lengthsOf(draft);
  return others.find((one) => one === draft.length) ?? first;
}

/** Whether it would be over before it begins. */
export function endsTooSoon(draft: WindowDraft): boolean {
  const begin = draft.begins === "now" ? toLocal(new Date()) : draft.startsAt;
  return lengthOf(draft) === "until" && draft.until !== "" && draft.until <= begin;
}

/** Undefined = something is still missing. */
export function readTimes(draft: WindowDraft): Times | undefined {
  const startsAt = draft.begins === "now" ? undefined : readLocal(draft.startsAt);
  if (draft.begins === "at" && !startsAt) return undefined;
  const begin = startsAt === undefined ? {} : { startsAt };
  const length = lengthOf(draft);
  const end = length === "open" ? undefined : endOf(draft, length, startsAt);
  if (length !== "open" && !end) return undefined;
  const times = { ...begin, ...(end === undefined ? {} : { endsAt: end }) };
  if (draft.repeats === "once") return times;
  const { days, from, to, timeZone } = draft;
  if (days.length === 0 || from === "" || to === "") return undefined;
  return { ...times, recurrence: { days, from, minutes: countMinutes(from, to), timeZone } };
}

function endOf({ until }: WindowDraft, length: Length, startsAt: string | undefined): string | undefined {
  if (length === "until") return readLocal(until);
  const begin = startsAt === undefined ? Date.now() : Date.parse(startsAt);
  return new Date(begin + Number(length) * hourMs).toISOString();
}

const readLocal = (text: string) => (text === "" ? undefined : new Date(text).toISOString());

/** From one time of the day to the next time that it is the other. */
function countMinutes(from: string, to: string): number {
  const ms = Date.parse(`1970-01-01T${to}Z`) - Date.parse(`1970-01-01T${from}Z`);
  return (ms / minuteMs + dayMinutes) % dayMinutes || dayMinutes;
}

/** @param times as {@link readTimes} gave them */
export function toRequest({ kind, client, resource, service, reason }: WindowDraft, times: Times): Request {
  return {
    kind,
    reason,
    ...(client === null ? {} : { client }),
    ...(resource.trim() === "" ? {} : { resource: resource.trim() }),
    ...(service.trim() === "" ? {} : { service: service.trim() }),
    ...times,
  };
}
