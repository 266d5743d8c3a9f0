import type { Severity } from "../../schemas/alert.ts";
import { succeed } from "../contract.ts";
import {
  buildEvent,
  buildNothing,
  joinKey,
  joinParagraphs,
  lookUp,
  type MonitorDelivery,
  needField,
  parseEpoch,
  type Parsed,
  readFields,
} from "../monitor-kit.ts";
import type { Settings } from "./manifest.ts";
import { type Variable, variables } from "./setup.ts";

const keys = Object.keys(variables) as Variable[];
const expected = "a notification of Netdata by the script of the setup text";

const statuses: ReadonlyMap<string, Severity | "clear" | "none"> = new Map([
  ["CRITICAL", "critical"],
  ["WARNING", "medium"],
  ["CLEAR", "clear"],
  // The chart is gone, or not measured yet: nobody has seen it recover.
  ["REMOVED", "none"],
  ["UNDEFINED", "none"],
  ["UNINITIALIZED", "none"],
]);

/** What fires is found by host, chart and name: Netdata's own ids are new when the agent loses its database. */
export function parsePayload({ body, receivedAt }: MonitorDelivery, _settings: Settings): Parsed {
  const given = readFields(body, { keys, expected, placeholder: /^\$\{\w+\}$/, form: true });
  if (!given.ok) return given;
  const fields = given.value;
  const names: string[] = [];
  for (const key of ["host", "chart", "name"] as const) {
    const value = needField(fields, key, expected);
    if (!value.ok) return value;
    names.push(value.value);
  }
  const [host = "", chart = "", name = ""] = names;
  const status = lookUp(statuses, "status", fields.status ?? "");
  if (!status.ok) return status;
  if (status.value === "none")
    return buildNothing(`The status of ${name} on ${host} is ${fields.status}, which is no recovery.`);
  const before = statuses.get(fields.old_status ?? "");
  const at = parseEpoch(fields.when ?? "", "s") ?? receivedAt;
  const lastedMs = /^\d{1,9}$/.test(fields.non_clear_duration ?? "") ? Number(fields.non_clear_duration) * 1_000 : 0;
  const event = buildEvent({
    dedupKey: joinKey([host, chart, name], "/"),
    condition: status.value === "clear" ? "clear" : "firing",
    severity: status.value !== "clear" ? status.value : before === "critical" || before === "medium" ? before : "info",
    titles: [`${name} on ${host}: ${fields.value_string ?? fields.status}`],
    description: joinParagraphs([fields.info, fields.severity]),
    raisedAt: new Date(at.getTime() - lastedMs),
    clearedAt: at,
    clientHint: host,
    resource: host,
    service: chart,
    url: fields.url,
    labels: { family: fields.family, source: fields.src, roles: fields.roles, alarmId: fields.alarm_id },
  });
  return succeed({ deliveryKey: null, items: [event] });
}
