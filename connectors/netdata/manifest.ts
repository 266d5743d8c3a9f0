import { z } from "zod";
import { lostAfterHours, onClear, onClearHelp, token, tokenHelp } from "../monitor-kit.ts";

export const Settings = z.strictObject({ onClear });
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({ bearerToken: token });
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "netdata",
  title: "Netdata agent",
  kind: "monitor",
  capabilities: ["webhook"],
  contentTypes: ["application/x-www-form-urlencoded", "application/json"],
  keepHeaders: ["user-agent"],
  // Netdata tries nothing again, and a chart that is gone ends without a recovery.
  monitor: { resolves: "sometimes", maxAgeHours: lostAfterHours },
  settings: Settings,
  secrets: Secrets,
  help: {
    onClear: onClearHelp,
    bearerToken: tokenHelp(
      { en: "Bearer token", de: "Bearer-Token" },
      { en: "in the notification script", de: "im Benachrichtigungsskript" },
    ),
  },
  setupSteps: [
    {
      en: "Save the setup text “Notification script” as /etc/netdata/interdesk.sh, owned by the user netdata and with mode 700: it holds the address {hookUrl} and the token. It needs curl.",
      de: "Speichern Sie den Einrichtungstext „Benachrichtigungsskript“ als /etc/netdata/interdesk.sh, im Besitz des Benutzers netdata und mit Modus 700: Er enthält die Adresse {hookUrl} und das Token. Das Skript braucht curl.",
    },
    {
      en: "Append the setup text “Notification settings” to /etc/netdata/health_alarm_notify.conf.",
      de: "Hängen Sie den Einrichtungstext „Benachrichtigungseinstellungen“ an /etc/netdata/health_alarm_notify.conf an.",
    },
    {
      en: "Map the hosts to clients, or give the connection a client of its own.",
      de: "Ordnen Sie die Hosts Kunden zu, oder geben Sie der Verbindung einen eigenen Kunden.",
    },
  ],
} as const;
