import { z } from "zod";
import { Id, Instant, listOf, MaybeInstant } from "./common.ts";
import { Language } from "../../../schemas/language.ts";

const Named = z
  .object({
    id: z.string(),
    name: z.string().describe("The id again where the plan has nobody of it any more."),
  })
  .meta({ id: "Named" });
const Reason = z
  .discriminatedUnion("by", [
    z.object({ by: z.literal("layer"), layer: z.string() }),
    z.object({ by: z.literal("noLayer") }),
    z.object({
      by: z.literal("override"),
      override: Id,
      madeBy: z.string(),
      note: z.string(),
      instead: Named.nullable(),
    }),
  ])
  .meta({ id: "DutyReason", description: "Why somebody is on duty, or nobody." });
const Duty = z
  .object({ start: Instant, end: Instant, person: Named.nullable(), because: Reason })
  .meta({ id: "Duty", description: "Time in which somebody is on duty, or nobody; half-open." });

export const WhoIsOnDuty = z.object({
  at: Instant,
  version: z.int().describe("Of the plan; 0 = none was ever saved."),
  schedules: listOf(
    z.object({
      schedule: Named,
      timeZone: z.string(),
      person: Named.nullable(),
      because: Reason,
      since: MaybeInstant,
      until: MaybeInstant,
      covered: z.object({ person: Named.nullable(), because: Reason }).nullable(),
      next: z.object({ person: Named, from: Instant, because: Reason }).nullable(),
    }),
  ),
});

const range = { from: Instant, to: Instant };
export const Shifts = z.object({
  ...range,
  version: z.int(),
  timeZone: z.string(),
  schedules: listOf(
    z.object({
      schedule: Named,
      timeZone: z.string(),
      shifts: listOf(Duty),
      gaps: listOf(Duty),
      layers: listOf(z.object({ layer: z.string(), shifts: listOf(Duty) })),
    }),
  ),
  doubleCover: listOf(z.object({ start: Instant, end: Instant, person: Named, schedules: listOf(Named) })),
});
export const Load = z.object({
  ...range,
  version: z.int(),
  timeZone: z.string(),
  calendar: z.string().nullable(),
  people: listOf(
    z.object({
      person: Named,
      email: z.string().nullable().describe("As the plan has it; null = it has none."),
      timeZone: z.string(),
      dutyMs: z.number(),
      nightMs: z.number(),
      weekendMs: z.number(),
      holidayMs: z.number(),
      nights: z.int(),
      pages: z.int(),
      nightPages: z.int(),
    }),
  ),
});

const override = {
  id: Id,
  schedule: Named,
  timeZone: z.string(),
  ...range,
  person: Named.nullable(),
  instead: Named.nullable(),
  note: z.string(),
  by: z.string(),
};
export const ListedOverride = z.object({ ...override, createdAt: Instant });
export const MadeOverrides = z.object({
  id: Id,
  parts: listOf(z.object({ ...override, effect: listOf(Duty).describe("Who is on duty by it, and when.") })),
});
export const RemovedOverrides = z.object({ id: Id, parts: listOf(z.object(override)) });

const kind = z.enum(["person", "schedule"]);
export const Feed = z.object({
  id: Id,
  kind,
  of: Named,
  language: Language.nullable(),
  createdAt: Instant,
  readAt: MaybeInstant.describe("To the hour."),
});
export const MadeFeed = z.object({ id: Id, kind, of: Named, url: z.string().describe("Its address, this once.") });

export const Page = z
  .object({
    id: Id,
    at: Instant,
    ticketId: Id.nullable(),
    kind: z.string(),
    person: z.string().nullable(),
    connection: z.string(),
    channel: z.string(),
    address: z.string(),
    title: z.string(),
    state: z.string(),
    attempts: z.int(),
    sentAt: MaybeInstant,
    arrivedAt: MaybeInstant,
    answeredAt: MaybeInstant,
    answer: z.string().nullable(),
    detail: z.string().nullable(),
  })
  .meta({ id: "Page", description: "One message to one person or place." });
