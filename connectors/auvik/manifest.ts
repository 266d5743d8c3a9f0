import { z } from "zod";
import {
  apiSecret,
  apiUrl,
  apiUrlHelp,
  clientFieldHelp,
  clientFieldOf,
  lostAfterHours,
  onClear,
  onClearHelp,
  tellHelp,
  tellSettings,
} from "../monitor-kit.ts";

export const Settings = z.strictObject({
  clientField: clientFieldOf(["companyId", "companyName"]),
  onClear,
  apiUrl,
  ...tellSettings,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({ apiUser: apiSecret, apiKey: apiSecret });
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "auvik",
  title: "Auvik",
  kind: "monitor",
  capabilities: ["webhook", "resolve"],
  contentTypes: ["application/json"],
  keepHeaders: ["user-agent"],
  // Nothing is known of retries.
  monitor: { resolves: "sometimes", maxAgeHours: lostAfterHours },
  settings: Settings,
  secrets: Secrets,
  help: {
    clientField: {
      ...clientFieldHelp,
      help: {
        en: `companyId: Auvik's id of the site. companyName: its name in addresses. ${clientFieldHelp.help.en}`,
        de: `companyId: Auviks ID der Site. companyName: ihr Name in Adressen. ${clientFieldHelp.help.de}`,
      },
    },
    onClear: onClearHelp,
    apiUrl: {
      ...apiUrlHelp,
      help: {
        en: `${apiUrlHelp.help.en} That of your region, such as https://auvikapi.us1.my.auvik.com.`,
        de: `${apiUrlHelp.help.de} Die Ihrer Region, etwa https://auvikapi.us1.my.auvik.com.`,
      },
    },
    ...tellHelp,
    apiUser: {
      label: { en: "API user", de: "API-Benutzer" },
      help: {
        en: "The e-mail address of the user whose API key this is.",
        de: "Die E-Mail-Adresse des Benutzers, dem der API-Schlüssel gehört.",
      },
      secret: true,
    },
    apiKey: {
      label: { en: "API key", de: "API-Schlüssel" },
      help: { en: "Of a user who may dismiss alerts.", de: "Der eines Benutzers, der Alarme verwerfen darf." },
      secret: true,
    },
  },
  setupSteps: [
    {
      en: "Admin › Notification Channels › Add: type Webhook, URL {hookUrl}. Auvik sends no secret: whoever knows the address can deliver, so keep it to yourself.",
      de: "Admin › Notification Channels › Add: Typ Webhook, URL {hookUrl}. Auvik sendet kein Geheimnis: Wer die Adresse kennt, kann liefern; halten Sie sie geheim.",
    },
    {
      en: "Attach the channel to the alerts, with a notification when they clear.",
      de: "Hängen Sie den Channel an die Alarme, mit einer Benachrichtigung, wenn sie enden.",
    },
    { en: "Map the companies to clients.", de: "Ordnen Sie die Companies Kunden zu." },
    {
      en: "Optional: set the API address of your region, an API user and its key, so that ending a ticket dismisses its alerts in Auvik.",
      de: "Optional: Tragen Sie die API-Adresse Ihrer Region, einen API-Benutzer und seinen Schlüssel ein. Dann verwirft das Ende eines Tickets seine Alarme in Auvik.",
    },
  ],
} as const;
