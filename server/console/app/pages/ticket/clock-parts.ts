import type { ExplainedClock } from "./ticket-queries.ts";

/** A piece of a clock's life over wall time; epoch ms. */
export interface Part {
  start: number;
  end: number;
  kind: "counted" | "overdue" | "paused" | "outside" | "remaining";
}

export interface Mark {
  /** Percent; 100 = all of it. */
  share: number;
  at: number;
  isDone: boolean;
}

export interface ClockPicture {
  start: number;
  /** Right edge of what is drawn. */
  end: number;
  parts: readonly Part[];
  marks: readonly Mark[];
  dueAt: number | null;
  usedBusinessMs: number;
}

/** What is to be drawn of a clock that runs or is paused. @param now epoch ms; @param readAt when the hub told it */
export function pictureClock({ clock, stretches, ahead, usedBusinessMs }: ExplainedClock, readAt: number, now: number) {
  const start = Date.parse(clock.startedAt);
  const dueAt = clock.dueAt === null ? null : Date.parse(clock.dueAt);
  const lived = stretches.flatMap((stretch) =>
    stretch.kind === "stopped"
      ? [{ start: stretch.start, end: stretch.end, kind: "paused" as const }]
      : fill(stretch.start, stretch.end, stretch.intervals, "counted"),
  );
  // Between the hub's answer and now time has gone on as it had said that it would.
  const passed = clock.stage === "paused" ? [] : clip(ahead, readAt, now);
  const isRunning = clock.stage === "inProgress";
  const until = Math.max(now, dueAt ?? now);
  const counted = passed.reduce((sum, one) => sum + one.end - one.start, 0);
  const parts: Part[] = [
    ...lived,
    ...(isRunning && dueAt !== null && dueAt > readAt ? fill(readAt, Math.min(now, dueAt), passed, "counted") : []),
    ...(isRunning && dueAt !== null && dueAt <= now
      ? [{ start: Math.max(readAt, dueAt), end: now, kind: "counted" as const }]
      : []),
    // The hub tells a pause once it is over: one that lasts begins where the last stretch ends.
    ...(!isRunning ? [{ start: lived.at(-1)?.end ?? start, end: now, kind: "paused" as const }] : []),
    ...(isRunning && dueAt !== null ? fill(now, dueAt, clip(ahead, now, dueAt), "remaining") : []),
  ].filter((part) => part.end > part.start);
  const marks = clock.fires
    .filter(({ kind }) => kind.startsWith("warning"))
    .map(({ kind, at }) => ({ share: Number(kind.slice("warning".length)), at: Date.parse(at) }))
    .map((mark) => ({ ...mark, isDone: mark.at <= now }));
  const picture: ClockPicture = {
    start,
    end: until > start ? until : start + 60_000,
    parts: dueAt === null ? parts : parts.flatMap((part) => splitAt(part, dueAt)),
    marks,
    dueAt,
    usedBusinessMs: usedBusinessMs + counted,
  };
  return picture;
}

/** What is open counts, what lies between is outside of the hours. */
function fill(
  start: number,
  end: number,
  intervals: readonly { start: number; end: number }[],
  kind: Part["kind"],
): Part[] {
  const parts: Part[] = [];
  let last = start;
  for (const open of clip(intervals, start, end)) {
    if (open.start > last) parts.push({ start: last, end: open.start, kind: "outside" });
    parts.push({ ...open, kind });
    last = open.end;
  }
  if (last < end) parts.push({ start: last, end, kind: "outside" });
  return parts;
}

function clip(intervals: readonly { start: number; end: number }[], from: number, to: number) {
  return intervals
    .map(({ start, end }) => ({ start: Math.max(start, from), end: Math.min(end, to) }))
    .filter(({ start, end }) => start < end);
}

/** What is counted after the due instant is late. */
function splitAt(part: Part, dueAt: number): Part[] {
  if (part.kind !== "counted" || part.end <= dueAt) return [part];
  if (part.start >= dueAt) return [{ ...part, kind: "overdue" }];
  return [
    { ...part, end: dueAt },
    { ...part, start: dueAt, kind: "overdue" },
  ];
}

const minute = 60_000;
const hour = 60 * minute;
const steps = [
  5 * minute,
  10 * minute,
  15 * minute,
  30 * minute,
  hour,
  2 * hour,
  3 * hour,
  6 * hour,
  12 * hour,
  24 * hour,
  48 * hour,
  7 * 24 * hour,
  28 * 24 * hour,
];

/** Instants that a scale of so many labels names: full hours, or days, of the reader's own clock. */
export function listTicks(start: number, end: number, most: number): { at: number; isDay: boolean }[] {
  const step = steps.find((one) => (end - start) / one <= most) ?? (end - start) / Math.max(1, most);
  const isDay = step >= 24 * hour;
  const midnight = new Date(start);
  midnight.setHours(0, 0, 0, 0);
  const ticks: { at: number; isDay: boolean }[] = [];
  for (let index = 0; index < 2_000 && ticks.length <= most + 1; index += 1) {
    const at = new Date(midnight);
    // By the clock on the wall, so that a day on which it changes has its own length.
    if (isDay) at.setDate(midnight.getDate() + Math.round((index * step) / (24 * hour)));
    else at.setMinutes(Math.round((index * step) / minute));
    if (at.getTime() > end) break;
    if (at.getTime() >= start)
      ticks.push({ at: at.getTime(), isDay: isDay || (at.getHours() === 0 && at.getMinutes() === 0) });
  }
  return ticks;
}
