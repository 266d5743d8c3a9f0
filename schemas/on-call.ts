import { z } from "zod";
import { OpenHours, weekdays } from "./calendar.ts";
import { LocalTime, TimeZone } from "./local-time.ts";
import { Language } from "./language.ts";

const Key = z.string().regex(/^[a-zA-Z][a-zA-Z0-9_-]{0,99}$/, {
  message: "expected letters, digits, - and _, with a letter first; at most 100",
});
const Name = z.string().trim().min(1).max(200);
const Minutes = z.int().min(0).max(1_440);
const Weekday = z.enum(weekdays);
/** RFC 3339, with seconds. */
const Instant = z.iso.datetime({
  offset: true,
  error: "expected an instant with its offset, such as 2026-03-29T18:00:00+02:00",
});

/** Short, and chosen by whoever writes the plan; keep it when the person changes their name. */
export const PersonId = Key.brand<"PersonId">();
export type PersonId = z.infer<typeof PersonId>;
export const TeamId = Key.brand<"TeamId">();
export const ScheduleId = Key.brand<"ScheduleId">();
export type ScheduleId = z.infer<typeof ScheduleId>;

/** One way to a person: an address on a channel of a pager. */
const PersonChannel = z.strictObject({
  /** Name of a connection that is a pager. */
  connection: Name,
  /** One of its channels, such as `sms`. */
  channel: z.string().min(1).max(100),
  /** In the channel's own form. */
  address: z.string().trim().min(1).max(500),
  /** Minutes after the first way; absent = together with the one before it. */
  afterMinutes: Minutes.optional(),
});

/** By the person's own clocks. The same hour twice is the whole day from there. */
const QuietHours = z.strictObject({
  from: LocalTime,
  /** Where it is not after `from`, it is on the next day. */
  to: LocalTime,
  /** Days on which they begin; absent = every day. */
  days: z.array(Weekday).min(1).max(7).optional(),
});

export const Person = z.strictObject({
  id: PersonId,
  name: Name,
  language: Language.default("en"),
  timeZone: TimeZone,
  email: z.email().max(254).optional(),
  /** How they are reached, in this order. */
  channels: z.array(PersonChannel).max(20).superRefine(refuseFallingMinutes).default([]),
  /** What is not of priority 1 waits for their end; priority 1 is never held. */
  quietHours: QuietHours.optional(),
  /** Whom an escalation goes to above this person. */
  manager: PersonId.optional(),
});
export type Person = z.infer<typeof Person>;

export const Team = z.strictObject({
  id: TeamId,
  name: Name,
  members: z.array(PersonId).max(500).default([]),
  /** Who of the team is on call. */
  schedule: ScheduleId.optional(),
});

/**
 * When duty goes from one to the next. Days and weeks are counted by the calendar of the zone, hours as they really pass
 * since the first hand-over.
 */
const Rotation = z.discriminatedUnion("unit", [
  z.strictObject({ unit: z.literal("hour"), every: z.int().min(1).max(744).default(1), handOver: LocalTime }),
  z.strictObject({ unit: z.literal("day"), every: z.int().min(1).max(366).default(1), handOver: LocalTime }),
  z.strictObject({
    unit: z.literal("week"),
    every: z.int().min(1).max(53).default(1),
    handOver: LocalTime,
    weekday: Weekday,
  }),
]);

/** People who take turns. */
export const Layer = z
  .strictObject({
    name: Name,
    /** In the order of their turns; somebody may stand there more than once. */
    people: z.array(PersonId).min(1).max(100),
    rotation: Rotation,
    /** Date of the first hand-over, at the rotation's hour: there the first of the people begins. */
    startsOn: z.iso.date(),
    /** Date of the last hand-over, at the rotation's hour, after which nobody follows; absent = it goes on. */
    endsOn: z.iso.date().optional(),
    /** Hours in which the layer is on duty at all, by day of the week; turns go on outside them. Absent = always. */
    hours: z.partialRecord(Weekday, z.array(OpenHours.strict()).max(20)).optional(),
  })
  .superRefine(refuseOtherDates);
export type Layer = z.infer<typeof Layer>;

/** Who is on call when. */
export const Schedule = z.strictObject({
  id: ScheduleId,
  name: Name,
  timeZone: TimeZone,
  /** In rising precedence: while a later layer is on duty, it covers those before it. */
  layers: z.array(Layer).min(1).max(20),
});
export type Schedule = z.infer<typeof Schedule>;

/** People, teams and schedules as an admin writes them: one text, versioned as a whole. */
export const OnCallPlan = z.strictObject({
  people: z.array(Person).max(2_000).default([]),
  teams: z.array(Team).max(500).default([]),
  schedules: z.array(Schedule).max(500).default([]),
});
export type OnCallPlan = z.infer<typeof OnCallPlan>;

/** The same for all that was made together, as the two halves of a swap are, and is undone together. */
export const OverrideId = z.uuid().brand<"OverrideId">();
export type OverrideId = z.infer<typeof OverrideId>;

/**
 * Somebody else than the layers say, once. Kept apart from the plan: these change every day. A swap is two overrides with
 * one id, of one schedule or of two.
 */
export const Override = z
  .strictObject({
    id: OverrideId,
    schedule: ScheduleId,
    /** Half-open. */
    from: Instant,
    to: Instant,
    /** Who is on duty; null = nobody. */
    person: PersonId.nullable(),
    /** It counts only while this person would be on duty; null = whoever would be, or nobody. */
    instead: PersonId.nullable().default(null),
    note: z.string().trim().max(500).default(""),
    /** Who made it. */
    by: Name,
  })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
    path: ["to"],
    message: "expected an instant after from",
  });
export type Override = z.infer<typeof Override>;

type PersonChannels = z.infer<typeof PersonChannel>[];

function refuseFallingMinutes(channels: PersonChannels, context: z.RefinementCtx<PersonChannels>): void {
  let before = 0;
  for (const [index, { afterMinutes = before }] of channels.entries()) {
    const message = `${afterMinutes} is before the way above, which is tried after ${before}; expected ${before} or more, or the ways in the order of time`;
    if (afterMinutes < before) context.addIssue({ code: "custom", path: [index, "afterMinutes"], message });
    before = afterMinutes;
  }
}

interface LayerDates {
  rotation: z.infer<typeof Rotation>;
  startsOn: string;
  endsOn?: string | undefined;
}

function refuseOtherDates({ rotation, startsOn, endsOn }: LayerDates, context: z.RefinementCtx): void {
  const weekday = weekdays[(new Date(startsOn).getUTCDay() + 6) % 7];
  if (rotation.unit === "week" && rotation.weekday !== weekday) {
    const message = `${startsOn} is a ${weekday}, and duty is handed over on a ${rotation.weekday}; expected the date of a ${rotation.weekday}, or another weekday in rotation`;
    context.addIssue({ code: "custom", path: ["startsOn"], message });
  }
  if (endsOn !== undefined && endsOn <= startsOn)
    context.addIssue({ code: "custom", path: ["endsOn"], message: `expected a date after ${startsOn}` });
}
