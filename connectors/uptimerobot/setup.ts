import type { SetupText } from "../contract.ts";

/** UptimeRobot's variables. */
export const variables = [
  "monitorID",
  "monitorURL",
  "monitorFriendlyName",
  "alertType",
  "alertTypeFriendlyName",
  "alertDetails",
  "alertDuration",
  "alertDateTime",
  "sslExpiryDate",
  "sslExpiryDaysLeft",
  "domainExpireDate",
  "dashboardUrl",
] as const;

/** Without the asterisks UptimeRobot would send the names themselves. */
export function buildSetup(): readonly SetupText[] {
  const value = Object.fromEntries(variables.map((name) => [name, `*${name}*`]));
  return [
    {
      title: { en: "POST value", de: "POST-Wert" },
      place: { en: "the webhook's POST value (JSON)", de: "POST value (JSON) des Webhooks" },
      text: JSON.stringify(value, null, 2),
    },
  ];
}
