import { z } from "zod";

/** Every scalar is a JSON string; a column that the user may not see, or that does not exist, is not there at all. */
const text = z.string();
const maybe = z.string().optional();

/** Instants are UTC, `yyyy-MM-dd HH:mm:ss`, without a zone and with one second's precision. */
const stamp = z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/, "expected yyyy-MM-dd HH:mm:ss");
const maybeStamp = z
  .string()
  .optional()
  .transform((value) => (value ? parseStamp(value) : null));

export function parseStamp(value: string): Date | null {
  const instant = new Date(`${value.replace(" ", "T")}Z`);
  return Number.isNaN(instant.getTime()) ? null : instant;
}

/** An instant as the vendor writes it, cut to its second. */
export function writeStamp(instant: Date): string {
  return instant.toISOString().slice(0, 19).replace("T", " ");
}

/** Only what is used. @see https://www.servicenow.com/docs/ incident-management, c_TableAPI */
export const TicketRow = z.object({
  sys_id: text,
  number: maybe,
  short_description: maybe,
  description: maybe,
  state: text,
  hold_reason: maybe,
  priority: maybe,
  impact: maybe,
  urgency: maybe,
  assignment_group: maybe,
  assigned_to: maybe,
  caller_id: maybe,
  company: maybe,
  category: maybe,
  subcategory: maybe,
  close_code: maybe,
  close_notes: maybe,
  correlation_id: maybe,
  sys_created_on: stamp,
  sys_updated_on: stamp,
  sys_mod_count: z.string().regex(/^\d{1,10}$/, "expected a count"),
});
export type TicketRow = z.infer<typeof TicketRow>;

/** The same with columns of the customer's own, which `map-in.ts` takes from the row by their names. */
export function withColumns(columns: readonly string[]): typeof TicketRow {
  const more = Object.fromEntries(columns.map((column) => [column, maybe]));
  return z.object({ ...more, ...TicketRow.shape });
}

/** Columns of the table that carry a field of ours and so should be visible. */
export const wantedColumns: readonly string[] = Object.keys(TicketRow.shape);

/** The table has neither `sys_updated_on` nor `sys_mod_count`; `sys_created_by` is a user name. */
export const JournalRow = z.object({
  sys_id: text,
  element: text,
  element_id: text,
  value: text,
  sys_created_on: stamp,
  sys_created_by: text,
});
export type JournalRow = z.infer<typeof JournalRow>;

/** Journals as display text, newest entry first. */
export const JournalText = z.object({ sys_id: text, comments: maybe, work_notes: maybe });

export const UserRow = z.object({
  sys_id: text,
  user_name: maybe,
  name: maybe,
  email: maybe,
  active: maybe,
  company: maybe,
  time_zone: maybe,
  web_service_access_only: maybe,
});
export type UserRow = z.infer<typeof UserRow>;

/** Who holds a role, with the user's own columns dot-walked. */
export const RoleRow = z.object({
  sys_id: text,
  user: text,
  "role.name": maybe,
  "user.user_name": maybe,
  "user.name": maybe,
  "user.email": maybe,
  "user.active": maybe,
});
export type RoleRow = z.infer<typeof RoleRow>;

export const GroupRow = z.object({ sys_id: text, name: text, active: maybe });
export const CompanyRow = z.object({ sys_id: text, name: text });
export const ChoiceRow = z.object({
  sys_id: text,
  name: text,
  element: text,
  value: text,
  label: text,
  dependent_value: maybe,
  inactive: maybe,
  sequence: maybe,
});
export type ChoiceRow = z.infer<typeof ChoiceRow>;
export const DictionaryRow = z.object({
  sys_id: text,
  name: text,
  element: text,
  column_label: maybe,
  max_length: maybe,
});
export const PriorityRow = z.object({ sys_id: text, impact: text, urgency: text, priority: text });

/** `sla.target` is missing on older instances. */
export const SlaRow = z.object({
  sys_id: text,
  task: text,
  "sla.target": maybe,
  stage: maybe,
  start_time: maybeStamp,
  planned_end_time: maybeStamp,
});
export type SlaRow = z.infer<typeof SlaRow>;

/** @see https://www.servicenow.com/docs/ c_AttachmentAPI */
export const AttachmentRow = z.object({
  sys_id: text,
  table_name: maybe,
  table_sys_id: text,
  file_name: text,
  content_type: maybe,
  size_bytes: z.string().regex(/^\d{1,15}$/, "expected a size"),
  /** SHA-256; recent releases only. */
  hash: maybe,
  sys_created_on: stamp,
  sys_created_by: text,
});
export type AttachmentRow = z.infer<typeof AttachmentRow>;

export const Token = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().min(0) });
export const One = z.object({ result: z.record(z.string(), z.unknown()) });
export const Many = z.object({ result: z.array(z.record(z.string(), z.unknown())) });
export const Counted = z.object({ result: z.object({ stats: z.object({ count: z.coerce.number().int().min(0) }) }) });

/** `detail` may be null; the token endpoint names its error by a text. */
export const ErrorBody = z.object({
  error: z.union([z.string(), z.object({ message: z.string().nullish(), detail: z.string().nullish() })]),
  error_description: z.string().nullish(),
});
