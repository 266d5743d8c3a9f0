import type { MonitorEvent, Severity } from "../../schemas/alert.ts";
import { fail, type ParseProblem, type Result, succeed } from "../contract.ts";
import {
  bearsMarker,
  buildEvent,
  buildNothing,
  firstOf,
  joinParagraphs,
  type MonitorDelivery,
  needField,
  parseLocal,
  type Parsed,
  readFields,
  webUrl,
} from "../monitor-kit.ts";
import { fieldNames, placeholder, type ZabbixFields } from "./fields.ts";
import type { Settings } from "./manifest.ts";
import { readTags } from "./read-tags.ts";

const expected = "a message of Zabbix by the media type of the setup text";

/** By number, since an admin can rename them. */
const severities: ReadonlyMap<string, Severity> = new Map([
  ["5", "critical"],
  ["4", "high"],
  ["3", "medium"],
  ["2", "low"],
  ["1", "info"],
  ["0", "info"],
]);

/**
 * Problem, update, update by a manual close, recovery: told apart by the values of event and update. Key and episode are the
 * id of the problem's event, since a trigger may have several open at once, and a new one may come before the old recovery.
 */
export function parsePayload({ body, receivedAt }: MonitorDelivery, settings: Settings): Parsed {
  const given = readFields(body, { keys: fieldNames, expected, placeholder });
  if (!given.ok) return given;
  const fields = given.value;
  if (fields.event_source !== undefined && fields.event_source !== "0")
    return buildNothing(
      "The event is not of a trigger: discovery, autoregistration, services and Zabbix itself open nothing.",
    );
  const id = needField(fields, "event_id", expected);
  if (!id.ok) return id;
  const severity = readKnown(fields, "event_nseverity", severities);
  if (!severity.ok) return severity;
  const condition = readKnown(
    fields,
    "event_value",
    new Map([
      ["1", "firing"],
      ["0", "clear"],
    ] as const),
  );
  if (!condition.ok) return condition;
  const raisedAt = readTime(fields, "event", settings, receivedAt);
  if (!raisedAt.ok) return raisedAt;
  const recovered = readTime(fields, "event_recovery", settings, receivedAt);
  const endedAt = condition.value === "clear" && recovered.ok ? recovered.value : receivedAt;
  const acknowledgement = fields.event_update_status === "1" ? readAcknowledgement(fields) : undefined;
  const tags = readTags(fields.event_tagsjson);
  const host = fields.host_name ?? fields.host_host;
  const event = buildEvent({
    dedupKey: id.value,
    episodeId: id.value,
    condition: condition.value,
    severity: severity.value,
    titles: [fields.event_name, host],
    description: describe(fields),
    raisedAt: raisedAt.value,
    // Whole seconds only are told, and what has ended had begun.
    clearedAt: new Date(Math.max(endedAt.getTime(), raisedAt.value.getTime() + 1)),
    clientHint: settings.clientField === "tag" ? firstOf(tags, [settings.clientTag]) : fields[settings.clientField],
    resource: host,
    service: fields.item_name,
    url: linkTo(fields),
    labels: {
      ...tags,
      triggerId: fields.trigger_id,
      hostId: fields.host_id,
      host: fields.host_host,
      address: fields.host_ip,
    },
    ...(acknowledgement ? { acknowledgement } : {}),
    byUs: acknowledgement !== undefined && isOurs(fields, settings),
    handle: { eventId: id.value },
  });
  return succeed({ deliveryKey: null, items: [event] });
}

function readKnown<T>(
  fields: ZabbixFields,
  key: "event_nseverity" | "event_value",
  known: ReadonlyMap<string, T>,
): Result<T, ParseProblem> {
  const given = needField(fields, key, `one of ${[...known.keys()].join(", ")}`);
  if (!given.ok) return given;
  const value = known.get(given.value);
  if (value !== undefined) return succeed(value);
  const detail = `${key}: "${given.value.slice(0, 100)}" is not known.`;
  return fail({ path: key, expected: `one of ${[...known.keys()].join(", ")}`, detail });
}

function readTime(
  fields: ZabbixFields,
  what: "event" | "event_recovery",
  { timeZone }: Settings,
  receivedAt: Date,
): Result<Date, ParseProblem> {
  const text = `${fields[`${what}_date`] ?? ""} ${fields[`${what}_time`] ?? ""}`;
  const date = parseLocal(text, timeZone, receivedAt);
  if (date) return succeed(date);
  const detail = `${what}_date and ${what}_time: "${text.slice(0, 100)}" is no date and time.`;
  return fail({ path: `${what}_date`, expected: "YYYY.MM.DD and HH:MM:SS", detail });
}

/** `acknowledged and commented`, `unacknowledged`, and more of such; comments and other changes alone are neither. */
function readAcknowledgement(fields: ZabbixFields): MonitorEvent["acknowledgement"] {
  const done = (fields.event_update_action ?? "").split(/,? and |, /);
  const state = done.includes("acknowledged") ? "set" : done.includes("unacknowledged") ? "removed" : undefined;
  return state && { state, by: userOf(fields) ?? null, note: fields.event_update_message ?? null };
}

/** `name surname (username)`, with blanks where a name is empty. {USER.USERNAME} is not filled in in updates. */
function userOf({ user_fullname: name }: ZabbixFields): string | undefined {
  const [, only] = /^\s*\(([^()]+)\)$/.exec(name ?? "") ?? [];
  return only ?? name?.trim();
}

function isOurs({ user_fullname: name, event_update_message: message }: ZabbixFields, { ourUser }: Settings): boolean {
  if (bearsMarker(message)) return true;
  return ourUser !== "" && name !== undefined && name.endsWith(`(${ourUser})`);
}

function describe(fields: ZabbixFields): string | null {
  const { event_opdata, item_name, item_value, trigger_url } = fields;
  return joinParagraphs([
    fields.trigger_description,
    event_opdata && `Operational data: ${event_opdata}`,
    item_name && item_value && `${item_name}: ${item_value}`,
    trigger_url && `See: ${trigger_url}`,
  ]);
}

function linkTo({ zabbix_url, trigger_id, event_id }: ZabbixFields): string | null {
  if (!zabbix_url || !trigger_id || !event_id) return null;
  const query = new URLSearchParams({ triggerid: trigger_id, eventid: event_id });
  return webUrl(`${zabbix_url.replace(/\/$/, "")}/tr_events.php?${query}`);
}
