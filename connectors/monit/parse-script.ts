import { fail, type ParseProblem, type Result, succeed } from "../contract.ts";
import {
  buildEvent,
  type Fields,
  joinKey,
  lookUp,
  type MonitorDelivery,
  needField,
  parseEpoch,
  parseLocal,
  type Parsed,
  readFields,
} from "../monitor-kit.ts";
import type { Settings } from "./manifest.ts";
import { variables } from "./setup.ts";

type Key = keyof typeof variables | "sent_at";
const keys = [...(Object.keys(variables) as (keyof typeof variables)[]), "sent_at"] as const;
const expected = "an event of Monit by the script of the setup text";

const kinds: ReadonlyMap<string, "firing" | "clear"> = new Map([
  ["problem", "firing"],
  ["recovered", "clear"],
]);

/** What Monit calls a failure and its recovery, where that is not the same word with "failed" and "succeeded". */
const otherNames: ReadonlyMap<string, string> = new Map([
  ["Download bytes exceeded", "Download bytes"],
  ["Download bytes ok", "Download bytes"],
  ["Upload bytes exceeded", "Upload bytes"],
  ["Upload bytes ok", "Upload bytes"],
  ["Download packets exceeded", "Download packets"],
  ["Download packets ok", "Download packets"],
  ["Upload packets exceeded", "Upload packets"],
  ["Upload packets ok", "Upload packets"],
  ["Saturation exceeded", "Saturation"],
  ["Saturation ok", "Saturation"],
  ["Speed ok", "Speed"],
  ["Data access error", "Data access"],
  ["Resource limit matched", "Resource limit"],
  ["Link down", "Link"],
  ["Link up", "Link"],
  ["Does not exist", "Existence"],
  ["Exists", "Existence"],
  ["Invalid type", "Type"],
  ["Timeout", "Timeout"],
  ["Timeout recovery", "Timeout"],
]);

/** One event, form-encoded by our script, or as JSON by one of the operator's own. */
export function parseScript({ body, receivedAt }: MonitorDelivery, settings: Settings): Parsed {
  const given = readFields(body, { keys, expected, form: true });
  if (!given.ok) return given;
  const fields = given.value;
  const host = needField(fields, "host", expected);
  if (!host.ok) return host;
  const service = needField(fields, "service", expected);
  if (!service.ok) return service;
  const condition = lookUp(kinds, "kind", fields.kind ?? "");
  if (!condition.ok) return condition;
  const test = readTest(fields.event);
  if (!test.ok) return test;
  const event = buildEvent({
    dedupKey: joinKey([host.value, service.value, test.value], "/"),
    condition: condition.value,
    severity: settings.severity,
    titles: [`${service.value} on ${host.value}: ${fields.description ?? fields.event}`],
    description: fields.description,
    raisedAt: timeOf(fields, settings, receivedAt),
    clientHint: host.value,
    resource: host.value,
    service: service.value,
    labels: { event: fields.event, programStatus: fields.program_status },
  });
  return succeed({ deliveryKey: null, items: [event] });
}

/** Failure and recovery of one test, under one name. */
function readTest(event: string | undefined): Result<string, ParseProblem> {
  const text = event?.trim() ?? "";
  const name = otherNames.get(text) ?? /^(.{1,100}) (?:failed|succeeded)$/.exec(text)?.[1];
  if (name !== undefined) return succeed(name);
  const detail = `event: "${text.slice(0, 100)}" is not known, so nobody could tell what ends it.`;
  return fail({ path: "event", expected: "the name of an event, such as Status failed", detail });
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** By the clock of Monit's machine. Its own date has no zone, so our script sends the time beside it. */
function timeOf(fields: Fields<Key>, { timeZone }: Settings, receivedAt: Date): Date {
  const sentAt = parseEpoch(fields.sent_at ?? "", "s");
  if (sentAt) return sentAt;
  const [, day = "", name = "", year = "", time = ""] =
    /^\w{3}, (\d{1,2}) (\w{3}) (\d{4}) (\d{2}:\d{2}:\d{2})$/.exec(fields.date ?? "") ?? [];
  const month = String(months.indexOf(name) + 1).padStart(2, "0");
  return parseLocal(`${year}-${month}-${day.padStart(2, "0")} ${time}`, timeZone, receivedAt) ?? receivedAt;
}
