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
  help: { onClear: onClearHelp, bearerToken: tokenHelp("Bearer token", "the notification script") },
  setupSteps: [
    "Save the setup text “Notification script” as /etc/netdata/interdesk.sh, owned by the user netdata and with mode 700: it holds the address {hookUrl} and the token. It needs curl.",
    "Append the setup text “Notification settings” to /etc/netdata/health_alarm_notify.conf.",
    "Map the hosts to clients, or give the connection a client of its own.",
  ],
} as const;
