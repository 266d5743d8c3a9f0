import type { Connector } from "./connections.ts";

/** One field of a connector's form, as its JSON Schema and its words describe it. */
export interface Field {
  key: string;
  part: "settings" | "secrets";
  label: string;
  help: string;
  kind: "text" | "number" | "switch" | "choice" | "lines" | "json";
  options: readonly string[];
  required: boolean;
  /** What it is where nothing is entered; in words. */
  usual: string | undefined;
  longest: number | undefined;
}

interface Property {
  type?: string;
  enum?: unknown[];
  items?: { type?: string };
  default?: unknown;
  maxLength?: number;
  anyOf?: Property[];
}

/** Settings and secrets of a connector as fields of a form: what must be entered first. */
export function readFields({ settings, secrets, help }: Pick<Connector, "settings" | "secrets" | "help">): Field[] {
  const fields = [...readPart("settings", settings, help), ...readPart("secrets", secrets, help)];
  return fields.toSorted((one, other) => Number(other.required) - Number(one.required));
}

function readPart(part: Field["part"], schema: Record<string, unknown>, help: Connector["help"]): Field[] {
  // A JSON Schema of an object, as zod writes it.
  const { properties = {}, required = [] } = schema as { properties?: Record<string, Property>; required?: string[] };
  return Object.entries(properties).map(([key, property]) => ({
    key,
    part,
    label: help[key]?.label ?? key,
    help: help[key]?.help ?? "",
    kind: kindOf(property),
    options: (property.enum ?? []).map(String),
    required: required.includes(key),
    usual: property.default === undefined ? undefined : writeValue(property.default),
    longest: property.maxLength,
  }));
}

function kindOf({ type, enum: options, items, anyOf }: Property): Field["kind"] {
  if (options) return "choice";
  if (type === "boolean") return "switch";
  if (type === "number" || type === "integer") return "number";
  if (type === "array") return items?.type === "string" ? "lines" : "json";
  if (type === "string" || anyOf?.every((one) => one.type === "string")) return "text";
  return "json";
}

/** A value as it stands in a form. */
export function writeValue(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value) && value.every((one) => typeof one === "string")) return value.join("\n");
  return typeof value === "object" ? JSON.stringify(value, null, 2) : String(value);
}

/** Why what was entered cannot be sent; undefined = it can. */
export function findFault({ kind }: Pick<Field, "kind">, entered: string): "notJson" | "notNumber" | undefined {
  if (entered.trim() === "") return undefined;
  if (kind === "number") return Number.isFinite(Number(entered)) ? undefined : "notNumber";
  if (kind !== "json") return undefined;
  try {
    JSON.parse(entered);
    return undefined;
  } catch {
    return "notJson";
  }
}

/** What was entered, as the API takes it; undefined = left as it usually is. @throws SyntaxError where {@link findFault} finds one */
export function readValue({ kind }: Pick<Field, "kind">, entered: string): unknown {
  const text = entered.trim();
  if (text === "") return undefined;
  switch (kind) {
    case "number":
      return Number(text);
    case "switch":
      return text === "true";
    case "lines":
      return text.split("\n").flatMap((line) => (line.trim() === "" ? [] : [line.trim()]));
    case "json":
      return JSON.parse(text) as unknown;
    default:
      return text;
  }
}

export type Entered = Readonly<Record<string, string>>;
export const placeOf = ({ part, key }: Pick<Field, "part" | "key">) => `${part}.${key}`;

/** What was entered for one part of a form. @throws SyntaxError where {@link findFault} finds one */
export function collect(fields: readonly Field[], part: Field["part"], entered: Entered): Record<string, unknown> {
  const pairs = fields
    .filter((field) => field.part === part)
    .map((field) => [field.key, readValue(field, entered[placeOf(field)] ?? "")] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
}
