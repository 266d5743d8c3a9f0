import { z } from "zod";
import { Id, Instant, listOf, MaybeInstant } from "./common.ts";

const Overdue = z.object({
  id: Id,
  code: z.string().nullable(),
  title: z.string(),
  client: z.string(),
  dueAt: Instant,
});
export const ConnectionState = z
  .object({
    id: Id,
    name: z.string(),
    connector: z.string(),
    kind: z.string(),
    mode: z.string(),
    health: z.enum(["working", "failing", "resting", "silent", "parked"]),
    lastSuccessAt: MaybeInstant.describe(
      "The last call that was answered; of what is no desk, or delivery that was taken.",
    ),
    lastError: z.string().nullable().describe("Told to technicians and above."),
    restsUntil: MaybeInstant.describe("Until then no call is made."),
    parkedReason: z.string().nullable(),
    waitingWrites: z.int().describe("Records that are still to be written there."),
    waitingSince: MaybeInstant.describe("When the oldest of them was due; null = none waits."),
    callsUsed: z
      .number()
      .nullable()
      .describe("How much of what it may call at once is used now, 0 to 1; null = no limit is set."),
  })
  .meta({ id: "ConnectionState", description: "How a connection does, and how much waits for it." });

export const Overview = z
  .object({
    at: Instant,
    open: z.int(),
    late: z.int().describe("Tickets of which a clock has run out."),
    soon: z.int().describe("Not late yet, with a quarter of their time left, or half an hour."),
    waiting: z.int().describe("Alerts that fire and open no ticket for now."),
    quarantined: z.int().nullable().describe("What waits for a person; null for who sees some clients only."),
    storms: listOf(z.object({ client: z.string(), since: Instant })),
    overdueUpdates: z.object({
      count: z.int(),
      first: listOf(Overdue).describe("Those that have waited longest; five at most."),
    }),
    connections: listOf(ConnectionState).nullable().describe("Null for who sees some clients only."),
  })
  .meta({ id: "Overview", description: "What needs somebody now." });

export const Choices = z
  .object({
    clients: listOf(z.string()),
    connections: listOf(z.object({ name: z.string(), kind: z.string() })),
    queues: listOf(z.string()).describe("Of open tickets."),
    assignees: listOf(z.string()).describe("E-mail addresses, of open tickets."),
  })
  .meta({ id: "Choices", description: "Names that are in use, by which lists can be narrowed." });
