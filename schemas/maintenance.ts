import { z } from "zod";
import { ClientId } from "./ids.ts";
import { LocalTime, TimeZone, WeekDays } from "./local-time.ts";

export const MaintenanceId = z.uuid().brand<"MaintenanceId">();
export type MaintenanceId = z.infer<typeof MaintenanceId>;

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
