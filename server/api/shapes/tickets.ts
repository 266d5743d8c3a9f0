import { z } from "zod";
import { AlertCondition, AlertHandling, Severity } from "../../../schemas/alert.ts";
import { Comment, TextFormat, Visibility } from "../../../schemas/comment.ts";
import { LinkState } from "../../../schemas/link.ts";
import { CollisionRule } from "../../../schemas/sync-rules.ts";
import { Actor, FieldName, TicketRouting, TicketStatus } from "../../../schemas/ticket.ts";
import { Id, Instant, listOf, MaybeInstant } from "./common.ts";

export const TicketRow = z
  .object({
    id: Id,
    code: z.string().nullable(),
    client: z.string(),
    status: TicketStatus,
    priority: z.int().describe("1 is the most urgent."),
    title: z.string(),
    queue: z.string().nullable(),
    assignee: z.string().nullable(),
    createdAt: Instant,
    dueAt: MaybeInstant.describe("The first due instant of its running clocks."),
    dueTarget: z.string().nullable().describe("What that clock promises: response, update or resolution."),
    dueSince: MaybeInstant.describe("Since when that clock has been running."),
    paused: z.boolean().describe("No clock runs, and one is paused."),
    desks: listOf(z.string()).describe("Names of the connections on which it has a record."),
    numbers: z.string().nullable().describe("Its numbers in desks, joined by commas."),
  })
  .meta({ id: "TicketRow", description: "A ticket as it is listed." });

export const TimelineEntry = z
  .object({
    at: Instant,
    kind: z.enum(["event", "change", "comment", "write", "observation", "conflict", "sla", "escalation", "page"]),
    text: z.string(),
    reason: z.string().nullable(),
    detail: z.unknown().describe("The values that the text is made of."),
  })
  .meta({ id: "TimelineEntry", description: "One line of a ticket's story: what happened, why, and through whom." });

const Clock = z.object({
  target: z.string(),
  round: z.int(),
  stage: z.string(),
  dueAt: MaybeInstant,
  breachedAt: MaybeInstant,
  policy: z.string(),
  calendar: z.string(),
  dueBy: z.string().nullable().describe("The connection whose own due instant counts in place of ours."),
});
const Alert = z.object({
  id: Id,
  title: z.string(),
  condition: AlertCondition,
  handling: AlertHandling,
  severity: Severity,
  eventCount: z.int(),
  episode: z.int(),
  source: z.object({ wanted: z.string(), done: z.string(), agreed: z.boolean(), error: z.string().nullable() }),
});
const Link = z.object({
  id: Id,
  connection: z.string(),
  connector: z.string(),
  state: LinkState,
  externalId: z.string().nullable(),
  number: z.string().nullable(),
  url: z.string().nullable(),
  agreed: z.boolean().describe("Whether all that is wanted there is there."),
  sla: z.object({ responseDueAt: z.string().nullable(), resolutionDueAt: z.string().nullable() }).nullable(),
  held: z.record(z.string(), z.unknown()).describe("Fields that are shown instead of written, and why."),
  lastError: z.string().nullable(),
});
const Attachment = z.object({
  id: Id,
  at: Instant,
  fileName: z.string(),
  sizeBytes: z.number(),
  visibility: Visibility,
  kept: z
    .boolean()
    .describe("It can be downloaded here; else it was too large to be carried, and is in the desk where it hangs."),
  copies: listOf(z.object({ connection: z.string(), state: z.string(), detail: z.string().nullable() })),
});
const comment = {
  id: Id,
  at: Instant,
  author: z.string().nullable(),
  visibility: Visibility,
  body: z.string(),
  format: TextFormat,
};
export const MadeComment = z
  .object({ ...Comment.shape, createdAt: Instant })
  .meta({ id: "Comment", description: "What somebody said on a ticket." });

const sides = listOf(
  z.object({
    field: FieldName,
    theirs: z.unknown().describe("In our words, where they have one; else the desk's own."),
    state: z.enum(["equal", "owed", "ignored", "differs", "refused", "contested", "unmapped", "unsayable", "conflict"]),
    detail: z.string().nullable(),
    owns: z.boolean().describe("Whether this desk decides where both have changed it."),
    collision: CollisionRule.describe("Who decides then: its owner, the later edit, or a person."),
  }),
);
export const Sides = z
  .object({
    rev: z.int(),
    fields: listOf(
      z.object({ field: z.string(), value: z.unknown(), rev: z.int().nullable(), by: Actor.nullable() }),
    ).describe("What we say, and who has said it in which revision."),
    records: listOf(
      z.object({
        id: Id,
        connection: z.string(),
        number: z.string().nullable(),
        url: z.string().nullable(),
        state: LinkState,
        seenAt: MaybeInstant,
        sides: sides.nullable().describe("Null = the desk cannot be asked for its lists now, or was removed."),
        detail: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: "Sides", description: "What each desk says of a ticket, field by field, as it was read last." });

export const Ticket = z
  .object({
    id: Id,
    code: z.string().nullable().describe("Eight characters that people can refer to it by."),
    client: z.string(),
    clientId: Id,
    rev: z.int().describe("Rises by one with every accepted change."),
    fields: z.record(z.string(), z.unknown()),
    routing: TicketRouting.nullable().describe("What rules decided beside the fields; null = no alert opened it."),
    createdAt: Instant,
    clocks: listOf(Clock),
    alerts: listOf(Alert),
    links: listOf(Link),
    comments: listOf(z.object(comment)),
    attachments: listOf(Attachment),
    conflicts: z.int(),
    timeline: listOf(TimelineEntry),
  })
  .meta({ id: "Ticket", description: "A ticket with all that led to it." });
