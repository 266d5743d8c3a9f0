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
  const place = { en: "Integrations › Webhooks › the webhook", de: "Integrations › Webhooks › der Webhook" };
  const texts = [
    {
      title: { en: "Payload", de: "Payload" },
      place: { en: `${place.en} › Payload`, de: `${place.de} › Payload` },
      text: JSON.stringify(payload, null, 2),
    },
  ];
  if (token === undefined) return texts;
  const headers = JSON.stringify({ "X-Interdesk-Token": token }, null, 2);
  return [
    ...texts,
    {
      title: { en: "Custom headers", de: "Eigene Header" },
      place: { en: `${place.en} › Custom Headers`, de: `${place.de} › Custom Headers` },
      text: headers,
    },
  ];
}
