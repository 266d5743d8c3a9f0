import type { Json } from "../../schemas/json.ts";
import type { FieldName, FieldValue, FixedField } from "../../schemas/ticket.ts";
import type { MappedField, ValueMaps } from "../../schemas/value-map.ts";
import type { LensWriting } from "../contract.ts";
import { listCustomWrites, toCustomText } from "../custom-fields.ts";
import { writeMapped } from "../value-maps.ts";
import { type Directory, dueField } from "./directory.ts";
import { plain } from "./map-in.ts";

/** Longest texts that the desk stores; UTF-16 units. @see https://ww1.autotask.net/help/DeveloperHelp/Content/APIs/REST/Entities/TicketsEntity.htm */
const limits: Partial<Record<FixedField, number>> = { title: 255, description: 8_000, resolution: 32_000 };

/** One of our values in the desk's own shape, as it would read back. */
export function writeField(field: FixedField, value: FieldValue, maps: ValueMaps, directory: Directory): LensWriting {
  switch (field) {
    case "status":
    case "priority":
    case "type":
    case "queue":
    case "category":
      return writePicked(field, value, maps, directory);
    case "assignee":
      return writeAssignee(value, directory);
    default:
      return { kind: "raw", raw: typeof value === "string" ? shapeText(field, value) : null };
  }
}

function writePicked(field: MappedField, value: FieldValue, maps: ValueMaps, directory: Directory): LensWriting {
  const written = writeMapped(maps, field, value, (label) => {
    const wanted = label.toLowerCase();
    return [...directory.labels[field]].find(([, name]) => name.toLowerCase() === wanted)?.[0];
  });
  if (written.kind !== "value") return written;
  if (field === "category") return { kind: "raw", raw: written.value };
  return { kind: "raw", raw: written.value === null ? null : Number(written.value) };
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
function shapeText(field: FixedField, text: string): string | null {
  const most = limits[field];
  const clean = plain(text);
  if (clean === null || most === undefined || clean.length <= most) return clean;
  return `${clean.slice(0, most - 2)} …`;
}

/** Line ends and outer blanks are theirs to change. */
export function isTextShape(field: FixedField, sent: Json, back: Json): boolean {
  if (limits[field] === undefined || typeof sent !== "string" || typeof back !== "string") return false;
  return fold(sent) === fold(back);
}

function fold(text: string): string {
  return (
    text
      .replaceAll(/\r\n?/g, "\n")
      // Looked for from the first blank of a row only: from each of them, a long row would take its square.
      .replaceAll(/(?<![ \t])[ \t]+$/gm, "")
      .trim()
  );
}

/** Raw values as properties of a ticket; only names that exist, since unknown ones are dropped without a word. */
export function buildProperties(raw: Partial<Record<FieldName, Json>>, maps: ValueMaps): Record<string, Json> {
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
  if (raw.category !== undefined) {
    const [issue, subIssue] = typeof raw.category === "string" ? raw.category.split("/") : [];
    properties["issueType"] = issue === undefined ? null : Number(issue);
    properties["subIssueType"] = subIssue === undefined ? null : Number(subIssue);
  }
  const { assignee } = raw;
  if (assignee !== undefined) {
    const pair = assignee !== null && typeof assignee === "object" && !Array.isArray(assignee) ? assignee : {};
    properties["assignedResourceID"] = pair["resourceId"] ?? null;
    properties["assignedResourceRoleID"] = pair["roleId"] ?? null;
  }
  const writes = listCustomWrites(maps, raw);
  const due = writes.find(({ key }) => key === dueField);
  // A ticket cannot be without one.
  if (due && due.value !== null) properties[dueField] = due.value;
  // Only those that are named are changed.
  const custom = writes
    .filter((write) => write !== due)
    .map(({ key, value }) => ({ name: key, value: toCustomText(value) }));
  if (custom.length > 0) properties["userDefinedFields"] = custom;
  return properties;
}
