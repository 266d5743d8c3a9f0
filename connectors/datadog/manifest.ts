import { z } from "zod";
import { clientFieldHelp, clientFieldOf, onClear, onClearHelp, token, tokenHelp } from "../monitor-kit.ts";

const tagName = z.string().min(1).max(200);

export const Settings = z.strictObject({
  clientField: clientFieldOf(["tag", "org"]),
  clientTag: tagName.default("client"),
  serviceTag: tagName.default("service"),
  onClear,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({ token });
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "datadog",
  title: "Datadog",
  kind: "monitor",
  capabilities: ["webhook"],
  contentTypes: ["application/json"],
  keepHeaders: ["user-agent"],
  // Muted monitors send nothing, and tries end; its API can be asked.
  monitor: { resolves: "sometimes", maxAgeHours: null },
  settings: Settings,
  secrets: Secrets,
  help: {
    clientField: {
      ...clientFieldHelp,
      help: `tag: the tag below. org: the Datadog organisation. ${clientFieldHelp.help}`,
    },
    clientTag: { label: "Client tag", help: "The tag that names the customer, such as client in client:acme." },
    serviceTag: { label: "Service tag", help: "The tag that names the service." },
    onClear: onClearHelp,
    token: tokenHelp("Token", "the custom headers of the webhook"),
  },
  setupSteps: [
    "Integrations › Webhooks › New: name interdesk, URL {hookUrl}, payload and custom headers from the setup texts. Leave “Encode as form” off.",
    "Write @webhook-interdesk into the message of every monitor that should come here, outside of conditional blocks, so that its recovery comes too.",
    "Map the values of the client tag (or the organisations, if you chose so) to clients.",
  ],
} as const;
