import { z } from "zod";
import {
  basicPassword,
  basicUser,
  clientFieldHelp,
  clientFieldOf,
  lostAfterHours,
  needBothHalves,
  onClear,
  onClearHelp,
  token,
  tokenHelp,
} from "../monitor-kit.ts";

export const Settings = z.strictObject({
  clientField: clientFieldOf(["MSP_CUSTOMER_NAME", "tag", "MONITOR_GROUPNAME", "BU_NAME"]),
  clientTag: z.string().min(1).max(200).default("client"),
  onClear,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({ token, basicUser, basicPassword }).superRefine(needBothHalves);

export const manifest = {
  name: "site24x7",
  title: "Site24x7",
  kind: "monitor",
  capabilities: ["webhook"],
  contentTypes: ["application/json"],
  keepHeaders: ["user-agent"],
  // Up is sent only where the integration is set to; nothing is known of retries.
  monitor: { resolves: "sometimes", maxAgeHours: lostAfterHours },
  settings: Settings,
  secrets: Secrets,
  help: {
    clientField: {
      ...clientFieldHelp,
      help: {
        en: `MSP_CUSTOMER_NAME: of MSP accounts only. tag: the tag below. ${clientFieldHelp.help.en}`,
        de: `MSP_CUSTOMER_NAME: nur bei MSP-Konten. tag: das Tag unten. ${clientFieldHelp.help.de}`,
      },
    },
    clientTag: {
      label: { en: "Client tag", de: "Tag für den Kunden" },
      help: {
        en: "The tag that names the customer, such as client in client:acme.",
        de: "Das Tag, das den Kunden nennt, etwa client in client:acme.",
      },
    },
    onClear: onClearHelp,
    token: tokenHelp(
      { en: "Token", de: "Token" },
      {
        en: "in the custom header X-Interdesk-Token of the webhook",
        de: "im eigenen Header X-Interdesk-Token des Webhooks",
      },
    ),
    basicUser: {
      label: { en: "User name", de: "Benutzername" },
      help: {
        en: "For basic authentication of the webhook instead.",
        de: "Stattdessen für die Basic Authentication des Webhooks.",
      },
      secret: true,
    },
    basicPassword: {
      label: { en: "Password", de: "Passwort" },
      help: {
        en: "For basic authentication of the webhook instead.",
        de: "Stattdessen für die Basic Authentication des Webhooks.",
      },
      secret: true,
    },
  },
  setupSteps: [
    {
      en: "Admin › Third-Party Integrations › Webhooks: URL {hookUrl}, method POST, “Post as JSON” and “Send incident parameters” on, and a custom header X-Interdesk-Token with the token that you gave here.",
      de: "Admin › Third-Party Integrations › Webhooks: URL {hookUrl}, Methode POST, „Post as JSON“ und „Send incident parameters“ ein, und ein eigener Header X-Interdesk-Token mit dem Token, das Sie hier angegeben haben.",
    },
    {
      en: "Let the integration fire on Down, Trouble, Critical and Up: without Up no alert ends.",
      de: "Lassen Sie die Integration bei Down, Trouble, Critical und Up auslösen: Ohne Up endet kein Alarm.",
    },
    {
      en: "Attach the integration to the monitors, and map the customers to clients.",
      de: "Hängen Sie die Integration an die Monitore, und ordnen Sie die Kunden dort denen hier zu.",
    },
  ],
} as const;
