import { z } from "zod";
import { ClientId } from "./ids.ts";

export const MaintenanceId = z.uuid().brand<"MaintenanceId">();
export type MaintenanceId = z.infer<typeof MaintenanceId>;

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** IANA zone, such as `Europe/Berlin`. */
export const TimeZone = z.string().max(100).refine(isTimeZone, "an IANA zone, such as Europe/Berlin");
/** Time of a day by the clocks of a place, `HH:MM`. */
export const LocalTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "a local time such as 22:30");
/** Days of a week; ISO 8601: 1 = Monday … 7 = Sunday. */
export const WeekDays = z.array(z.int().min(1).max(7)).min(1).max(7);

/** Minutes of a week that come again, in the client's own time. */
export const Recurrence = z.strictObject({
  timeZone: TimeZone,
  /** Days on which it begins. */
  days: WeekDays,
  /** When it begins. */
  from: LocalTime,
  /** How long it lasts from there, over midnight or not; minutes, at most a week. */
  minutes: z.int().min(1).max(10_080),
});
export type Recurrence = z.infer<typeof Recurrence>;

/**
 * A time in which alerts open no tickets: planned work (`maintenance`), or a person's decision not to be told (`silence`).
 * Alerts are recorded and counted all the same; what still fires at its end is taken up then.
 */
export const MaintenanceWindow = z.strictObject({
  id: MaintenanceId,
  kind: z.enum(["maintenance", "silence"]),
  /** Null = all clients. */
  clientId: ClientId.nullable(),
  /** Name of the resource, `*` standing for any text; null = all. */
  resource: z.string().min(1).max(500).nullable(),
  /** Name of the service, `*` standing for any text; null = all. */
  service: z.string().min(1).max(500).nullable(),
  startsAt: z.date(),
  /** Of a recurring one: the end of the whole row; null = it goes on until somebody ends it. */
  endsAt: z.date().nullable(),
  recurrence: Recurrence.nullable(),
  reason: z.string().min(1).max(500),
  owner: z.string().min(1).max(200),
});
export type MaintenanceWindow = z.infer<typeof MaintenanceWindow>;
