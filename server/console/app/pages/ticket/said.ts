import type { TFunction } from "i18next";
import { oneOf } from "../../data/words.ts";
import type { useFormats } from "../../text/formats.ts";
import { type useFieldWords } from "./field-words.ts";
import { readDetail, textOf } from "../../data/read-detail.ts";
import { type useHubWords } from "../../hub-words/use-hub-words.ts";

/** The values of an entry of a story. */
export type Detail = Readonly<Record<string, unknown>>;
/** What happened, and what stands beside it. */
export interface Said {
  text: string;
  about: string;
}

/** What the words of a line are made with. */
export interface WordTools {
  t: TFunction;
  field: ReturnType<typeof useFieldWords>;
  formats: ReturnType<typeof useFormats>;
  hub: ReturnType<typeof useHubWords>;
}

/** What stands beside what happened, where it is known. */
export function join(...parts: readonly (string | undefined | false | null)[]): string {
  return parts.filter(Boolean).join(", ");
}

/** Reasons of changes that have words of their own; the others are names of rules. */
export const reasons = [
  "editedHere",
  "theirEditAccepted",
  "theirsWon",
  "takenByPerson",
  "keptByPerson",
  "firstReading",
  "alertCleared",
  "firesAgain",
  "returnedSoon",
  "acknowledgedInTool",
  "escalated",
] as const;

/** Who has done something, and through which connection. @param by an Actor as the story holds it */
export function nameActor(t: TFunction, by: unknown, via: unknown): string {
  const actor = readDetail(by);
  const through = textOf(via) && t("ticket.timeline.via", { name: textOf(via) ?? "" });
  const rule = textOf(actor["rule"]);
  const who =
    actor["kind"] === "rule" && rule
      ? join(t("ticket.timeline.theHub"), !oneOf(reasons, rule) && t("ticket.timeline.byRule", { rule }))
      : nameOf(actor["name"]);
  return join(who ?? (through ? undefined : t("ticket.timeline.someone")), through);
}

/** The same as a sentence: a desk that does not say who it was is not a person. */
export function sayWhoSet(t: TFunction, by: unknown, via: unknown): string {
  const name = textOf(via);
  const { kind, name: who } = readDetail(by);
  return kind !== "rule" && nameOf(who) === undefined && name
    ? t("ticket.why.setIn", { name })
    : t("ticket.why.setBy", { who: nameActor(t, by, via) });
}

/** Somebody's name as a person says it; the audit's own says of people that they are some. */
export function nameOf(given: unknown): string | undefined {
  return textOf(given)?.replace(/^person /, "");
}
