import { ExternalId, Marker } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import type { FieldName, TicketFields } from "../../schemas/ticket.ts";
import type { DeskComment, DeskRecord, LensReading } from "../contract.ts";
import type { NoteItem, TicketItem } from "./api-types.ts";
import type { Directory } from "./directory.ts";
import type { Settings } from "./manifest.ts";

/** Note types with a meaning of their own. @see https://ww1.autotask.net/help/DeveloperHelp/Content/APIs/REST/Entities/TicketNotesEntity.htm */
const portalNote = 18;
/** `publish` 1 = all Autotask users, which reaches the client; whatever is not known to is internal. */
export const publishAll = 1;
export const publishInternal = 2;

export function mapRecord(item: TicketItem, webUrl: string): DeskRecord {
  const moments = [item.createDate, item.lastActivityDate, item.lastTrackedModificationDateTime].filter(
    (moment) => moment !== null,
  );
  const changedAt = new Date(Math.max(...moments.map((moment) => moment.getTime())));
  const marker = Marker.safeParse(item.externalID);
  return {
    externalId: ExternalId.parse(String(item.id)),
    number: item.ticketNumber,
    url: webUrl
      ? `${webUrl}Autotask/AutotaskExtend/ExecuteCommand.aspx?Code=OpenTicketDetail&TicketID=${item.id}`
      : null,
    version: changedAt.toISOString(),
    marker: marker.success ? marker.data : null,
    clientRef: item.companyID === null ? null : ExternalId.parse(String(item.companyID)),
    raw: mapRaw(item),
    createdAt: item.createDate,
    changedAt,
  };
}

function mapRaw(item: TicketItem): Partial<Record<FieldName, Json>> {
  return {
    title: item.title,
    description: plain(item.description),
    status: item.status,
    priority: item.priority,
    type: item.ticketType,
    queue: item.queueID,
    // Resource and role are set and cleared together.
    assignee:
      item.assignedResourceID === null
        ? null
        : { resourceId: item.assignedResourceID, roleId: item.assignedResourceRoleID },
    resolution: plain(item.resolution),
  };
}

/** Text as the desk stores it, without what it does to line ends; empty is no value. */
export function plain(text: string | null): string | null {
  const clean = (text ?? "").replaceAll("\r\n", "\n").trimEnd();
  return clean === "" ? null : clean;
}

/** One raw value as ours. */
export function readField(field: FieldName, raw: Json, settings: Settings, directory: Directory): LensReading {
  switch (field) {
    case "status":
      return lookUp(settings.statusIn, raw, "status");
    case "priority":
      return lookUp(settings.priorityIn, raw, "priority");
    case "type":
      return raw === null ? { kind: "value", value: "incident" } : lookUp(settings.typeIn, raw, "ticket type");
    case "queue":
      return readQueue(raw, directory);
    case "assignee":
      return readAssignee(raw, directory);
    default:
      return { kind: "value", value: typeof raw === "string" ? raw : null };
  }
}

function lookUp(map: Readonly<Record<string, TicketFields[FieldName]>>, raw: Json, what: string): LensReading {
  const value = map[String(raw)];
  return value === undefined
    ? { kind: "unmapped", detail: `The ${what} number ${String(raw)} is not mapped.` }
    : { kind: "value", value };
}

function readQueue(raw: Json, directory: Directory): LensReading {
  if (raw === null) return { kind: "value", value: null };
  const label = directory.queueLabels.get(String(raw));
  return label === undefined
    ? { kind: "unmapped", detail: `The queue number ${String(raw)} is not known.` }
    : { kind: "value", value: label };
}

function readAssignee(raw: Json, directory: Directory): LensReading {
  if (raw === null || typeof raw !== "object" || Array.isArray(raw)) return { kind: "value", value: null };
  const resource = directory.resources.get(Number(raw["resourceId"]));
  if (!resource?.email)
    return { kind: "unmapped", detail: `The resource number ${String(raw["resourceId"])} has no e-mail address.` };
  return { kind: "value", value: resource.email };
}

export function mapComment(note: NoteItem, directory: Directory): DeskComment {
  const byContact = note.noteType === portalNote || note.createdByContactID !== null;
  const author = note.creatorResourceID === null ? undefined : directory.resources.get(note.creatorResourceID);
  return {
    externalId: ExternalId.parse(String(note.id)),
    body: plain(note.description) ?? "",
    visibility: note.publish === publishAll ? "public" : "internal",
    authorKind: byContact ? "contact" : author?.person ? "technician" : "automation",
    authorName: byContact ? "Client" : (author?.name ?? null),
    byUs: note.creatorResourceID !== null && note.creatorResourceID === directory.ownId,
    createdAt: note.createDateTime,
  };
}
