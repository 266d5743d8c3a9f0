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
  return [{ title: "POST value", place: "the webhook's POST value (JSON)", text: JSON.stringify(value, null, 2) }];
}
