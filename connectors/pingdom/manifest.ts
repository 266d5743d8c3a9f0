import { z } from "zod";
import { clientFieldHelp, clientFieldOf, lostAfterHours, onClear, onClearHelp } from "../monitor-kit.ts";

export const Settings = z.strictObject({
  clientField: clientFieldOf(["tag", "check_name"]),
  /** Which of a check's tags: the first that begins so; what follows is the customer. */
  clientTagPrefix: z.string().max(100).default(""),
  onClear,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({});

export const manifest = {
  name: "pingdom",
  title: "Pingdom",
  kind: "monitor",
  capabilities: ["webhook"],
  contentTypes: ["application/json"],
  keepHeaders: ["user-agent"],
  // Nothing is known of retries.
  monitor: { resolves: "sometimes", maxAgeHours: lostAfterHours },
  settings: Settings,
  secrets: Secrets,
  help: {
    clientField: { ...clientFieldHelp, help: `tag: a tag of the check. check_name: its name. ${clientFieldHelp.help}` },
    clientTagPrefix: {
      label: "Beginning of the client tag",
      help: "The first tag that begins so names the customer by what follows, such as client- in client-acme. Empty: the first tag.",
    },
    onClear: onClearHelp,
  },
  setupSteps: [
    "Integrations › Add integration: type Webhook, URL {hookUrl}. Pingdom sends no secret: whoever knows the address can deliver, so keep it to yourself.",
    "Tick the integration at each check, and tag the check with its customer.",
    "Map the tags to clients.",
  ],
} as const;
