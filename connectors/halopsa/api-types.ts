import { z } from "zod";

/** Numbers come as `18`, `18.0` or `"18"`, depending on the endpoint. */
export const whole = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(\.0+)?$/)
    .transform(Number),
]);
export const id = whole.pipe(z.number().int());
export const nullableId = id.nullish().transform((value) => value ?? null);
export const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null);
/** What is not said plainly is not known. */
export const flag = z
  .boolean()
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);

/** Years up to this one stand for no date (1900-01-01, 1899-12-30). */
const lastEmptyYear = 1980;

/**
 * UTC that does not say so, with no to seven digits of a second; cut to milliseconds.
 *
 * @returns null for what the vendor writes instead of no date, and for what is no date
 */
export function parseInstant(value: string | null | undefined): Date | null {
  if (!value) return null;
  const cut = value.replace(/(\.\d{3})\d+/, "$1");
  const date = new Date(/[zZ]$|[+-]\d\d:?\d\d$/.test(cut) ? cut : `${cut}Z`);
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() <= lastEmptyYear ? null : date;
}
export const instant = z.string().nullish().transform(parseInstant);

const CustomField = z.object({ id: nullableId, name: text, value: z.json().nullish().catch(null) });

/** Only what is used; a list row has a part of it. Names differ between kinds of answers, so both are read. */
export const TicketRow = z.object({
  id,
  summary: text,
  details: text,
  status_id: id,
  priority_id: nullableId,
  tickettype_id: nullableId,
  itil_requesttype_id: nullableId,
  client_id: nullableId,
  user_id: nullableId,
  agent_id: nullableId,
  team: text,
  category_1: text,
  category1: text,
  dateoccurred: instant,
  datecreated: instant,
  dateclosed: instant,
  last_update: instant,
  lastupdate: instant,
  lastactiondate: instant,
  respondbydate: instant,
  fixbydate: instant,
  /** Absent in rows of lists. */
  merged_into_id: id.nullish(),
  deleted: flag,
  use: text,
  /** Absent where they were not asked for. */
  customfields: z.array(CustomField).nullish(),
});
export type TicketRow = z.infer<typeof TicketRow>;

/** The answer to a ticket that was written holds a part of it. */
export const WrittenTicket = z.object({ id, status_id: nullableId });

/** Numbers are unique within one ticket only. */
export const ActionRow = z.object({
  id,
  ticket_id: nullableId,
  who: text,
  who_agentid: nullableId,
  actionby_agent_id: nullableId,
  actionby_user_id: nullableId,
  actionby_application_id: text,
  datetime: instant,
  actiondatecreated: instant,
  note: text,
  note_html: text,
  emailbody: text,
  emailfrom: text,
  hiddenfromuser: flag,
});
export type ActionRow = z.infer<typeof ActionRow>;

export const WrittenAction = z.object({ id, ticket_id: nullableId, hiddenfromuser: flag });

export const AttachmentRow = z.object({
  id,
  filename: text,
  datecreated: instant,
  note: text,
  filesize: whole.nullish().transform((value) => value ?? 0),
  content_type: text,
  showforusers: flag,
});
export type AttachmentRow = z.infer<typeof AttachmentRow>;
export const WrittenAttachment = z.object({ id });

export const AuthInfo = z.object({ auth_url: z.string().min(1), tenant_id: text });
export const Token = z.object({
  access_token: z.string().min(1),
  /** Seconds. */
  expires_in: whole.pipe(z.number().positive()).catch(3_600),
  scope: text,
});
