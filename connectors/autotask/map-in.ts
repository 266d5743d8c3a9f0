import { ExternalId, Marker } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import type { FieldName, FixedField } from "../../schemas/ticket.ts";
import type { MappedField, ValueMaps } from "../../schemas/value-map.ts";
import { isUntouched } from "../is-untouched.ts";
import { readCustomFields } from "../custom-fields.ts";
import { readMapped } from "../value-maps.ts";
import type { DeskComment, DeskRecord, LensReading } from "../contract.ts";
import type { NoteItem, TicketItem, TimeEntryItem } from "./api-types.ts";
import { type Directory, dueField } from "./directory.ts";

/** Note types with a meaning of their own. @see https://ww1.autotask.net/help/DeveloperHelp/Content/APIs/REST/Entities/TicketNotesEntity.htm */
const portalNote = 18;
/** `publish` 1 = all Autotask users, which reaches the client; whatever is not known to is internal. */
export const publishAll = 1;
export const publishInternal = 2;

/** @param contactEmail of the ticket's contact, lower case; null = it has none */
export function mapRecord(item: TicketItem, webUrl: string, contactEmail: string | null, maps: ValueMaps): DeskRecord {
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
    sla: { responseDueAt: item.firstResponseDueDateTime, resolutionDueAt: item.resolvedDueDateTime },
    raw: { ...mapRaw(item, contactEmail), ...readCustomFields(maps, (name) => findCustom(item, name)) },
    createdAt: item.createDate,
    changedAt,
    untouched: isUntouched(item.createDate, changedAt),
  };
}

function mapRaw(item: TicketItem, contactEmail: string | null): Partial<Record<FieldName, Json>> {
  return {
    title: item.title,
    description: plain(item.description),
    status: item.status,
    priority: item.priority,
    type: item.ticketType,
    queue: item.queueID,
    category: toCategory(item),
    contact: contactEmail,
    // Resource and role are set and cleared together.
    assignee:
      item.assignedResourceID === null
        ? null
        : { resourceId: item.assignedResourceID, roleId: item.assignedResourceRoleID },
    resolution: plain(item.resolution),
  };
}

/** All of them are in every answer, the empty ones with null. */
function findCustom({ userDefinedFields, dueDateTime }: TicketItem, wanted: string): Json | undefined {
  if (wanted === dueField) return dueDateTime?.toISOString() ?? null;
  const found = userDefinedFields.find(({ name }) => name === wanted);
  return found === undefined ? undefined : (found.value ?? null);
}

/** Issue type and sub-issue type are one value: `issue`, or `issue/subissue`. */
function toCategory({ issueType, subIssueType }: TicketItem): string | null {
  if (issueType === null) return null;
  return subIssueType === null ? String(issueType) : `${issueType}/${subIssueType}`;
}

/** Text as the desk stores it, without what it does to line ends; empty is no value. */
export function plain(text: string | null): string | null {
  const clean = (text ?? "").replaceAll("\r\n", "\n").trimEnd();
  return clean === "" ? null : clean;
}

/** One raw value as ours. */
export function readField(field: FixedField, raw: Json, maps: ValueMaps, directory: Directory): LensReading {
  switch (field) {
    case "status":
    case "priority":
    case "queue":
    case "category":
      return readPicked(field, raw === null ? null : String(raw), maps, directory);
    case "type":
      // A ticket without a type is an incident to whoever looks at it.
      return raw === null ? { kind: "value", value: "incident" } : readPicked(field, String(raw), maps, directory);
    case "assignee":
      return readAssignee(raw, directory);
    default:
      return { kind: "value", value: typeof raw === "string" ? raw : null };
  }
}

function readPicked(field: MappedField, value: string | null, maps: ValueMaps, directory: Directory): LensReading {
  return readMapped(maps, field, value, value === null ? undefined : directory.labels[field].get(value));
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

/** A time entry holds a text for the customer and one for colleagues; each that is not empty is a comment. */
export function mapTimeEntry(entry: TimeEntryItem, directory: Directory): DeskComment[] {
  const author = entry.resourceID === null ? undefined : directory.resources.get(entry.resourceID);
  const texts = [
    { id: `time${entry.id}`, body: plain(entry.summaryNotes), visibility: "public" },
    { id: `time${entry.id}-internal`, body: plain(entry.internalNotes), visibility: "internal" },
  ] as const;
  return texts.flatMap(({ id, body, visibility }) =>
    body === null
      ? []
      : [
          {
            externalId: ExternalId.parse(id),
            body,
            visibility,
            authorKind: author?.person ? ("technician" as const) : ("automation" as const),
            authorName: author?.name ?? null,
            byUs: false,
            createdAt: entry.createDateTime,
          },
        ],
  );
}
