import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { oneOf, statuses, types } from "../../data/words.ts";
import { useFormats } from "../../text/formats.ts";

export const fixedFields = [
  "title",
  "status",
  "priority",
  "type",
  "assignee",
  "queue",
  "category",
  "contact",
  "resolution",
  "description",
] as const;
export type Status = (typeof statuses)[number];

export function isStatus(value: unknown): value is Status {
  return oneOf(statuses, value) !== undefined;
}

const longest = 28;
/** For a button or a sentence: nothing longer than a few words. */
export function shorten(text: string, most = longest): string {
  const flat = text.replaceAll(/\s+/g, " ").trim();
  return flat.length > most ? `${flat.slice(0, most - 1)}…` : flat;
}

/** Markdown without what makes bold, headings and code of it. */
function stripMarks(text: string): string {
  return text
    .replaceAll(/^#{1,6}\s+/gm, "")
    .replaceAll(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/g, "$2")
    .replaceAll(/`([^`\n]+)`/g, "$1");
}

/** How fields and their values are called in the chosen language; what a desk says in its own words stays as it is. */
export function useFieldWords() {
  const { t } = useTranslation();
  const { full } = useFormats();
  return useMemo(() => {
    const name = (field: string): string => {
      const fixed = oneOf([...fixedFields, "client"] as const, field);
      return fixed ? t(`ticket.fields.${fixed}`) : field.replace(/^custom\./, "");
    };
    const value = (field: string, given: unknown): string => {
      if (given === null || given === undefined || given === "") return t("ticket.sides.empty");
      if (field === "status" && isStatus(given)) return t(`common.status.${given}`);
      if (field === "priority" && typeof given === "number") return `P${given}`;
      const type = field === "type" ? oneOf(types, given) : undefined;
      if (type) return t(`common.type.${type}`);
      if (typeof given === "boolean") return given ? t("common.yes") : t("common.no");
      if (typeof given === "string")
        return /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/.test(given) ? full(given) : given;
      return typeof given === "number" ? String(given) : JSON.stringify(given);
    };
    /** Among values side by side, where marks of a text would only be in the way. */
    const plain = (field: string, given: unknown): string =>
      field === "description" && typeof given === "string" && given !== "" ? stripMarks(given) : value(field, given);
    return { name, value, plain };
  }, [t, full]);
}
