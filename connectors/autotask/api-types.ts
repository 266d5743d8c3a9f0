import { z } from "zod";

const id = z.number().int();
const nullableId = id.nullish().transform((value) => value ?? null);
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null);

/** All times are UTC, with or without saying so. */
export function parseInstant(value: string): Date {
  return new Date(/[zZ]|[+-]\d\d:?\d\d$/.test(value) ? value : `${value}Z`);
}
const instant = z.string().transform(parseInstant).pipe(z.date());
const nullableInstant = z
  .string()
  .nullish()
  .transform((value) => (value ? parseInstant(value) : null));

/** Only what is used. @see https://ww1.autotask.net/help/DeveloperHelp/Content/APIs/REST/Entities/TicketsEntity.htm */
export const TicketItem = z.object({
  id,
  ticketNumber: text,
  title: z.string(),
  description: text,
  resolution: text,
  status: id,
  priority: id,
  ticketType: nullableId,
  queueID: nullableId,
  issueType: nullableId,
  subIssueType: nullableId,
  companyID: nullableId,
  contactID: nullableId,
  assignedResourceID: nullableId,
  assignedResourceRoleID: nullableId,
  externalID: text,
  createDate: instant,
  lastActivityDate: nullableInstant,
  lastTrackedModificationDateTime: nullableInstant,
  dueDateTime: nullableInstant,
  firstResponseDueDateTime: nullableInstant,
  resolvedDueDateTime: nullableInstant,
  userDefinedFields: z
    .array(z.object({ name: z.string(), value: z.union([z.string(), z.number(), z.boolean()]).nullish() }))
    .nullish()
    .transform((fields) => fields ?? []),
});
export type TicketItem = z.infer<typeof TicketItem>;

/** @see https://ww1.autotask.net/help/DeveloperHelp/Content/APIs/REST/Entities/TicketNotesEntity.htm */
export const NoteItem = z.object({
  id,
  ticketID: id,
  title: text,
  description: text,
  noteType: nullableId,
  publish: nullableId,
  creatorResourceID: nullableId,
  createdByContactID: nullableId,
  createDateTime: instant,
});
export type NoteItem = z.infer<typeof NoteItem>;

/** Both texts are of one entry: the first is for the customer. @see https://ww1.autotask.net/help/DeveloperHelp/Content/APIs/REST/Entities/TimeEntriesEntity.htm */
export const TimeEntryItem = z.object({
  id,
  ticketID: nullableId,
  resourceID: nullableId,
  summaryNotes: text,
  internalNotes: text,
  createDateTime: instant,
});
export type TimeEntryItem = z.infer<typeof TimeEntryItem>;

/** `data` is never in an answer of the root. @see https://ww1.autotask.net/help/DeveloperHelp/Content/APIs/REST/API_Calls/REST_Attachments.htm */
export const AttachmentItem = z.object({
  id,
  ticketID: nullableId,
  attachmentType: text,
  fullPath: text,
  title: text,
  contentType: text,
  fileSize: z
    .number()
    .nullish()
    .transform((value) => value ?? null),
  publish: nullableId,
  attachDate: instant,
  attachedByResourceID: nullableId,
});
export type AttachmentItem = z.infer<typeof AttachmentItem>;

export const ResourceItem = z.object({
  id,
  firstName: text,
  lastName: text,
  email: text,
  userName: text,
  isActive: z.boolean().catch(false),
  licenseType: nullableId,
  defaultServiceDeskRoleID: nullableId,
});
export type ResourceItem = z.infer<typeof ResourceItem>;

/** `isActive` is a number here. */
export const ContactItem = z.object({ id, companyID: nullableId, emailAddress: text, isActive: z.coerce.number() });

export const NamedContact = z.object({ id, firstName: text, lastName: text, emailAddress: text });

export const CompanyItem = z.object({ id, companyName: z.string() });
export const HistoryItem = z.object({
  id,
  ticketID: id,
  date: instant,
  resourceID: nullableId,
  action: text,
  detail: text,
});

/** Tombstone of a note, a time entry or a file: it names none of them by its number. */
export const DeletedActivity = z.object({ id, ticketID: nullableId, activityDateTime: nullableInstant });

export const FieldInfo = z.object({
  name: z.string(),
  isPickList: z.boolean().catch(false),
  picklistValues: z
    .array(
      z.object({
        value: z.string(),
        label: z.string(),
        isActive: z.boolean().catch(true),
        parentValue: z.string().nullish(),
      }),
    )
    .nullish()
    .transform((values) => values ?? []),
});
export type FieldInfo = z.infer<typeof FieldInfo>;

/** @see https://ww1.autotask.net/help/DeveloperHelp/Content/APIs/REST/API_Calls/REST_UDFs.htm */
export const UserDefinedField = z.object({ name: z.string(), label: text, length: z.number().nullish().catch(null) });
export const UserDefinedFields = z.object({ fields: z.array(UserDefinedField) });

export const Zone = z.object({ url: z.url(), webUrl: z.string().catch("") });
export const Created = z.object({ itemId: z.coerce.number().int() });
export const Single = z.object({ item: z.unknown() });
export const Many = z.object({
  items: z.array(z.unknown()),
  pageDetails: z.object({ nextPageUrl: z.string().nullish() }).nullish(),
});
export const Fields = z.object({ fields: z.array(FieldInfo) });
export const ErrorBody = z.object({
  errors: z.array(z.union([z.string(), z.object({ message: z.string() }).transform(({ message }) => message)])),
});
