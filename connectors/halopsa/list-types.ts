import { z } from "zod";
import { flag, id, instant, nullableId, text, whole } from "./api-types.ts";

export const StatusRow = z.object({ id, name: z.string(), type: nullableId });
export const PriorityRow = z.object({
  slaid: nullableId,
  priorityid: id,
  name: text,
  ishidden: flag,
});
/** The SLA of a type has had several names. */
export const TicketTypeRow = z.object({
  id,
  name: z.string(),
  use: text,
  sequence: nullableId,
  itilrequesttype: nullableId,
  cancreate: flag,
  visible: flag,
  default_sla: nullableId,
  default_sla_id: nullableId,
  sla_id: nullableId,
});
export const TeamRow = z.object({ id, name: z.string(), inactive: flag, forrequests: flag });
export const OutcomeRow = z.object({
  id,
  outcome: text,
  hidden: flag,
  newstatus: nullableId,
  hidefromuser: flag,
  sendemail: z.union([z.boolean(), whole]).nullish(),
});
export const AgentRow = z.object({ id, name: text, email: text, isdisabled: flag, isapiagent: flag });
export const OwnAgent = z.object({ id, name: text });
export const FieldRow = z.object({ id, name: text, label: text, type: nullableId });
export const ClientRow = z.object({ id, name: z.string(), inactive: flag });
export const UserRow = z.object({
  id,
  emailaddress: text,
  client_id: nullableId,
  site_id: nullableId,
  site_id_int: nullableId,
  inactive: flag,
});
export type UserRow = z.infer<typeof UserRow>;

const guid = z.string().min(1).max(100);
export const WebhookRow = z.object({
  id: guid,
  name: text,
  note: text,
  url: text,
  active: flag,
  disabled: flag,
  type: nullableId,
  authentication_type: nullableId,
  authentication_header: text,
  last_auto_disable_date: instant,
  events: z
    .array(z.object({ id, eventno: nullableId }))
    .nullish()
    .transform((rows) => rows ?? []),
});
export type WebhookRow = z.infer<typeof WebhookRow>;
export const WrittenWebhook = z.object({ id: guid });
