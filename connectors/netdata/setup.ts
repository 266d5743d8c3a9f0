import type { SetupText } from "../contract.ts";
import { buildCurlScript, curlRetries } from "../monitor-kit.ts";
import type { Secrets } from "./manifest.ts";

const scriptPath = "/etc/netdata/interdesk.sh";

/** Field of a message, and the variable of alarm-notify.sh that fills it. */
export const variables = {
  host: "host",
  name: "name",
  chart: "chart",
  family: "family",
  status: "status",
  old_status: "old_status",
  when: "when",
  non_clear_duration: "non_clear_duration",
  value_string: "value_string",
  info: "info",
  severity: "severity",
  url: "goto_url",
  src: "src",
  roles: "roles",
  alarm_id: "alarm_id",
  unique_id: "unique_id",
} as const;
export type Variable = keyof typeof variables;

const environmentOf = (field: string) => `INTERDESK_${field.toUpperCase()}`;

/** The script with address and token, and what lets Netdata's own script call it. */
export function buildSetup({ secrets, hookUrl }: { secrets: Secrets; hookUrl: string }): readonly SetupText[] {
  const script = buildCurlScript({
    about: [
      "Sends one notification of Netdata to Interdesk. It holds a secret: mode 700, owned by the user netdata.",
      "Netdata tries nothing again, so this does.",
    ],
    hookUrl,
    bearerToken: secrets.bearerToken,
    fields: Object.keys(variables).map((field) => [field, environmentOf(field)]),
    options: curlRetries,
  });
  const filled = Object.entries(variables).map(([field, variable]) => `  ${environmentOf(field)}="\${${variable}}" \\`);
  const settings = `SEND_CUSTOM="YES"
DEFAULT_RECIPIENT_CUSTOM="interdesk"

custom_sender() {
${filled.join("\n")}
  ${scriptPath}
}
`;
  return [
    {
      title: { en: "Notification script", de: "Benachrichtigungsskript" },
      place: {
        en: `${scriptPath}, mode 700, owned by the user netdata`,
        de: `${scriptPath}, Modus 700, im Besitz des Benutzers netdata`,
      },
      text: script,
    },
    {
      title: { en: "Notification settings", de: "Benachrichtigungseinstellungen" },
      place: {
        en: "the end of /etc/netdata/health_alarm_notify.conf",
        de: "das Ende von /etc/netdata/health_alarm_notify.conf",
      },
      text: settings,
    },
  ];
}
