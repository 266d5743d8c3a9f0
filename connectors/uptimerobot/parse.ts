import type { Severity } from "../../schemas/alert.ts";
import { succeed } from "../contract.ts";
import {
  buildEvent,
  type Fields,
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
import { variables } from "./setup.ts";

type Variable = (typeof variables)[number];
const expected = "the variables of UptimeRobot, by the POST value of the setup text";

/** A variable that UptimeRobot does not know stays as it is; one that was written without asterisks comes as its name. */
const placeholder = new RegExp(`^\\*?(?:${variables.join("|")})\\*?$`);

type Meaning = { condition: "firing" | "clear"; severity: Severity; isExpiry: boolean };

const types: ReadonlyMap<string, Meaning> = new Map([
  ["1", { condition: "firing", severity: "high", isExpiry: false }],
  // How bad it was is not told when it ends.
  ["2", { condition: "clear", severity: "info", isExpiry: false }],
  ["3", { condition: "firing", severity: "low", isExpiry: true }],
]);

/** What fires is found by its monitor. An expiry is another matter than being down, which an "up" does not end. */
export function parsePayload({ body, receivedAt }: MonitorDelivery, _settings: Settings): Parsed {
  const given = readFields(body, { keys: variables, expected, placeholder, loose: true, form: true });
  if (!given.ok) return given;
  const fields = given.value;
  const id = needField(fields, "monitorID", expected);
  if (!id.ok) return id;
  const meaning = lookUp(types, "alertType", fields.alertType ?? "");
  if (!meaning.ok) return meaning;
  const { condition, severity, isExpiry } = meaning.value;
  const name = fields.monitorFriendlyName ?? fields.monitorURL ?? id.value;
  const event = buildEvent({
    dedupKey: joinKey(isExpiry ? [id.value, "expiry"] : [id.value], ":"),
    condition,
    severity,
    titles: [
      `${name}: ${fields.alertTypeFriendlyName ?? (condition === "clear" ? "Up" : isExpiry ? "expiry" : "Down")}`,
    ],
    description: joinParagraphs([
      fields.alertDetails,
      fields.sslExpiryDate && `Certificate expires: ${fields.sslExpiryDate}`,
      fields.domainExpireDate && `Domain expires: ${fields.domainExpireDate}`,
      fields.monitorURL,
    ]),
    ...timesOf(fields, condition, receivedAt),
    clientHint: fields.monitorFriendlyName,
    resource: name,
    url: fields.dashboardUrl,
    labels: { daysLeft: fields.sslExpiryDaysLeft },
  });
  return succeed({ deliveryKey: null, items: [event] });
}

/** Whether the time of an "up" is that of the outage or of its end is not documented: with its duration both come out right. */
function timesOf(fields: Fields<Variable>, condition: Meaning["condition"], receivedAt: Date) {
  const at = parseEpoch(fields.alertDateTime ?? "", "s");
  if (!at || condition === "firing") return { raisedAt: at ?? receivedAt };
  const durationMs = /^\d{1,9}$/.test(fields.alertDuration ?? "") ? Number(fields.alertDuration) * 1_000 : 0;
  const clearedAt = new Date(Math.min(at.getTime() + durationMs, receivedAt.getTime()));
  return { raisedAt: new Date(clearedAt.getTime() - durationMs), clearedAt };
}
