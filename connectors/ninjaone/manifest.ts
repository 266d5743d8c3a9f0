import { z } from "zod";
import { clientFieldHelp, clientFieldOf, onClear, onClearHelp, token, tokenHelp } from "../monitor-kit.ts";

export const Settings = z.strictObject({
  clientField: clientFieldOf(["organization", "organizationId", "location"]),
  onClear,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({ token });
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "ninjaone",
  title: "NinjaOne",
  kind: "monitor",
  capabilities: ["webhook"],
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
    token: tokenHelp("Token", "the header X-Interdesk-Token of the webhook"),
  },
  setupSteps: [
    "Register the webhook {hookUrl} through NinjaOne's API: PUT /v2/webhook with the body from the setup texts. An account has only one webhook.",
    "Or add a notification channel of the type webhook and attach it to the conditions of your policies; its messages name organisations by id only.",
    "Map your organisations to clients.",
  ],
} as const;
