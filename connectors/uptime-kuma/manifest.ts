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
      help: `tag: the tag below. group: the outermost group of a monitor. ${clientFieldHelp.help}`,
    },
    clientTag: { label: "Client tag", help: "The tag of a monitor whose value names the customer." },
    severityTag: {
      label: "Severity tag",
      help: "The tag of a monitor whose value says how bad it is when it is down: critical, high, medium, low or info.",
    },
    severity: { label: "Severity", help: "Of monitors that are down and have no such tag. Kuma itself knows none." },
    onClear: onClearHelp,
    token: tokenHelp("Token", "the additional headers of the notification"),
  },
  setupSteps: [
    "Settings › Notifications › Setup Notification: type Webhook, Post URL {hookUrl}, request body application/json, and the additional headers from the setup texts.",
    "Apply it to your monitors, and set “Resend Notification if Down X times consecutively” on them, since a message that is lost is not sent again.",
    "Give every monitor the tag that names the customer, and map its values to clients.",
  ],
} as const;
