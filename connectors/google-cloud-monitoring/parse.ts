import { z } from "zod";
import type { Severity } from "../../schemas/alert.ts";
import { succeed } from "../contract.ts";
import {
  buildEvent,
  buildNothing,
  firstOf,
  joinParagraphs,
  lookUp,
  type MonitorDelivery,
  parseEpoch,
  type Parsed,
  readJson,
  readLabelSeverity,
  Text,
} from "../monitor-kit.ts";
import type { Settings } from "./manifest.ts";

const Optional = Text.catch("");
const Labels = z.record(Text, Text).catch({});
const Seconds = z.number().nullable().catch(null);

const Incident = z.object({
  incident_id: Text.pipe(z.string().min(1).max(200)),
  scoping_project_id: Optional,
  url: Optional,
  severity: Optional,
  // Null or 0 while it is open.
  started_at: Seconds,
  ended_at: Seconds,
  state: Text,
  summary: Optional,
  resource: z.object({ type: Optional, labels: Labels }).catch({ type: "", labels: {} }),
  resource_name: Optional,
  resource_display_name: Optional,
  resource_type_display_name: Optional,
  metric: z.object({ displayName: Optional, type: Optional }).catch({ displayName: "", type: "" }),
  metadata: z.object({ user_labels: Labels }).catch({ user_labels: {} }),
  policy_name: Optional,
  policy_user_labels: Labels,
  condition_name: Optional,
  documentation: z.object({ content: Optional }).catch({ content: "" }),
});
type Incident = z.infer<typeof Incident>;

/** Version 1.2. @see https://cloud.google.com/monitoring/support/notification-options#webhooks */
const Payload = z.object({ version: Text, incident: Incident });

const conditions: ReadonlyMap<string, "firing" | "clear"> = new Map([
  ["open", "firing"],
  ["closed", "clear"],
]);

const severities: ReadonlyMap<string, Severity> = new Map([
  ["critical", "critical"],
  ["error", "high"],
  ["warning", "medium"],
]);

/** The id of an incident lives for one episode of one condition and time series; its policy, which stays, is a label. */
export function parsePayload({ body, receivedAt }: MonitorDelivery, settings: Settings): Parsed {
  const payload = readJson(body, Payload, { expected: "an incident of Cloud Monitoring, version 1.2" });
  if (!payload.ok) return payload;
  const { version, incident } = payload.value;
  if (version === "test") return buildNothing("A test message of the notification channel.");
  const condition = lookUp(conditions, "incident.state", incident.state.toLowerCase());
  if (!condition.ok) return condition;
  const severity = readSeverity(incident);
  if (!severity.ok) return severity;
  const resource = incident.resource_display_name || incident.resource_name;
  const name = incident.policy_name || incident.condition_name;
  const event = buildEvent({
    dedupKey: incident.incident_id,
    episodeId: incident.incident_id,
    condition: condition.value,
    severity: severity.value,
    titles: [name && resource ? `${name} on ${resource}` : name, incident.summary],
    description: joinParagraphs([incident.summary, incident.documentation.content]),
    raisedAt: parseEpoch(incident.started_at ?? 0, "s") ?? receivedAt,
    clearedAt: parseEpoch(incident.ended_at ?? 0, "s") ?? receivedAt,
    clientHint: clientOf(incident, settings),
    resource,
    url: incident.url,
    labels: {
      project: incident.scoping_project_id,
      policy: incident.policy_name,
      condition: incident.condition_name,
      metric: incident.metric.type,
      resourceType: incident.resource_type_display_name || incident.resource.type,
    },
  });
  return succeed({ deliveryKey: null, items: [event] });
}

/** A policy need not have a severity; its label of that name may say it, by the customs of labels. */
function readSeverity({ severity, policy_user_labels }: Incident) {
  const given = severity.toLowerCase();
  if (given === "" || given === "no severity")
    return succeed(readLabelSeverity(firstOf(policy_user_labels, ["severity"])));
  return lookUp(severities, "incident.severity", given);
}

function clientOf(incident: Incident, { clientField, clientLabel }: Settings): string | undefined {
  if (clientField === "project") return incident.scoping_project_id;
  const { metadata, policy_user_labels, resource } = incident;
  const lists = [metadata.user_labels, policy_user_labels, resource.labels];
  return lists.map((labels) => firstOf(labels, [clientLabel])).find((value) => value !== undefined);
}
