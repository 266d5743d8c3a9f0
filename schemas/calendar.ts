import { z } from "zod";
import { TimeZone } from "./local-time.ts";

/** Wall-clock time of a day, `08:30`; `24:00` is the day's end. */
export const WallTime = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, "expected HH:MM, 00:00 to 24:00");
export type WallTime = z.infer<typeof WallTime>;

/** Hours that belong to the day on which they begin; an end that is not after the beginning is on the next day. */
export const OpenHours = z
  .strictObject({ from: WallTime, to: WallTime })
  .refine(({ from }) => from !== "24:00", { path: ["from"], message: "expected 00:00 to 23:59" });
export type OpenHours = z.infer<typeof OpenHours>;

export const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
export type Weekday = (typeof weekdays)[number];

/** A day with hours of its own; none = closed. `name` tells people why. */
export const DatedHours = z.strictObject({
  date: z.iso.date(),
  name: z.string().min(1).max(200),
  hours: z.array(OpenHours).default([]),
});
export type DatedHours = z.infer<typeof DatedHours>;

/**
 * When somebody works for a client: what is promised in business hours is counted within them. A version is never
 * edited: clocks name the version that they were counted by.
 */
export const Calendar = z.strictObject({
  timeZone: TimeZone,
  weekly: z.partialRecord(z.enum(weekdays), z.array(OpenHours)).default({}),
  /** Public holidays, copied when the calendar was edited. Where several fall on a day, it is open while all of them are. */
  holidays: z.array(DatedHours).default([]),
  /** What a person has set for a date; it counts instead of the week and of every holiday. */
  exceptions: z.array(DatedHours).default([]),
});
export type Calendar = z.infer<typeof Calendar>;
