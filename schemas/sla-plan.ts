import { z } from "zod";
import { Calendar } from "./calendar.ts";
import { Priority, TicketStatus, TicketType } from "./ticket.ts";

const Name = z.string().trim().min(1).max(200);

/**
 * Open time of a calendar: `30m`, `8h`. There are no days: how long one is, is for the calendar to say.
 * At most 9,999 hours, which is more than a year around the clock.
 */
export const BusinessDuration = z
  .string()
  .regex(/^[1-9]\d{0,4}m$|^[1-9]\d{0,3}h$/, "expected minutes or hours of open time, such as 30m or 8h");

/** Keys are priorities, 1 to 5; a priority without an entry has no such target. */
const byPriority = <T extends z.ZodType>(value: T) => z.partialRecord(z.enum(["1", "2", "3", "4", "5"]), value);

/** What the client is promised to hear: a first word, and then another at the latest every so often, or once it is solved. */
export const UpdateTarget = z
  .strictObject({
    first: BusinessDuration,
    every: BusinessDuration.optional(),
    /** Within this time after it was solved, unless it was said with the solution. */
    whenSolved: BusinessDuration.optional(),
  })
  .refine(({ every, whenSolved }) => every === undefined || whenSolved === undefined, {
    path: ["whenSolved"],
    message: "expected either every or whenSolved: who is told every so often is told at the end",
  });
export type UpdateTarget = z.infer<typeof UpdateTarget>;

export const slaTargets = ["response", "update", "resolution"] as const;
export const SlaTarget = z.enum(slaTargets);
export type SlaTarget = z.infer<typeof SlaTarget>;

/** Statuses in which no work is left end clocks, they do not pause them. */
const PausingStatus = TicketStatus.exclude(["resolved", "closed", "cancelled"]);

/** What a kind of ticket is promised. */
export const SlaPolicy = z.strictObject({
  name: Name,
  /** Name of the calendar in which its time counts; `always` is around the clock. */
  calendar: Name.default("always"),
  /** In place of `calendar`, for some priorities: what is urgent often counts around the clock. */
  calendars: byPriority(Name).default({}),
  response: byPriority(BusinessDuration).default({}),
  update: byPriority(UpdateTarget).default({}),
  resolution: byPriority(BusinessDuration).default({}),
  /** Shares of a target at which it is warned, in percent. */
  warnAt: z.array(z.int().min(1).max(99)).max(10).default([50, 75, 90]),
  /** Statuses in which a target's time does not count. */
  pausedIn: z
    .strictObject({
      response: z.array(PausingStatus).default([]),
      update: z.array(PausingStatus).default(["pending"]),
      resolution: z.array(PausingStatus).default(["pending"]),
    })
    .prefault({}),
  /** Whether an acknowledgement, such as taking the ticket over, is the response; else only a public word of a technician is. */
  acknowledgementResponds: z.boolean().default(false),
});
export type SlaPolicy = z.infer<typeof SlaPolicy>;

/** Which tickets have a policy: those that fit all that is given here. */
export const SlaAssignment = z.strictObject({
  policy: Name,
  /** Names of clients. */
  clients: z.array(Name).max(1_000).optional(),
  /** Values of the ticket's field `custom.contract`. */
  contracts: z.array(Name).max(1_000).optional(),
  /** Values of the ticket's field `custom.service`. */
  services: z.array(Name).max(1_000).optional(),
  priorities: z.array(Priority).max(5).optional(),
  types: z.array(TicketType).max(4).optional(),
  queues: z.array(Name).max(1_000).optional(),
  categories: z.array(Name).max(1_000).optional(),
});
export type SlaAssignment = z.infer<typeof SlaAssignment>;

/**
 * Calendars, policies, and which tickets have which. A version is never edited: clocks name the version by which they were
 * counted. An alert's rule that names a policy comes before the assignments, of which the first that fits counts; without
 * one, the first policy does.
 */
export const SlaPlan = z.strictObject({
  calendars: z.record(Name, Calendar).default({}),
  policies: z.array(SlaPolicy).min(1).max(500),
  assignments: z.array(SlaAssignment).max(5_000).default([]),
});
export type SlaPlan = z.infer<typeof SlaPlan>;
