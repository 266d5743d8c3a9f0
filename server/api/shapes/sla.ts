import { z } from "zod";
import { DatedHours } from "../../../schemas/calendar.ts";
import { SlaTarget } from "../../../schemas/sla-plan.ts";
import { TicketStatus } from "../../../schemas/ticket.ts";
import { Id, Instant, listOf, MaybeInstant } from "./common.ts";

export const Holidays = listOf(DatedHours);

const Clock = z.object({
  target: SlaTarget,
  round: z.int(),
  stage: z.enum(["inProgress", "paused", "completed", "cancelled"]),
  startedAt: Instant,
  dueAt: MaybeInstant,
  endedAt: MaybeInstant,
  breachedAt: MaybeInstant,
  fires: listOf(z.object({ kind: z.string(), at: Instant })),
  targetBusinessMs: z.number(),
  policy: z.string(),
  calendar: z.string(),
  dueBy: z.string().nullable(),
  version: z.int(),
});
const Interval = z.object({ start: z.number(), end: z.number() });
const Stretch = z.object({
  start: z.number().describe("Epoch ms."),
  end: z.number(),
  kind: z.enum(["counted", "stopped"]),
  status: TicketStatus,
  intervals: listOf(Interval),
  businessMs: z.number(),
});
const Because = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("rule") }),
  z.object({ kind: z.literal("assignment"), index: z.int() }),
  z.object({ kind: z.literal("first") }),
  z.object({ kind: z.literal("unknown"), named: z.string() }),
]);
export const ExplainedTicket = z
  .object({
    ticket: z.object({
      id: Id,
      title: z.string(),
      priority: z.int(),
      status: z.string(),
      client: z.string(),
      clientId: Id,
      startedAt: Instant,
    }),
    version: z.int(),
    policy: z.string(),
    because: Because,
    timeZone: z.string(),
    clocks: listOf(
      z.object({
        clock: Clock,
        usedBusinessMs: z.number(),
        stretches: listOf(Stretch),
        ahead: listOf(Interval).describe("Open time until it is due; none once it has stopped or is late."),
      }),
    ),
    tells: listOf(
      z.object({
        target: SlaTarget,
        share: z.int().describe("Percent that is used; 100 = it is breached."),
        policy: z.string().describe("Escalation that begins then."),
        names: listOf(z.string()),
      }),
    ).describe("Whom the duty plan tells at which share."),
    fires: listOf(
      z.object({
        target: z.string(),
        round: z.int(),
        kind: z.string(),
        dueAt: Instant,
        firedAt: Instant,
        lateMs: z.number(),
      }),
    ),
    moves: listOf(
      z.object({
        target: z.string(),
        round: z.int(),
        at: Instant,
        from: MaybeInstant,
        to: MaybeInstant,
        because: z.string(),
        detail: z.string().nullable(),
        fromVersion: z.int(),
        toVersion: z.int(),
      }),
    ),
    now: Instant,
  })
  .meta({ id: "ExplainedTicket", description: "Why a ticket's clocks stand as they do." });

export const CalculatedPromises = z
  .object({
    version: z.int().describe("Of the plan; 0 = none was ever saved, -1 = the text of the request."),
    policy: z.string(),
    because: Because,
    clocks: listOf(
      z.object({
        target: SlaTarget,
        policy: z.string(),
        calendar: z.string(),
        timeZone: z.string(),
        targetBusinessMs: z.number(),
        dueAt: MaybeInstant.describe("Null = the calendar is never open for so long."),
        warnings: listOf(z.object({ share: z.int(), at: Instant })),
        intervals: listOf(Interval).describe("Open time that is counted until then."),
      }),
    ),
  })
  .meta({ id: "CalculatedPromises", description: "What would be promised on a ticket that is raised then." });

export const RehearsedPlan = z
  .object({
    tickets: z.int(),
    cut: z.boolean().describe("Whether there are more tickets than were looked at."),
    targets: listOf(
      z.object({ target: SlaTarget, clocks: z.int(), breachedCurrent: z.int(), breachedProposed: z.int() }),
    ),
    differing: listOf(
      z.object({
        id: Id,
        title: z.string(),
        client: z.string(),
        priority: z.int(),
        target: SlaTarget,
        round: z.int(),
        policy: z.object({ current: z.string(), proposed: z.string() }),
        breachedAt: z.object({ current: MaybeInstant, proposed: MaybeInstant }),
        told: z.object({ current: listOf(z.string()), proposed: listOf(z.string()) }),
      }),
    ),
    told: listOf(z.object({ name: z.string(), current: z.int(), proposed: z.int() })),
  })
  .meta({
    id: "RehearsedPlan",
    description: "What a plan would have made of stored tickets, beside the plan that counts.",
  });
