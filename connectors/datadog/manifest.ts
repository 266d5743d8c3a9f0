import { z } from "zod";
import {
  apiSecret,
  apiUrl,
  apiUrlHelp,
  clientFieldHelp,
  clientFieldOf,
  onClear,
  onClearHelp,
  tellHelp,
  tellSettings,
  token,
  tokenHelp,
} from "../monitor-kit.ts";

const tagName = z.string().min(1).max(200);

export const Settings = z.strictObject({
  clientField: clientFieldOf(["tag", "org"]),
  clientTag: tagName.default("client"),
  serviceTag: tagName.default("service"),
  onClear,
  apiUrl,
  ...tellSettings,
  /** A downtime has an end; while its ticket is worked on another one follows in time. */
  muteHours: z.number().min(1).max(720).default(24),
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({ token, apiKey: apiSecret, applicationKey: apiSecret });
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "datadog",
  title: "Datadog",
  kind: "monitor",
  capabilities: ["webhook", "acknowledge", "resolve"],
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
    apiUrl: { ...apiUrlHelp, help: `${apiUrlHelp.help} That of your site, such as https://api.datadoghq.eu.` },
    ...tellHelp,
    muteHours: {
      label: "Mute for",
      help: "Hours of the downtime that an acknowledgement makes; another one follows while the ticket is worked on.",
    },
    apiKey: { label: "API key", help: "Of the Datadog organisation.", secret: true },
    applicationKey: {
      label: "Application key",
      help: "With the scopes monitors_read, monitors_write and monitors_downtime.",
      secret: true,
    },
    token: tokenHelp("Token", "the custom headers of the webhook"),
  },
  setupSteps: [
    "Integrations › Webhooks › New: name interdesk, URL {hookUrl}, payload and custom headers from the setup texts. Leave “Encode as form” off.",
    "Write @webhook-interdesk into the message of every monitor that should come here, outside of conditional blocks, so that its recovery comes too.",
    "Map the values of the client tag (or the organisations, if you chose so) to clients.",
    "Optional: set the API address of your site, an API key and an application key, so that taking a ticket mutes its group and ending it resolves that. Muted groups send no recovery before they are unmuted.",
  ],
} as const;
