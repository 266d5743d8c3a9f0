import { z } from "zod";
import { MonitorEvent } from "../../../schemas/alert.ts";
import { Instant, listOf, MaybeInstant } from "./common.ts";

export const Text = z.string().max(1_000_000).describe("YAML or JSON; GET …/schema says what may stand in it.");
/** A text of a million signs, each of them an escape. */
export const textLimits = { bytes: 8_000_000, keys: 100 };

const version = {
  version: z.int().describe("0 = none was ever saved."),
  by: z.string(),
  createdAt: MaybeInstant,
};
export const SavedText = z
  .object({ ...version, text: z.string() })
  .meta({ id: "SavedText", description: "What an admin keeps as one text, by versions that are never edited." });
export const TextVersion = z.object({ ...version, lines: z.int() });
export const SetText = z.object({ version: z.int(), changed: z.boolean() });
export const UndoneText = z.object({ version: z.int(), restored: z.int() });

const ReadEvent = MonitorEvent.extend({ raisedAt: Instant, clearedAt: MaybeInstant });
export const ExplainedEvent = z
  .object({
    event: ReadEvent.describe("As it was read."),
    connection: z.string(),
    client: z.object({ name: z.unknown(), by: z.string(), detail: z.string() }),
    result: z.record(z.string(), z.unknown()).describe("What becomes of it."),
    because: listOf(z.object({ ruleId: z.string(), field: z.string(), value: z.unknown() })),
    rules: listOf(
      z.object({
        ruleId: z.string(),
        name: z.string(),
        outcome: z.enum(["matched", "notMatched", "failed", "disabled", "afterStop"]),
        detail: z.string(),
        set: listOf(z.object({ field: z.string(), value: z.unknown() })),
      }),
    ).describe("Each rule, in order, with what it did."),
  })
  .meta({ id: "ExplainedEvent" });
export const RehearsedRules = z
  .object({
    deliveries: z.int(),
    events: z.int(),
    unreadable: z.int(),
    fields: z.record(z.string(), z.int()).describe("How many events differ in each field."),
    differ: z.int(),
    differences: listOf(
      z.object({
        deliveryId: z.uuid(),
        ordinal: z.int(),
        connection: z.string(),
        title: z.string(),
        fields: listOf(z.object({ field: z.string(), from: z.unknown(), to: z.unknown() })),
      }),
    ),
    tookMs: z.number(),
  })
  .meta({ id: "RehearsedRules", description: "What other rules would have done with deliveries that were stored." });
export const UnusedRule = z.object({
  id: z.string(),
  name: z.string(),
  disabled: z.boolean(),
  matches: z.int(),
  lastMatchedAt: MaybeInstant,
});
