import type { SetupText } from "../contract.ts";
import type { Secrets } from "./manifest.ts";

/** Each value is one of Datadog's variables. @see https://docs.datadoghq.com/integrations/webhooks/ */
const payload = {
  id: "$ID",
  alert_id: "$ALERT_ID",
  alert_cycle_key: "$ALERT_CYCLE_KEY",
  alert_transition: "$ALERT_TRANSITION",
  alert_type: "$ALERT_TYPE",
  alert_status: "$ALERT_STATUS",
  alert_title: "$ALERT_TITLE",
  alert_scope: "$ALERT_SCOPE",
  alert_priority: "$ALERT_PRIORITY",
  alert_metric: "$ALERT_METRIC",
  event_type: "$EVENT_TYPE",
  title: "$EVENT_TITLE",
  body: "$EVENT_MSG",
  hostname: "$HOSTNAME",
  tags: "$TAGS",
  date: "$DATE",
  last_updated: "$LAST_UPDATED",
  link: "$LINK",
  org: { id: "$ORG_ID", name: "$ORG_NAME" },
};

export function buildSetup({ secrets: { token } }: { secrets: Secrets }): readonly SetupText[] {
  const place = "Integrations › Webhooks › the webhook";
  const texts = [{ title: "Payload", place: `${place} › Payload`, text: JSON.stringify(payload, null, 2) }];
  if (token === undefined) return texts;
  const headers = JSON.stringify({ "X-Interdesk-Token": token }, null, 2);
  return [...texts, { title: "Custom headers", place: `${place} › Custom Headers`, text: headers }];
}
