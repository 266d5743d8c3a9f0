import { createHash, createHmac } from "node:crypto";
import type { WebhookRow } from "./list-types.ts";
import { signatureHeader } from "./manifest.ts";

/** Signed: the header is base64 of HMAC-SHA256 with `basic_password` as key. @see sheet §6.5 */
const signedType = 3;
/** A condition that is always true; without one the event "ticket updated" never fires. @see sheet §6.3 */
const always = {
  fieldname: "symptom",
  tablename: "faults",
  type: 1,
  change_context: 0,
  value_type: "string",
  value_string: '""',
  value_lookup: null,
  value_display: "any",
};
export interface WantedEvent {
  eventno: number;
  name: string;
  conditions: readonly unknown[];
}

/** Numbers of the events are those of the vendor's catalogue (lookup 64). @see sheet §6.3 */
export const wantedEvents: readonly WantedEvent[] = [
  { eventno: 3, name: "New Ticket Logged", conditions: [] },
  { eventno: 61, name: "Ticket Updated", conditions: [always] },
  { eventno: 39, name: "Ticket Closed", conditions: [] },
];

export interface Wanted {
  /** By which it is recognised: nothing there says whose a webhook is. */
  name: string;
  /** Tells a secret that was changed, since it cannot be read back. */
  note: string;
  url: string;
  secret: string;
}

/** The name holds where the hub is and which connection, so that two installations never take each other's. */
export function describeWanted(hookUrl: string, secret: string): Wanted {
  const place = new URL(".", hookUrl).href;
  const key = createHash("sha256").update(place).digest("hex").slice(0, 16);
  const print = createHmac("sha256", secret).update("interdesk").digest("hex").slice(0, 8);
  return { name: `Interdesk ${key}`, note: `interdesk:${key}:${print}`, url: hookUrl, secret };
}

/** @returns what is wrong with it, in words; empty = nothing */
export function listFaults(row: WebhookRow, wanted: Wanted): string[] {
  const faults: string[] = [];
  if (row.active === false || row.disabled === true) {
    const when = row.last_auto_disable_date?.toISOString();
    faults.push(when === undefined ? "switched on again" : `switched on again, Halo had switched it off at ${when}`);
  }
  if (row.url !== wanted.url) faults.push("address set");
  const isSigned = row.authentication_type === signedType && row.authentication_header === signatureHeader;
  if (!isSigned || row.note !== wanted.note) faults.push("signature set");
  return faults;
}

export function toBody({ name, note, url, secret }: Wanted): Record<string, unknown> {
  return {
    name,
    note,
    url,
    active: true,
    disabled: false,
    type: 0,
    method: 0,
    content_type: "application/json",
    authentication_type: signedType,
    authentication_header: signatureHeader,
    basic_username: "",
    basic_password: secret,
    algorithm: 0,
    certificate_id: 0,
    inbound_authentication_type: 0,
    runbook_start_type: 0,
    systemuse: "",
    major_version_number: 0,
    minor_version_number: 1,
    patch_version_number: 0,
    version_number: "0.0.1",
  };
}

export function toNotification(webhookId: string, { eventno, name, conditions }: WantedEvent): Record<string, unknown> {
  return {
    guid: null,
    webhook_id: webhookId,
    eventno,
    name,
    type: -2,
    delivery_method: 6,
    agent_id: 0,
    slack_id: 0,
    teams_id: 0,
    interval: 0,
    useworkinghours: 0,
    restriction_type: 0,
    filter_type: 2,
    emailtemplate_id: 32,
    conditions,
  };
}
