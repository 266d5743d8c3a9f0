import { z } from "zod";
import { TimeZone } from "./local-time.ts";
import { OnCallPlan, PersonId, ScheduleId, TeamId } from "./on-call.ts";
import { SlaAssignment, SlaTarget } from "./sla-plan.ts";
import { Priority } from "./ticket.ts";
import { Language } from "./language.ts";

const Name = z.string().trim().min(1).max(200);

/** Whom a step tells. */
export const Recipient = z.union([
  z.strictObject({ person: PersonId }),
  /** Whoever is on duty. */
  z.strictObject({ schedule: ScheduleId }),
  /** Whoever of the team is on duty, or all of it where it has no schedule. */
  z.strictObject({ team: TeamId }),
  /** The managers of whomever the step before has told. */
  z.strictObject({ managers: z.literal(true) }),
  /** A place that is nobody's own: a chat channel, the key of an on-call platform. */
  z.strictObject({
    connection: Name,
    channel: z.string().min(1).max(100),
    address: z.string().trim().min(1).max(500),
    language: Language.default("en"),
    /** In which times are told there. */
    timeZone: TimeZone.default("UTC"),
  }),
]);
export type Recipient = z.infer<typeof Recipient>;

/** One step of an escalation; its time is minutes after the one before it, or an SLA share of the ticket, whichever is given. */
export const EscalationStep = z
  .strictObject({
    afterMinutes: z.int().min(0).max(10_080).optional(),
    /** When so much of a target is used; 100 = it is breached. A share at which nothing is warned counts as the next one that is. */
    at: z.strictObject({ target: SlaTarget, share: z.int().min(1).max(100) }).optional(),
    notify: z.array(Recipient).min(1).max(20),
    /** Name of a queue that the ticket goes to with this step: another team takes over. */
    queue: Name.optional(),
  })
  .refine(({ afterMinutes, at }) => afterMinutes === undefined || at === undefined, {
    path: ["at"],
    message: "expected either afterMinutes or at",
  });
export type EscalationStep = z.infer<typeof EscalationStep>;

/** Steps until somebody takes the ticket. */
export const EscalationPolicy = z.strictObject({
  name: Name,
  steps: z.array(EscalationStep).min(1).max(20),
  /** How often all steps are taken once more, after so many minutes, when nobody has answered. */
  repeat: z
    .strictObject({ times: z.int().min(0).max(20), afterMinutes: z.int().min(1).max(10_080).default(10) })
    .default({ times: 2, afterMinutes: 10 }),
  /** Tickets of these priorities wait for the open hours of a calendar of the SLA plan; the others never wait. */
  hours: z.strictObject({ calendar: Name, priorities: z.array(Priority).min(1).max(5) }).optional(),
});
export type EscalationPolicy = z.infer<typeof EscalationPolicy>;

/** What an escalation begins with. */
export const EscalationCause = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("opened") }),
  z.strictObject({ kind: z.literal("sla"), target: SlaTarget, round: z.int().min(1), share: z.int().min(1).max(100) }),
]);
export type EscalationCause = z.infer<typeof EscalationCause>;

/** Which tickets have which escalation, and what it begins with: all that is given has to fit. */
export const EscalationAssignment = SlaAssignment.extend({
  /** Absent = when the ticket is opened; else when so much of a target is used, 100 = it is breached. */
  at: z.strictObject({ target: SlaTarget, share: z.int().min(1).max(100).default(100) }).optional(),
  /** `alert`: a monitoring tool has opened it; `desk`: a person in a service desk. Absent = either. */
  bornBy: z.enum(["alert", "desk"]).optional(),
});
export type EscalationAssignment = z.infer<typeof EscalationAssignment>;

/** People, teams, schedules, and who is told of what: one text, versioned as a whole. */
export const DutyPlan = OnCallPlan.extend({
  escalations: z.array(EscalationPolicy).max(500).default([]),
  /** Each that fits begins one; an intake rule that names a policy counts instead of those that begin with the opening. */
  assignments: z.array(EscalationAssignment).max(5_000).default([]),
  /** Who is told when all steps are exhausted, or nobody is on duty. */
  lastResort: z.array(Recipient).max(20).default([]),
});
export type DutyPlan = z.infer<typeof DutyPlan>;
