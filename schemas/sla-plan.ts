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

/** Those of an OLA are what teams promise each other: to take up what comes to their queue, and to be done with it. */
export const slaTargets = ["response", "update", "resolution", "olaResponse", "olaResolution"] as const;
export const SlaTarget = z.enum(slaTargets);
export type SlaTarget = z.infer<typeof SlaTarget>;

/** Statuses in which no work is left end clocks, they do not pause them. */
const PausingStatus = TicketStatus.exclude(["resolved", "closed", "cancelled"]);

/** Shares of a target at which it is warned, in percent. */
const WarnAt = z.array(z.int().min(1).max(99)).max(10).default([50, 75, 90]);

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
  warnAt: WarnAt,
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

/**
 * An operational level agreement (ITIL 4): what the team behind some queues promises the others, counted anew from each
 * time that a ticket comes to one of them.
 */
export const OlaPolicy = z.strictObject({
  name: Name,
  queues: z.array(Name).min(1).max(1_000),
  /** Names of clients; absent = all. */
  clients: z.array(Name).max(1_000).optional(),
  calendar: Name.default("always"),
  calendars: byPriority(Name).default({}),
  /** Until somebody of the team has taken it up. */
  response: byPriority(BusinessDuration).default({}),
  /** Until it is solved, or goes to another queue. */
  resolution: byPriority(BusinessDuration).default({}),
  warnAt: WarnAt,
  /** Statuses in which its time does not count. */
  pausedIn: z.array(PausingStatus).default(["pending", "held"]),
});
export type OlaPolicy = z.infer<typeof OlaPolicy>;

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
  /** The first that has the ticket's queue, and its client where it names any, counts beside the policy. */
  olas: z.array(OlaPolicy).max(500).default([]),
});
export type SlaPlan = z.infer<typeof SlaPlan>;
