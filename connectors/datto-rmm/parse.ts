import type { Severity } from "../../schemas/alert.ts";
import { fail, type ParseProblem, type Result, succeed } from "../contract.ts";
import { buildEvent, type Fields, type MonitorDelivery, needField, type Parsed, readFields } from "../monitor-kit.ts";
import type { Settings } from "./manifest.ts";

const fieldNames = [
  "event",
  "alert_uid",
  "alert_message",
  "alert_category",
  "priority",
  "platform",
  "site_id",
  "site_name",
  "device_id",
  "device_hostname",
] as const;
type DattoFields = Fields<(typeof fieldNames)[number]>;

const expected = "a webhook of Datto RMM with the payload of the setup text";

/** A literal of each payload, since nothing else says which of the two it is. */
const conditions: ReadonlyMap<string, "firing" | "clear"> = new Map([
  ["alert.triggered", "firing"],
  ["alert.resolved", "clear"],
]);

const severities: ReadonlyMap<string, Severity> = new Map([
  ["critical", "critical"],
  ["high", "high"],
  ["moderate", "medium"],
  ["low", "low"],
  ["information", "info"],
]);

/**
 * Key and episode are `alert_uid`, new for every alert. Placeholders are filled in without escaping, so the JSON may be broken
 * by an alert's text. There are no times: those of receipt are taken.
 */
export function parsePayload({ body, receivedAt }: MonitorDelivery, settings: Settings): Parsed {
  const given = readFields(body, { keys: fieldNames, expected, placeholder: /^\[\w+\]$/, loose: true });
  if (!given.ok) return given;
  const fields = given.value;
  const id = needField(fields, "alert_uid", expected);
  if (!id.ok) return id;
  const condition = conditions.get(fields.event ?? "");
  if (condition === undefined) return unknown(fields, "event", [...conditions.keys()]);
  const severity = readSeverity(fields, settings);
  if (!severity.ok) return severity;
  const { alert_message: message, device_hostname: host, alert_category: category } = fields;
  const event = buildEvent({
    dedupKey: id.value,
    episodeId: id.value,
    condition,
    severity: severity.value,
    titles: [message && host ? `${host}: ${message}` : message, host, category],
    description: message,
    raisedAt: receivedAt,
    clientHint: fields[settings.clientField],
    resource: host ?? fields.device_id,
    service: category,
    handle: { alertUid: id.value },
    labels: { deviceId: fields.device_id, siteId: fields.site_id, platform: fields.platform },
  });
  return succeed({ deliveryKey: null, items: [event] });
}

function readSeverity(fields: DattoFields, settings: Settings): Result<Severity, ParseProblem> {
  if (fields.priority === undefined) return succeed(settings.severityWithoutPriority);
  const severity = severities.get(fields.priority.trim().toLowerCase());
  return severity === undefined ? unknown(fields, "priority", [...severities.keys()]) : succeed(severity);
}

function unknown(
  fields: DattoFields,
  path: "event" | "priority",
  known: readonly string[],
): Result<never, ParseProblem> {
  const detail = `${path}: "${(fields[path] ?? "").slice(0, 100)}" is not known.`;
  return fail({ path, expected: `one of ${known.join(", ")}`, detail });
}
