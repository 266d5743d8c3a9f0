import { z } from "zod";
import { AlertCondition, AlertHandling, Severity } from "../../../schemas/alert.ts";
import { MaintenanceWindow } from "../../../schemas/maintenance.ts";
import { Id, Instant, listOf, MaybeInstant } from "./common.ts";

const alert = {
  id: Id,
  connection: z.string(),
  client: z.string(),
  clientId: Id,
  title: z.string(),
  resource: z.string().nullable(),
  severity: Severity,
  condition: AlertCondition.describe("What its tool says."),
  handling: AlertHandling.describe("What was done about it here."),
  waiting: z
    .object({ reason: z.string(), detail: z.string(), since: Instant })
    .nullable()
    .describe("Why it has no ticket of its own, in a word and in full; null = it has one, or needs none."),
  flapping: z.boolean(),
  eventCount: z.int().describe("Observations of this episode."),
  episode: z.int().describe("Counts the times it fired after having been clear."),
  raisedAt: Instant,
  clearedAt: MaybeInstant,
  lastSeenAt: Instant,
  remindAt: MaybeInstant.describe("When the ticket that a person has closed is told that this still fires."),
  ticketId: Id.nullable(),
  ticket: z.string().nullable().describe("The ticket's code."),
  ticketTitle: z.string().nullable(),
  group: z
    .object({
      key: z.string().describe("What its members have in common."),
      title: z.string().describe("Of the alert that opened it."),
      alerts: z.int().describe("That have joined, the first included."),
      reason: z.string().nullable().describe("Why this one belongs to it; null = it is not kept any more."),
      detail: z.string().nullable(),
    })
    .nullable()
    .describe("With what it shares its ticket, and why; null = it has the ticket for itself, or has none."),
};
export const Alert = z.object(alert).meta({ id: "Alert", description: "The condition that events are about." });
export const AlertStory = z
  .object({
    ...alert,
    events: listOf(
      z.object({
        at: Instant,
        condition: AlertCondition,
        severity: Severity,
        decision: z.string(),
        reason: z.string(),
        detail: z.string().nullable(),
        deliveryId: Id.nullable(),
      }),
    ).describe("What was decided about it and why, newest first; at most 200."),
  })
  .meta({ id: "AlertStory", description: "An alert with what was decided about it and why." });

export const Window = z
  .object({
    ...MaintenanceWindow.shape,
    id: Id,
    clientId: Id.nullable(),
    client: z.string().nullable().describe("Null = all clients."),
    startsAt: Instant,
    endsAt: MaybeInstant,
  })
  .meta({ id: "MaintenanceWindow", description: "A time in which alerts open no tickets." });
