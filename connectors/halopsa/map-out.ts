import type { Json } from "../../schemas/json.ts";
import type { FieldName, FieldValue, FixedField } from "../../schemas/ticket.ts";
import type { MappedField, ValueMaps } from "../../schemas/value-map.ts";
import type { LensWriting } from "../contract.ts";
import { toHtml } from "../rich-text.ts";
import { listCustomWrites, toCustomText } from "../custom-fields.ts";
import { writeMapped } from "../value-maps.ts";
import type { Directory } from "./directory.ts";
import { nobody, plain, typeOf } from "./map-in.ts";

/** The column holds 4,000; forms and mails cut at 255. UTF-16 units. */
const mostTitle = 255;

export interface WriteContext {
  maps: ValueMaps;
  directory: Directory;
  /** Type of tickets for which nothing better is known. */
  defaultTypeId: number;
}

/** One of our values in the desk's own shape, as it would read back. */
export function writeField(field: FixedField, value: FieldValue, context: WriteContext): LensWriting {
  switch (field) {
    case "title":
      return { kind: "raw", raw: toTitle(String(value ?? "")) };
    case "status":
      return writeNumber(field, value, context, (number) => context.directory.statuses.has(number));
    case "priority":
      return writeNumber(field, value, context, (number) => context.directory.priorities.has(number));
    case "type":
      return writeType(value, context);
    case "queue":
      return writeQueue(value, context);
    case "category":
      return writeCategory(value, context);
    case "assignee":
      return writeAssignee(value, context.directory);
    case "contact":
      // A ticket there always has a person; without one it is the client's "General User".
      return value === null ? { kind: "ignored" } : { kind: "raw", raw: String(value).toLowerCase() };
    default:
      return { kind: "raw", raw: plain(typeof value === "string" ? value : null) };
  }
}

/** One line, cut with a mark so that nobody takes a part for the whole. */
function toTitle(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length <= mostTitle ? line : `${line.slice(0, mostTitle - 2).toWellFormed()} …`;
}

const none = () => undefined;

/** A number that was mapped once and is gone there is told, not sent. */
function writeNumber(
  field: MappedField,
  value: FieldValue,
  { maps }: WriteContext,
  exists: (number: number) => boolean,
): LensWriting {
  const written = writeMapped(maps, field, value, none);
  if (written.kind !== "value") return written;
  const number = Number(written.value);
  if (written.value === null || !exists(number))
    return { kind: "unmapped", detail: `Halo has no ${field} number ${String(written.value)} (any more).` };
  return { kind: "raw", raw: number };
}

/** The table first; else the type for new tickets if it is of that kind, else the first offered one of it. */
function writeType(value: FieldValue, context: WriteContext): LensWriting {
  const { directory, defaultTypeId, maps } = context;
  const table: Readonly<Partial<Record<string, string>>> = maps.type?.out ?? {};
  const written = writeNumber("type", value, context, (number) => directory.types.some(({ id }) => id === number));
  if (written.kind !== "unmapped" || table[String(value)] !== undefined) return written;
  const ofKind = directory.types
    .filter(({ itil, offered }) => offered && typeOf(itil) === value)
    .toSorted((a, b) => a.sequence - b.sequence || a.id - b.id);
  const found = ofKind.find(({ id }) => id === defaultTypeId) ?? ofKind[0];
  return found ? { kind: "raw", raw: found.id } : written;
}

/** A team is written by its name; one that does not exist would be passed over without a word. */
function writeQueue(value: FieldValue, { maps, directory }: WriteContext): LensWriting {
  const find = (label: string) =>
    directory.teams.find(({ name, active }) => active && name.toLowerCase() === label.toLowerCase())?.name;
  const written = writeMapped(maps, "queue", value, find);
  if (written.kind !== "value") return written;
  if (written.value === null) return { kind: "raw", raw: null };
  const team = find(written.value);
  return team === undefined
    ? { kind: "unmapped", detail: `Halo has no active team "${written.value}".` }
    : { kind: "raw", raw: team };
}

function writeCategory(value: FieldValue, { maps }: WriteContext): LensWriting {
  const toTheirPath = (label: string) =>
    label
      .split(">")
      .map((level) => level.trim())
      .join(">");
  const written = writeMapped(maps, "category", value, toTheirPath);
  return written.kind === "value" ? { kind: "raw", raw: written.value } : written;
}

function writeAssignee(value: FieldValue, directory: Directory): LensWriting {
  if (value === null) return { kind: "raw", raw: null };
  const found = [...directory.agents.values()].find(({ email, assignable }) => assignable && email === value);
  return found
    ? { kind: "raw", raw: found.id }
    : { kind: "unmapped", detail: `No active Halo agent has the e-mail address ${String(value)}.` };
}

/** Line ends, blanks, and what becomes of text that went through HTML are theirs to change. */
export function isTextShape(field: FixedField, sent: Json, back: Json): boolean {
  if (typeof sent !== "string" || typeof back !== "string") return false;
  if (field === "category") return back.split(">").map(fold).join(">") === sent.split(">").map(fold).join(">");
  return (field === "title" || field === "description") && fold(sent) === fold(back);
}

function fold(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

/** Raw values as rows of custom fields; the others of the ticket stay as they are. */
export function buildCustomFields(
  raw: Partial<Record<FieldName, Json>>,
  maps: ValueMaps,
): { id: number; value: string }[] {
  return listCustomWrites(maps, raw).map(({ key, value }) => ({ id: Number(key), value: toCustomText(value) ?? "" }));
}

/** Raw values as properties of a ticket; only names that exist, since unknown ones are dropped without a word. */
export function buildProperties(raw: Partial<Record<FieldName, Json>>): Record<string, Json> {
  const properties: Record<string, Json> = {};
  if (raw.title !== undefined) properties["summary"] = raw.title;
  if (raw.description !== undefined) {
    const body = typeof raw.description === "string" ? raw.description : "";
    properties["details_html"] = toHtml({ body, format: "plain" });
  }
  if (raw.status !== undefined) properties["status_id"] = raw.status;
  if (raw.priority !== undefined && raw.priority !== null) properties["priority_id"] = raw.priority;
  if (raw.type !== undefined && raw.type !== null) properties["tickettype_id"] = raw.type;
  if (raw.queue !== undefined) properties["team"] = raw.queue ?? "";
  if (raw.category !== undefined) properties["category_1"] = raw.category ?? "";
  if (raw.assignee !== undefined) properties["agent_id"] = raw.assignee ?? nobody;
  return properties;
}
