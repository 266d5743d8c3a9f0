import { ExternalId, Marker } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import type { FieldName, FixedField, TicketType as CanonicalType } from "../../schemas/ticket.ts";
import type { ValueMaps } from "../../schemas/value-map.ts";
import type { DeskRecord, LensReading } from "../contract.ts";
import { isUntouched } from "../is-untouched.ts";
import { readCustomFields, type VendorField } from "../custom-fields.ts";
import { readMapped } from "../value-maps.ts";
import type { TicketRow } from "./api-types.ts";
import type { Directory } from "./directory.ts";

/** Agent 1 is "Unassigned", client 1 is "Unknown". @see sheet §5 */
export const nobody = 1;

/** The system's own kinds of tickets, the same everywhere. @see sheet §4.1, `itil_requesttype_id` */
const itilTypes: Readonly<Partial<Record<number, CanonicalType>>> = {
  1: "incident",
  2: "change",
  3: "serviceRequest",
  4: "problem",
};

export interface RecordContext {
  /** Root of the instance, without a slash at the end. */
  site: string;
  markerFieldId: number | null;
  /** Address of the ticket's person, lower case; null = none. */
  contactEmail: string | null;
  mergedInto: number | null;
  maps: ValueMaps;
  /** By number; null = not told. */
  customFields: readonly VendorField[] | null;
}

export function mapRecord(row: TicketRow, context: RecordContext): DeskRecord {
  const createdAt = row.datecreated ?? row.dateoccurred ?? new Date(0);
  const changedAt = latestOf(row) ?? createdAt;
  return {
    externalId: toTicketId(row.id),
    number: String(row.id),
    url: `${context.site}/tickets?id=${row.id}`,
    version: changedAt.toISOString(),
    marker: readMarker(row, context.markerFieldId),
    clientRef: isSomebody(row.client_id) ? ExternalId.parse(String(row.client_id)) : null,
    mergedInto: context.mergedInto === null ? null : toTicketId(context.mergedInto),
    sla: { responseDueAt: row.respondbydate, resolutionDueAt: row.fixbydate },
    raw: { ...mapRaw(row, context.contactEmail), ...mapCustom(row, context) },
    createdAt,
    changedAt,
    untouched: isUntouched(createdAt, changedAt),
  };
}

export function toTicketId(id: number): ExternalId {
  return ExternalId.parse(String(id));
}

/** Server time of the last change. Whether an action moves `last_update` is not certain, so its own stamp counts too. */
export function latestOf(row: TicketRow): Date | null {
  const moments = [row.last_update, row.lastupdate, row.lastactiondate, row.dateclosed, row.dateoccurred];
  const known = moments.flatMap((moment) => (moment === null ? [] : [moment.getTime()]));
  return known.length === 0 ? null : new Date(Math.max(...known));
}

/** What listings by change are ordered by; the instant of the vendor's own filter. */
export function updatedAt(row: TicketRow): Date | null {
  return row.last_update ?? row.lastupdate ?? latestOf(row);
}

export function readMarker(row: TicketRow, markerFieldId: number | null): Marker | null {
  const field = row.customfields?.find(({ id }) => id !== null && id === markerFieldId);
  const marker = Marker.safeParse(typeof field?.value === "string" ? field.value.trim().toLowerCase() : undefined);
  return marker.success ? marker.data : null;
}

/** A field without a value may be left out of an answer; whether it is there at all, the list of fields tells. */
function mapCustom({ customfields }: TicketRow, { maps, customFields }: RecordContext) {
  return readCustomFields(maps, (key) => {
    const found = customfields?.find(({ id, value }) => String(id) === key && value !== undefined);
    const exists = customfields && (customFields === null || customFields.some((field) => field.key === key));
    return found ? withoutEmptyDate(found.value ?? null) : exists ? null : undefined;
  });
}

/** What the vendor writes instead of no date. */
function withoutEmptyDate(value: Json): Json {
  return typeof value === "string" && /^(?:1900-01-01|1899-12-30)T/.test(value) ? null : value;
}

function isSomebody(id: number | null): id is number {
  return id !== null && id > nobody;
}

function mapRaw(row: TicketRow, contactEmail: string | null): Partial<Record<FieldName, Json>> {
  return {
    title: plain(row.summary),
    description: plain(row.details),
    status: row.status_id,
    priority: (row.priority_id ?? 0) > 0 ? row.priority_id : null,
    type: row.tickettype_id,
    queue: row.team?.trim() || null,
    category: (row.category_1 ?? row.category1)?.trim() || null,
    assignee: isSomebody(row.agent_id) ? row.agent_id : null,
    contact: contactEmail,
  };
}

/** Text as the desk stores it, without what it does to line ends; empty is no value. */
export function plain(text: string | null): string | null {
  const clean = (text ?? "").replaceAll(/\r\n?/g, "\n").trimEnd();
  return clean === "" ? null : clean;
}

/** One raw value as ours. */
export function readField(field: FixedField, raw: Json, maps: ValueMaps, directory: Directory): LensReading {
  const key = raw === null ? null : String(raw);
  switch (field) {
    case "title":
      return typeof raw === "string"
        ? { kind: "value", value: raw }
        : { kind: "unmapped", detail: "The ticket has no summary." };
    case "status":
      return readMapped(maps, field, key, directory.statuses.get(Number(raw)));
    case "priority":
      return raw === null
        ? { kind: "unmapped", detail: "The ticket has no priority; its type has no SLA." }
        : readMapped(maps, field, key, directory.priorities.get(Number(raw)));
    case "type":
      return readType(raw, maps, directory);
    case "queue":
      return readMapped(maps, field, key, key ?? undefined);
    case "category":
      return readMapped(maps, field, key, key === null ? undefined : toOurPath(key));
    case "assignee":
      return readAssignee(raw, directory);
    default:
      return { kind: "value", value: typeof raw === "string" ? raw : null };
  }
}

/** Levels are joined by `>` there and by ` > ` here. */
function toOurPath(path: string): string {
  return path
    .split(">")
    .map((level) => level.trim())
    .join(" > ");
}

/** The table first; what stands in none is taken by the vendor's own kind of the type. */
function readType(raw: Json, maps: ValueMaps, directory: Directory): LensReading {
  if (raw === null) return { kind: "unmapped", detail: "The ticket has no type." };
  const type = directory.types.find(({ id }) => id === raw);
  const read = readMapped(maps, "type", String(raw), type?.name);
  if (read.kind !== "unmapped") return read;
  const kind = typeOf(type?.itil ?? null);
  return kind === undefined ? read : { kind: "value", value: kind };
}

export function typeOf(itil: number | null): CanonicalType | undefined {
  return itil === null ? undefined : itilTypes[itil];
}

function readAssignee(raw: Json, directory: Directory): LensReading {
  if (raw === null) return { kind: "value", value: null };
  const agent = directory.agents.get(Number(raw));
  if (!agent) return { kind: "unmapped", detail: `The agent number ${String(raw)} is not visible to the API agent.` };
  if (agent.email === null)
    return { kind: "unmapped", detail: `The agent ${agent.name} (${agent.id}) has no e-mail address.` };
  return { kind: "value", value: agent.email };
}
