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
  const note = {
    en: "In the webhook of one monitor write Critical, High, Moderate, Low or Information between the quotes of priority.",
    de: "Im Webhook eines einzelnen Monitors schreiben Sie Critical, High, Moderate, Low oder Information zwischen die Anführungszeichen von priority.",
  };
  const texts = [
    {
      title: { en: "Payload of a triggered alert", de: "Payload eines ausgelösten Alarms" },
      place: { en: `Alert Triggered payload. ${note.en}`, de: `Alert Triggered payload. ${note.de}` },
      text: buildPayload("alert.triggered"),
    },
    {
      title: { en: "Payload of a resolved alert", de: "Payload eines beendeten Alarms" },
      place: { en: `Alert Resolved payload. ${note.en}`, de: `Alert Resolved payload. ${note.de}` },
      text: buildPayload("alert.resolved"),
    },
  ];
  return token === undefined
    ? texts
    : [
        ...texts,
        {
          title: { en: "Header", de: "Header" },
          place: { en: "Headers of the webhook", de: "Headers des Webhooks" },
          text: `X-Interdesk-Token: ${token}`,
        },
      ];
}
