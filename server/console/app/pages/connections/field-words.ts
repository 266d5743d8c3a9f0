import { useTranslation } from "react-i18next";
import { closed } from "./value-tables.ts";

const names = [
  "title",
  "description",
  "status",
  "priority",
  "type",
  "queue",
  "category",
  "assignee",
  "contact",
  "resolution",
] as const;

/** A field's name in the chosen language; a custom one keeps its own. */
export function useFieldName(): (field: string) => string {
  const { t } = useTranslation();
  return (field) => {
    const known = names.find((one) => one === field);
    return known ? t(`connections.maps.fields.${known}`) : field.replace(/^custom\./, "");
  };
}

const longest = 300;

/** A value as people read it. @param field undefined = a vendor's own value, which stays as it is */
export function useValueText(): (field: string | undefined, value: unknown) => string {
  const { t } = useTranslation();
  return (field, value) => {
    if (value === null || value === undefined || value === "") return "–";
    const text = typeof value === "object" ? JSON.stringify(value) : String(value as string | number | boolean);
    const status = closed.status.find((one) => one === text);
    const priority = closed.priority.find((one) => one === text);
    const type = closed.type.find((one) => one === text);
    if (field === "status" && status) return t(`common.status.${status}`);
    if (field === "priority" && priority) return t(`common.priority.${priority}`);
    if (field === "type" && type) return t(`common.type.${type}`);
    return text.length > longest ? `${text.slice(0, longest)} …` : text;
  };
}
