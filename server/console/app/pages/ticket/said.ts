import type { TFunction } from "i18next";
import type { useFormats } from "../../text/formats.ts";
import type { useFieldWords } from "./field-words.ts";
import { readDetail, textOf } from "./read-detail.ts";

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
}

/** What stands beside what happened, where it is known. */
export function join(...parts: readonly (string | undefined | false | null)[]): string {
  return parts.filter(Boolean).join(", ");
}

/** Who has done something, and through which connection. @param by an Actor as the story holds it */
export function nameActor(t: TFunction, by: unknown, via: unknown): string {
  const actor = readDetail(by);
  const through = textOf(via) && t("ticket.timeline.via", { name: textOf(via) ?? "" });
  const rule = textOf(actor["rule"]);
  const who =
    actor["kind"] === "rule" && rule
      ? `${t("ticket.timeline.theHub")}, ${t("ticket.timeline.byRule", { rule })}`
      : textOf(actor["name"]);
  return join(who ?? (through ? undefined : t("ticket.timeline.someone")), through);
}
