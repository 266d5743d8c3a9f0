import type { SetupText } from "../contract.ts";
import type { Secrets } from "./manifest.ts";

/** Free text stands first and what identifies last: nothing is escaped, and of two fields of one name the last counts. */
function buildPayload(event: "alert.triggered" | "alert.resolved"): string {
  return JSON.stringify(
    {
      alert_message: "[alert_message]",
      alert_category: "[alert_category]",
      site_name: "[sitename]",
      device_hostname: "[device_hostname]",
      platform: "[platform]",
      site_id: "[site_id]",
      device_id: "[device_id]",
      priority: "",
      event,
      alert_uid: "[alert_uid]",
    },
    null,
    2,
  );
}

export function buildSetup({ secrets: { token } }: { secrets: Secrets }): readonly SetupText[] {
  const note =
    "In the webhook of one monitor write Critical, High, Moderate, Low or Information between the quotes of priority.";
  const texts = [
    {
      title: "Payload of a triggered alert",
      place: `Alert Triggered payload. ${note}`,
      text: buildPayload("alert.triggered"),
    },
    {
      title: "Payload of a resolved alert",
      place: `Alert Resolved payload. ${note}`,
      text: buildPayload("alert.resolved"),
    },
  ];
  return token === undefined
    ? texts
    : [...texts, { title: "Header", place: "Headers of the webhook", text: `X-Interdesk-Token: ${token}` }];
}
