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
      help: {
        en: `tag: the tag below. org: the Datadog organisation. ${clientFieldHelp.help.en}`,
        de: `tag: das Tag unten. org: die Organisation in Datadog. ${clientFieldHelp.help.de}`,
      },
    },
    clientTag: {
      label: { en: "Client tag", de: "Tag für den Kunden" },
      help: {
        en: "The tag that names the customer, such as client in client:acme.",
        de: "Das Tag, das den Kunden nennt, etwa client in client:acme.",
      },
    },
    serviceTag: {
      label: { en: "Service tag", de: "Tag für den Dienst" },
      help: { en: "The tag that names the service.", de: "Das Tag, das den Dienst nennt." },
    },
    onClear: onClearHelp,
    apiUrl: {
      ...apiUrlHelp,
      help: {
        en: `${apiUrlHelp.help.en} That of your site, such as https://api.datadoghq.eu.`,
        de: `${apiUrlHelp.help.de} Die Ihrer Site, etwa https://api.datadoghq.eu.`,
      },
    },
    ...tellHelp,
    muteHours: {
      label: { en: "Mute for", de: "Stummschalten für" },
      help: {
        en: "Hours of the downtime that an acknowledgement makes; another one follows while the ticket is worked on.",
        de: "Stunden der Downtime, die eine Bestätigung anlegt; solange am Ticket gearbeitet wird, folgt die nächste.",
      },
    },
    apiKey: {
      label: { en: "API key", de: "API-Schlüssel" },
      help: { en: "Of the Datadog organisation.", de: "Der der Organisation in Datadog." },
      secret: true,
    },
    applicationKey: {
      label: { en: "Application key", de: "Application-Key" },
      help: {
        en: "With the scopes monitors_read, monitors_write and monitors_downtime.",
        de: "Mit den Scopes monitors_read, monitors_write und monitors_downtime.",
      },
      secret: true,
    },
    token: tokenHelp(
      { en: "Token", de: "Token" },
      { en: "in the custom headers of the webhook", de: "in den eigenen Headern des Webhooks" },
    ),
  },
  setupSteps: [
    {
      en: "Integrations › Webhooks › New: name interdesk, URL {hookUrl}, payload and custom headers from the setup texts. Leave “Encode as form” off.",
      de: "Integrations › Webhooks › New: Name interdesk, URL {hookUrl}, Payload und Custom Headers aus den Einrichtungstexten. Lassen Sie „Encode as form“ aus.",
    },
    {
      en: "Write @webhook-interdesk into the message of every monitor that should come here, outside of conditional blocks, so that its recovery comes too.",
      de: "Schreiben Sie @webhook-interdesk in die Nachricht jedes Monitors, der hierher kommen soll, außerhalb bedingter Blöcke, damit auch sein Ende kommt.",
    },
    {
      en: "Map the values of the client tag (or the organisations, if you chose so) to clients.",
      de: "Ordnen Sie die Werte des Kunden-Tags (oder die Organisationen, falls so gewählt) Kunden zu.",
    },
    {
      en: "Optional: set the API address of your site, an API key and an application key, so that taking a ticket mutes its group and ending it resolves that. Muted groups send no recovery before they are unmuted.",
      de: "Optional: Tragen Sie die API-Adresse Ihrer Site, einen API Key und einen Application Key ein. Dann schaltet das Annehmen eines Tickets seine Gruppe stumm, und sein Ende löst sie. Stummgeschaltete Gruppen melden kein Ende, bevor sie wieder laut sind.",
    },
  ],
} as const;
