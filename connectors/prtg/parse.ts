import type { Severity } from "../../schemas/alert.ts";
import { fail, type ParseProblem, type Result, succeed } from "../contract.ts";
import {
  buildEvent,
  buildNothing,
  type Fields,
  joinKey,
  joinParagraphs,
  type MonitorDelivery,
  needField,
  type Parsed,
  readFields,
} from "../monitor-kit.ts";
import type { Settings } from "./manifest.ts";
import { readStatus, type Status } from "./read-status.ts";

/** Of the payload in the setup text; each is the name of its placeholder, but `trigger`, which is a word of the template. */
export const fieldNames = [
  "trigger",
  "sensorid",
  "deviceid",
  "device",
  "host",
  "sensor",
  "name",
  "status",
  "message",
  "lastvalue",
  "down",
  "priority",
  "probe",
  "group",
  "sitename",
  "linksensor",
  "tags",
] as const;
type PrtgFields = Fields<(typeof fieldNames)[number]>;

const expected = "a notification of PRTG by the payload of the setup text";

/** Of a sensor that is down; the more stars its priority has, the worse. */
const byStars: ReadonlyMap<string, Severity> = new Map([
  ["*****", "critical"],
  ["****", "high"],
  ["***", "medium"],
  ["**", "low"],
  ["*", "info"],
]);

/**
 * Found by `sensorid`. Triggers of other kinds on one sensor tell themselves apart by `trigger`. Times carry no zone and follow
 * the server's language, so all are those of receipt.
 */
export function parsePayload({ body, receivedAt }: MonitorDelivery, settings: Settings): Parsed {
  // Nothing escapes what the placeholders stand for, so that a template in JSON breaks at a quote.
  const options = { placeholder: /^%[a-z_]+$/i, loose: true, form: true };
  const given = readFields(body, { keys: fieldNames, expected, ...options });
  if (!given.ok) return given;
  const fields = given.value;
  const id = needField(fields, "sensorid", expected);
  if (!id.ok) return id;
  const text = needField(fields, "status", expected);
  if (!text.ok) return text;
  const status = readStatus(text.value, settings);
  if (typeof status === "string") return unknownStatus(status);
  if (status.state === "paused" || status.state === "unknown")
    return buildNothing(`The status "${text.value.slice(0, 200)}" is neither a problem nor a recovery.`);
  const severity = readSeverity(fields, status);
  if (!severity.ok) return severity;
  const kind = fields.trigger === undefined || fields.trigger === "state" ? [] : [fields.trigger];
  const sensor = fields.name ?? fields.sensor;
  const event = buildEvent({
    dedupKey: joinKey([id.value, ...kind], "/"),
    condition: status.state === "up" ? "clear" : "firing",
    severity: severity.value,
    titles: [`${[sensor ?? `Sensor ${id.value}`, fields.device].filter(Boolean).join(" on ")}: ${text.value}`],
    description: describe(fields),
    raisedAt: receivedAt,
    clientHint: fields[settings.clientField],
    resource: fields.device ?? fields.host,
    service: sensor,
    url: fields.linksensor,
    labels: {
      address: fields.host,
      deviceId: fields.deviceid,
      probe: fields.probe,
      group: fields.group,
      tags: fields.tags,
    },
    ...(status.acknowledged ? { acknowledgement: { state: "set" as const } } : {}),
  });
  return succeed({ deliveryKey: null, items: [event] });
}

function unknownStatus(word: string): Result<never, ParseProblem> {
  const detail = `status: "${word.slice(0, 100)}" is not known. If this PRTG is not in English, set statusWords.`;
  return fail({
    path: "status",
    expected: "Up, Down, Warning, Unusual, Paused or Unknown, as PRTG writes them",
    detail,
  });
}

function readSeverity({ priority }: PrtgFields, { state }: Status): Result<Severity, ParseProblem> {
  if (state === "warning") return succeed("medium");
  if (state === "unusual") return succeed("low");
  if (priority === undefined) return succeed("high");
  const severity = byStars.get(priority.trim());
  if (severity !== undefined) return succeed(severity);
  const detail = `priority: "${priority.slice(0, 100)}" is not known.`;
  return fail({ path: "priority", expected: "one to five asterisks", detail });
}

function describe({ message, lastvalue, down }: PrtgFields): string | null {
  return joinParagraphs([message, lastvalue && `Last value: ${lastvalue}`, down && `Down for: ${down}`]);
}
