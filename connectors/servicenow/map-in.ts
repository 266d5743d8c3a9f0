import { ExternalId, Marker } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import type { FieldName, FixedField } from "../../schemas/ticket.ts";
import type { ValueMaps } from "../../schemas/value-map.ts";
import type { DeskRecord, LensReading } from "../contract.ts";
import { readCustomFields } from "../custom-fields.ts";
import { readMapped } from "../value-maps.ts";
import { parseStamp, type TicketRow } from "./api-types.ts";
import type { Directory } from "./directory.ts";
import type { Person } from "./people.ts";
import { dropContact, noResolution, plain } from "./words.ts";

/** The state in which a reason says what is waited for. */
export const onHold = "3";

export interface Surroundings {
  baseUrl: string;
  table: string;
  /** Lower case; null = the caller has no address, or there is no caller. */
  contactEmail: string | null;
  maps: ValueMaps;
}

/** Digits of the count of updates in a version, so that versions compare as text. */
const countDigits = 10;

export function mapRecord(row: TicketRow, { baseUrl, table, contactEmail, maps }: Surroundings): DeskRecord {
  const marker = Marker.safeParse(row.correlation_id);
  const changedAt = parseStamp(row.sys_updated_on) ?? new Date(0);
  return {
    externalId: ExternalId.parse(row.sys_id),
    number: row.number || null,
    url: `${baseUrl}/nav_to.do?uri=${encodeURIComponent(`${table}.do?sys_id=${row.sys_id}`)}`,
    // The count first: the clocks of an instance's nodes may differ by a second.
    version: `${row.sys_mod_count.padStart(countDigits, "0")}/${changedAt.toISOString()}`,
    marker: marker.success ? marker.data : null,
    clientRef: row.company ? ExternalId.parse(row.company) : null,
    raw: { ...mapRaw(row, contactEmail), ...readCustomFields(maps, (column) => findColumn(row, column)) },
    createdAt: parseStamp(row.sys_created_on) ?? changedAt,
    changedAt,
    untouched: Number(row.sys_mod_count) === 0,
  };
}

/** A column that is not in the answer is hidden from us, which is not the same as empty: its field is left out. */
function mapRaw(row: TicketRow, contactEmail: string | null): Partial<Record<FieldName, Json>> {
  const raw: Partial<Record<FieldName, Json>> = { status: joinStatus(row.state, row.hold_reason) };
  if (row.short_description !== undefined) raw.title = plain(row.short_description) ?? "";
  if (row.description !== undefined) raw.description = plain(dropContact(plain(row.description) ?? ""));
  if (row.close_notes !== undefined)
    raw.resolution = row.close_notes.trim() === noResolution ? null : plain(row.close_notes);
  if (row.priority !== undefined)
    raw.priority = { priority: row.priority, impact: row.impact ?? "", urgency: row.urgency ?? "" };
  if (row.assignment_group !== undefined) raw.queue = row.assignment_group || null;
  if (row.assigned_to !== undefined) raw.assignee = row.assigned_to || null;
  if (row.caller_id !== undefined) raw.contact = contactEmail;
  if (row.category !== undefined) raw.category = joinCategory(row.category, row.subcategory);
  return raw;
}

/** Every column is text, and an empty one is "". */
function findColumn(row: Readonly<Record<string, unknown>>, column: string): string | null | undefined {
  const value = row[column];
  return typeof value === "string" ? plain(value) : undefined;
}

/** The reason is kept by some instances after the hold has ended; it means nothing then. */
export function joinStatus(state: string, holdReason: string | undefined): string {
  return state === onHold && holdReason ? `${state}/${holdReason}` : state;
}

export function joinCategory(category: string, subcategory: string | undefined): string | null {
  if (category === "") return null;
  return subcategory ? `${category} > ${subcategory}` : category;
}

/** A priority's raw value as its parts; undefined = it is none. */
export function splitPriority(raw: Json): { priority: string; impact: string; urgency: string } | undefined {
  if (raw === null || typeof raw !== "object" || Array.isArray(raw)) return undefined;
  const { priority, impact, urgency } = raw;
  if (typeof priority !== "string") return undefined;
  return { priority, impact: String(impact ?? ""), urgency: String(urgency ?? "") };
}

/** What the mapping of values reads from: all of it is loaded before. */
export interface LensWorld {
  maps: ValueMaps;
  directory: Directory;
  /** People whom tickets named, beside those who can be assigned. */
  findPerson(id: string): Person | undefined;
}

/** One raw value as ours. */
export function readField(field: FixedField, raw: Json, world: LensWorld): LensReading {
  const { maps, directory } = world;
  switch (field) {
    case "title":
      return raw === "" || typeof raw !== "string" ? { kind: "ignored" } : { kind: "value", value: raw };
    case "status":
      return readMapped(maps, field, String(raw), labelOfStatus(String(raw), directory));
    case "priority": {
      const priority = splitPriority(raw)?.priority ?? "";
      if (priority === "") return { kind: "unmapped", detail: "The ticket has no priority there." };
      return readMapped(maps, field, priority, labelOf("priority", priority, directory));
    }
    case "queue":
      return readMapped(maps, field, textOf(raw), directory.groups.get(String(raw))?.name);
    case "category":
      return readMapped(maps, field, textOf(raw), labelOfCategory(String(raw), directory));
    case "assignee":
      return readAssignee(raw, world);
    default:
      return { kind: "value", value: textOf(raw) };
  }
}

function textOf(raw: Json): string | null {
  return typeof raw === "string" ? raw : null;
}

function readAssignee(raw: Json, { directory, findPerson }: LensWorld): LensReading {
  if (typeof raw !== "string") return { kind: "value", value: null };
  const person = directory.technicians.get(raw) ?? findPerson(raw);
  if (person?.email) return { kind: "value", value: person.email };
  const called = person ? `"${person.name}"` : raw;
  return { kind: "unmapped", detail: `The assignee ${called} has no e-mail address that the API user may see.` };
}

export function labelOf(element: string, value: string, directory: Directory): string | undefined {
  return directory.choices[element]?.find((choice) => choice.value === value)?.label;
}

/** `On Hold (Awaiting Caller)` for `3/1`. */
export function labelOfStatus(raw: string, directory: Directory): string | undefined {
  const [state = "", reason] = raw.split("/");
  const label = labelOf("state", state, directory);
  if (label === undefined || reason === undefined) return label;
  return `${label} (${labelOf("hold_reason", reason, directory) ?? reason})`;
}

/** `Network > VPN` for `network > vpn`. */
export function labelOfCategory(raw: string, directory: Directory): string | undefined {
  const [category = "", subcategory] = raw.split(" > ");
  const label = labelOf("category", category, directory);
  if (label === undefined || subcategory === undefined) return label;
  const found = directory.choices["subcategory"]?.find(
    ({ value, dependsOn }) => value === subcategory && (dependsOn === category || dependsOn === ""),
  );
  return `${label} > ${found?.label ?? subcategory}`;
}
