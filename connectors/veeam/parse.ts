import type { Severity } from "../../schemas/alert.ts";
import { succeed } from "../contract.ts";
import {
  buildEvent,
  joinKey,
  lookUp,
  type MonitorDelivery,
  needField,
  parseInstant,
  type Parsed,
  readFields,
} from "../monitor-kit.ts";
import type { Settings } from "./manifest.ts";
import { parameters } from "./setup.ts";

const keys = [
  ...(Object.keys(parameters) as (keyof typeof parameters)[]),
  "source",
  "client",
  "sent_at",
  "alarm_id",
] as const;
const expected = "an alarm of Veeam ONE by the script of the setup text";

const statuses: ReadonlyMap<string, Severity | "resolved"> = new Map([
  ["Error", "high"],
  ["Warning", "medium"],
  ["Information", "info"],
  ["Resolved", "resolved"],
]);

/** What fires is found by alarm and object. Veeam's own time has no zone and an order of its locale: the script says when. */
export function parsePayload({ body, receivedAt }: MonitorDelivery, _settings: Settings): Parsed {
  const given = readFields(body, { keys, expected, placeholder: /^%\d{1,2}$/, form: true });
  if (!given.ok) return given;
  const fields = given.value;
  const alarm = needField(fields, "alarm_name", expected);
  if (!alarm.ok) return alarm;
  const object = needField(fields, "object", expected);
  if (!object.ok) return object;
  const status = lookUp(statuses, "status", fields.status ?? "");
  if (!status.ok) return status;
  const before = statuses.get(fields.previous_status ?? "");
  const at = parseInstant(fields.sent_at ?? "") ?? receivedAt;
  const event = buildEvent({
    dedupKey: joinKey([alarm.value, object.value], "/"),
    condition: status.value === "resolved" ? "clear" : "firing",
    severity: status.value !== "resolved" ? status.value : before && before !== "resolved" ? before : "info",
    titles: [`${alarm.value}: ${object.value}`],
    description: fields.summary,
    raisedAt: at,
    clientHint: fields.client,
    resource: object.value,
    labels: { alarmId: fields.alarm_id, time: fields.time, source: fields.source },
  });
  return succeed({ deliveryKey: null, items: [event] });
}
