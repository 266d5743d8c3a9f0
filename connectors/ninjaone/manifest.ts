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

export const Settings = z.strictObject({
  clientField: clientFieldOf(["organization", "organizationId", "location"]),
  onClear,
  apiUrl,
  ...tellSettings,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({ token, clientId: apiSecret, clientSecret: apiSecret });
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "ninjaone",
  title: "NinjaOne",
  kind: "monitor",
  capabilities: ["webhook", "resolve"],
  contentTypes: ["application/json"],
  keepHeaders: ["user-agent"],
  // When its tries end is not known; its API can be asked.
  monitor: { resolves: "sometimes", maxAgeHours: null },
  settings: Settings,
  secrets: Secrets,
  help: {
    clientField: {
      ...clientFieldHelp,
      help: `organization: its name, or its id where the message has no name. ${clientFieldHelp.help}`,
    },
    onClear: onClearHelp,
    apiUrl: { ...apiUrlHelp, help: `${apiUrlHelp.help} That of your instance, such as https://eu.ninjarmm.com.` },
    ...tellHelp,
    clientId: { label: "Client ID", help: "Of an API client of the type machine to machine.", secret: true },
    clientSecret: { label: "Client secret", help: "The secret of that API client.", secret: true },
    token: tokenHelp("Token", "the header X-Interdesk-Token of the webhook"),
  },
  setupSteps: [
    "Register the webhook {hookUrl} through NinjaOne's API: PUT /v2/webhook with the body from the setup texts. An account has only one webhook.",
    "Or add a notification channel of the type webhook and attach it to the conditions of your policies; its messages name organisations by id only.",
    "Map your organisations to clients.",
    "Optional: set the API address, and the client ID and secret of an API client (Administration › Apps › API, machine to machine, scopes monitoring and management), so that ending a ticket resets its conditions.",
  ],
} as const;
