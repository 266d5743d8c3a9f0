import type { Json } from "../../schemas/json.ts";
import type { FieldName, FieldValue } from "../../schemas/ticket.ts";
import type { LensWriting } from "../contract.ts";
import type { Directory } from "./directory.ts";
import { plain } from "./map-in.ts";
import type { Settings } from "./manifest.ts";

/** Longest texts that the desk stores; UTF-16 units. @see https://ww1.autotask.net/help/DeveloperHelp/Content/APIs/REST/Entities/TicketsEntity.htm */
const limits: Partial<Record<FieldName, number>> = { title: 255, description: 8_000, resolution: 32_000 };

/** One of our values in the desk's own shape, as it would read back. */
export function writeField(field: FieldName, value: FieldValue, settings: Settings, directory: Directory): LensWriting {
  switch (field) {
    case "status":
      return lookUp(settings.statusOut, value, "status");
    case "priority":
      return lookUp(settings.priorityOut, value, "priority");
    case "type":
      return lookUp(settings.typeOut, value, "type");
    case "queue":
      return writeQueue(value, directory);
    case "assignee":
      return writeAssignee(value, directory);
    default:
      return { kind: "raw", raw: typeof value === "string" ? shapeText(field, value) : null };
  }
}

function lookUp(map: Readonly<Partial<Record<string, string>>>, value: FieldValue, what: string): LensWriting {
  const number = map[String(value)];
  return number === undefined
    ? { kind: "unmapped", detail: `Our ${what} "${String(value)}" has no number in Autotask.` }
    : { kind: "raw", raw: Number(number) };
}

function writeQueue(value: FieldValue, directory: Directory): LensWriting {
  if (value === null) return { kind: "raw", raw: null };
  const found = [...directory.queueLabels].find(([, label]) => label.toLowerCase() === String(value).toLowerCase());
  return found
    ? { kind: "raw", raw: Number(found[0]) }
    : { kind: "unmapped", detail: `There is no queue "${String(value)}" in Autotask.` };
}

/** The API user cannot be assigned; a resource without a role cannot either. */
function writeAssignee(value: FieldValue, directory: Directory): LensWriting {
  if (value === null) return { kind: "raw", raw: null };
  const found = [...directory.resources.values()].find((resource) => resource.email === value && resource.assignable);
  if (!found)
    return { kind: "unmapped", detail: `No active Autotask resource has the e-mail address ${String(value)}.` };
  if (found.roleId === null)
    return { kind: "unmapped", detail: `The resource ${String(value)} has no default service desk role.` };
  return { kind: "raw", raw: { resourceId: found.id, roleId: found.roleId } };
}

/** Cut with a mark, so that nobody takes a part for the whole. */
function shapeText(field: FieldName, text: string): string | null {
  const most = limits[field];
  const clean = plain(text);
  if (clean === null || most === undefined || clean.length <= most) return clean;
  return `${clean.slice(0, most - 2)} …`;
}

/** Line ends and outer blanks are theirs to change. */
export function isTextShape(field: FieldName, sent: Json, back: Json): boolean {
  if (limits[field] === undefined || typeof sent !== "string" || typeof back !== "string") return false;
  return fold(sent) === fold(back);
}

function fold(text: string): string {
  return text
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/[ \t]+$/gm, "")
    .trim();
}

/** Raw values as properties of a ticket; only names that exist, since unknown ones are dropped without a word. */
export function buildProperties(raw: Partial<Record<FieldName, Json>>): Record<string, Json> {
  const properties: Record<string, Json> = {};
  const names = {
    title: "title",
    description: "description",
    status: "status",
    priority: "priority",
    type: "ticketType",
    queue: "queueID",
    resolution: "resolution",
  } as const;
  for (const [field, name] of Object.entries(names) as [keyof typeof names, string][]) {
    const value = raw[field];
    if (value !== undefined) properties[name] = value;
  }
  const { assignee } = raw;
  if (assignee !== undefined) {
    const pair = assignee !== null && typeof assignee === "object" && !Array.isArray(assignee) ? assignee : {};
    properties["assignedResourceID"] = pair["resourceId"] ?? null;
    properties["assignedResourceRoleID"] = pair["roleId"] ?? null;
  }
  return properties;
}
