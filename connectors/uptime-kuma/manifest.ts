import { z } from "zod";
import { Severity } from "../../schemas/alert.ts";
import {
  clientFieldHelp,
  clientFieldOf,
  lostAfterHours,
  onClear,
  onClearHelp,
  token,
  tokenHelp,
} from "../monitor-kit.ts";

const tagName = z.string().min(1).max(200);

export const Settings = z.strictObject({
  clientField: clientFieldOf(["tag", "group"]),
  clientTag: tagName.default("client"),
  severityTag: tagName.default("severity"),
  severity: Severity.default("high"),
  onClear,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({ token });

export const manifest = {
  name: "uptime-kuma",
  title: "Uptime Kuma",
  kind: "monitor",
  capabilities: ["webhook"],
  contentTypes: ["application/json", "multipart/form-data"],
  keepHeaders: ["user-agent"],
  // Nothing is announced on the way out of a maintenance, nothing is sent twice, and there is no API to be asked.
  monitor: { resolves: "sometimes", maxAgeHours: lostAfterHours },
  settings: Settings,
  secrets: Secrets,
  help: {
    clientField: {
      ...clientFieldHelp,
      help: {
        en: `tag: the tag below. group: the outermost group of a monitor. ${clientFieldHelp.help.en}`,
        de: `tag: das Tag unten. group: die äußerste Gruppe eines Monitors. ${clientFieldHelp.help.de}`,
      },
    },
    clientTag: {
      label: { en: "Client tag", de: "Tag für den Kunden" },
      help: {
        en: "The tag of a monitor whose value names the customer.",
        de: "Das Tag eines Monitors, dessen Wert den Kunden nennt.",
      },
    },
    severityTag: {
      label: { en: "Severity tag", de: "Tag für die Schwere" },
      help: {
        en: "The tag of a monitor whose value says how bad it is when it is down: critical, high, medium, low or info.",
        de: "Das Tag eines Monitors, dessen Wert sagt, wie schwer ein Ausfall ist: critical, high, medium, low oder info.",
      },
    },
    severity: {
      label: { en: "Severity", de: "Schwere" },
      help: {
        en: "Of monitors that are down and have no such tag. Kuma itself knows none.",
        de: "Von ausgefallenen Monitoren ohne dieses Tag. Kuma selbst kennt keine.",
      },
    },
    onClear: onClearHelp,
    token: tokenHelp(
      { en: "Token", de: "Token" },
      { en: "in the additional headers of the notification", de: "in den zusätzlichen Headern der Benachrichtigung" },
    ),
  },
  setupSteps: [
    {
      en: "Settings › Notifications › Setup Notification: type Webhook, Post URL {hookUrl}, request body application/json, and the additional headers from the setup texts.",
      de: "Settings › Notifications › Setup Notification: Typ Webhook, Post URL {hookUrl}, Request Body application/json, und die Additional Headers aus den Einrichtungstexten.",
    },
    {
      en: "Apply it to your monitors, and set “Resend Notification if Down X times consecutively” on them, since a message that is lost is not sent again.",
      de: "Wenden Sie sie auf Ihre Monitore an, und setzen Sie dort „Resend Notification if Down X times consecutively“: Eine verlorene Nachricht wird nicht noch einmal gesendet.",
    },
    {
      en: "Give every monitor the tag that names the customer, and map its values to clients.",
      de: "Geben Sie jedem Monitor das Tag, das den Kunden nennt, und ordnen Sie seine Werte Kunden zu.",
    },
  ],
} as const;
