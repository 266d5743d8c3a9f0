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
      help: {
        en: `organization: its name, or its id where the message has no name. ${clientFieldHelp.help.en}`,
        de: `organization: ihr Name, oder ihre ID, wo die Nachricht keinen Namen hat. ${clientFieldHelp.help.de}`,
      },
    },
    onClear: onClearHelp,
    apiUrl: {
      ...apiUrlHelp,
      help: {
        en: `${apiUrlHelp.help.en} That of your instance, such as https://eu.ninjarmm.com.`,
        de: `${apiUrlHelp.help.de} Die Ihrer Instanz, etwa https://eu.ninjarmm.com.`,
      },
    },
    ...tellHelp,
    clientId: {
      label: { en: "Client ID", de: "Client-ID" },
      help: {
        en: "Of an API client of the type machine to machine.",
        de: "Die eines API-Clients vom Typ Machine to Machine.",
      },
      secret: true,
    },
    clientSecret: {
      label: { en: "Client secret", de: "Client-Secret" },
      help: { en: "The secret of that API client.", de: "Das Secret dieses API-Clients." },
      secret: true,
    },
    token: tokenHelp(
      { en: "Token", de: "Token" },
      { en: "in the header X-Interdesk-Token of the webhook", de: "im Header X-Interdesk-Token des Webhooks" },
    ),
  },
  setupSteps: [
    {
      en: "Register the webhook {hookUrl} through NinjaOne's API: PUT /v2/webhook with the body from the setup texts. An account has only one webhook.",
      de: "Registrieren Sie den Webhook {hookUrl} über die API von NinjaOne: PUT /v2/webhook mit dem Body aus den Einrichtungstexten. Ein Konto hat nur einen Webhook.",
    },
    {
      en: "Or add a notification channel of the type webhook and attach it to the conditions of your policies; its messages name organisations by id only.",
      de: "Oder fügen Sie einen Notification Channel vom Typ Webhook hinzu und hängen ihn an die Conditions Ihrer Policies; seine Nachrichten nennen Organisationen nur mit ihrer ID.",
    },
    { en: "Map your organisations to clients.", de: "Ordnen Sie Ihre Organisationen Kunden zu." },
    {
      en: "Optional: set the API address, and the client ID and secret of an API client (Administration › Apps › API, machine to machine, scopes monitoring and management), so that ending a ticket resets its conditions.",
      de: "Optional: Tragen Sie die API-Adresse und Client-ID und Secret eines API-Clients ein (Administration › Apps › API, Machine to Machine, Scopes monitoring und management). Dann setzt das Ende eines Tickets seine Conditions zurück.",
    },
  ],
} as const;
