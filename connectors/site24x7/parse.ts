import { z } from "zod";
import type { Severity } from "../../schemas/alert.ts";
import { fail, succeed } from "../contract.ts";
import {
  buildEvent,
  buildNothing,
  joinKey,
  joinParagraphs,
  lookUp,
  type MonitorDelivery,
  parseEpoch,
  parseInstant,
  type Parsed,
  readJson,
  Text,
} from "../monitor-kit.ts";
import type { Settings } from "./manifest.ts";

/** A parameter that Site24x7 did not fill in stays as it is. */
const Value = Text.transform((text) => (/^\$[A-Z_]+$/.test(text) ? "" : text));
const Optional = Value.catch("");
/** A list, or one text with commas. */
const List = z.union([z.array(Text), Text.transform((text) => text.split(",", 500))]).catch([]);

/** @see the help of Site24x7, webhooks and incident parameters */
const Payload = z.object({
  // A number too long for a double would be another monitor's; quoted it is safe.
  MONITOR_ID: z.union([Value, z.int().transform(String)]),
  STATUS: Value,
  MONITORNAME: Optional,
  MONITORTYPE: Optional,
  MONITORURL: Optional,
  MONITOR_GROUPNAME: Optional,
  MONITOR_DASHBOARD_LINK: Optional,
  INCIDENT_REASON: Optional,
  INCIDENT_DETAILS: Optional,
  INCIDENT_TIME_ISO: Optional,
  OUTAGE_TIME_UNIX_FORMAT: z.union([Value, z.number().transform(String)]).catch(""),
  OUTAGE_DURATION: Optional,
  FAILED_LOCATIONS: Optional,
  RCA_LINK: Optional,
  MSP_CUSTOMER_NAME: Optional,
  BU_NAME: Optional,
  TAGS: List,
});
type Payload = z.infer<typeof Payload>;

const statuses: ReadonlyMap<string, Severity | "up" | "none"> = new Map([
  ["DOWN", "critical"],
  ["CRITICAL", "high"],
  ["TROUBLE", "medium"],
  ["UP", "up"],
  ["SUSPENDED", "none"],
  ["MAINTENANCE", "none"],
  ["DISCOVERY", "none"],
  ["CONFIGURATION_ERROR", "none"],
]);

/** Site24x7 has no id of an episode: what fires is found by monitor, and by customer where an MSP has several. */
export function parsePayload({ body, receivedAt }: MonitorDelivery, settings: Settings): Parsed {
  const payload = readJson(body, Payload, {
    expected: "the incident parameters of Site24x7",
    hint: "Are “Post as JSON” and “Send incident parameters” on?",
  });
  if (!payload.ok) return payload;
  const facts = payload.value;
  const id = facts.MONITOR_ID.trim();
  if (id === "") return fail({ path: "MONITOR_ID", expected: "the monitor's id", detail: "MONITOR_ID is empty." });
  const status = lookUp(statuses, "STATUS", facts.STATUS.toUpperCase());
  if (!status.ok) return status;
  if (status.value === "none")
    return buildNothing(`The monitor's status is ${facts.STATUS}, which is neither a failure nor a recovery.`);
  const isUp = status.value === "up";
  const { startedAt, endedAt } = timesOf(facts, receivedAt);
  const event = buildEvent({
    dedupKey: joinKey(facts.MSP_CUSTOMER_NAME === "" ? [id] : [id, facts.MSP_CUSTOMER_NAME], "/"),
    condition: isUp ? "clear" : "firing",
    // How bad it was is not told when it ends.
    severity: status.value === "up" ? "info" : status.value,
    titles: [`${facts.MONITORNAME || id}: ${facts.STATUS}`],
    description: joinParagraphs([
      facts.INCIDENT_REASON,
      facts.INCIDENT_DETAILS,
      facts.FAILED_LOCATIONS && `Failed from: ${facts.FAILED_LOCATIONS}`,
      facts.OUTAGE_DURATION && `Outage: ${facts.OUTAGE_DURATION}`,
      facts.MONITORURL,
    ]),
    raisedAt: startedAt,
    clearedAt: endedAt,
    clientHint: clientOf(facts, settings),
    resource: facts.MONITORNAME,
    url: facts.MONITOR_DASHBOARD_LINK || facts.RCA_LINK,
    labels: { type: facts.MONITORTYPE, group: facts.MONITOR_GROUPNAME, tags: facts.TAGS.join(", ") },
  });
  return succeed({ deliveryKey: null, items: [event] });
}

/** Whether the incident's time in a message of UP is that of the end is not documented; it is, if it is after the outage's. */
function timesOf(facts: Payload, receivedAt: Date): { startedAt: Date; endedAt: Date } {
  const incident = parseInstant(facts.INCIDENT_TIME_ISO);
  const outage = parseEpoch(facts.OUTAGE_TIME_UNIX_FORMAT, "ms");
  const endedAt = incident && outage && incident > outage ? incident : receivedAt;
  return { startedAt: outage ?? incident ?? receivedAt, endedAt };
}

function clientOf(facts: Payload, { clientField, clientTag }: Settings): string | undefined {
  if (clientField !== "tag") return facts[clientField];
  const prefix = `${clientTag}:`;
  const tag = facts.TAGS.map((text) => text.trim()).find((text) => text.startsWith(prefix));
  return tag?.slice(prefix.length);
}
