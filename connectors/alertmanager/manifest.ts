import { z } from "zod";
import {
  apiSecret,
  apiUrl,
  apiUrlHelp,
  basicPassword,
  basicUser,
  labelHelp,
  labelSettings,
  listHelp,
  listSettings,
  needBothHalves,
  onClear,
  onClearHelp,
  openHelp,
  openSettings,
  tellHelp,
  tellSettings,
  token,
} from "../monitor-kit.ts";

export const Settings = z.strictObject({
  ...labelSettings,
  onClear,
  apiUrl,
  ...tellSettings,
  /** A silence has an end; while its ticket is worked on it is made longer in time. */
  silenceHours: z.number().min(1).max(720).default(24),
  ...listSettings,
  ...openSettings,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z
  .strictObject({
    bearerToken: token,
    basicUser,
    basicPassword,
    apiToken: apiSecret,
    apiUser: apiSecret,
    apiPassword: apiSecret,
  })
  .superRefine(needBothHalves);
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "alertmanager",
  title: "Prometheus Alertmanager",
  kind: "monitor",
  capabilities: ["webhook", "acknowledge", "reconcile"],
  contentTypes: ["application/json"],
  keepHeaders: ["user-agent"],
  // Silences, inhibition and restarts swallow resolves; its API can be asked.
  monitor: { resolves: "sometimes", maxAgeHours: null },
  settings: Settings,
  secrets: Secrets,
  help: {
    ...labelHelp,
    onClear: onClearHelp,
    apiUrl: {
      ...apiUrlHelp,
      help: {
        en: `${apiUrlHelp.help.en} Such as https://alertmanager.example.net, with the path of web.external-url if it has one.`,
        de: `${apiUrlHelp.help.de} Etwa https://alertmanager.example.net, mit dem Pfad aus web.external-url, falls es einen hat.`,
      },
    },
    ...tellHelp,
    silenceHours: {
      label: { en: "Silence for", de: "Silence für" },
      help: {
        en: "Hours of the silence that an acknowledgement makes; it is made longer while the ticket is worked on.",
        de: "Stunden der Silence, die eine Bestätigung anlegt; sie wird verlängert, solange am Ticket gearbeitet wird.",
      },
    },
    ...listHelp,
    ...openHelp,
    apiToken: {
      label: { en: "API token", de: "API-Token" },
      help: {
        en: "For a proxy before the API that asks for a bearer token.",
        de: "Für einen Proxy vor der API, der ein Bearer-Token verlangt.",
      },
      secret: true,
    },
    apiUser: {
      label: { en: "API user", de: "API-Benutzer" },
      help: {
        en: "For basic_auth_users of the web configuration file.",
        de: "Für basic_auth_users der Web-Konfigurationsdatei.",
      },
      secret: true,
    },
    apiPassword: {
      label: { en: "API password", de: "API-Passwort" },
      help: { en: "The password of the API user.", de: "Das Passwort des API-Benutzers." },
      secret: true,
    },
    bearerToken: {
      label: { en: "Bearer token", de: "Bearer-Token" },
      help: {
        en: "The same as http_config.authorization.credentials of the receiver.",
        de: "Dasselbe wie http_config.authorization.credentials des Receivers.",
      },
      secret: true,
    },
    basicUser: {
      label: { en: "User name", de: "Benutzername" },
      help: {
        en: "For http_config.basic_auth instead of a token.",
        de: "Für http_config.basic_auth statt eines Tokens.",
      },
      secret: true,
    },
    basicPassword: {
      label: { en: "Password", de: "Passwort" },
      help: {
        en: "For http_config.basic_auth instead of a token.",
        de: "Für http_config.basic_auth statt eines Tokens.",
      },
      secret: true,
    },
  },
  setupSteps: [
    {
      en: "Add a receiver to alertmanager.yml with webhook_configs: url: {hookUrl}, send_resolved: true.",
      de: "Fügen Sie in alertmanager.yml einen Receiver mit webhook_configs hinzu: url: {hookUrl}, send_resolved: true.",
    },
    {
      en: "If you set a bearer token here, set http_config.authorization.credentials to the same token.",
      de: "Wenn Sie hier ein Bearer-Token setzen, setzen Sie http_config.authorization.credentials auf dasselbe Token.",
    },
    {
      en: "Route alerts to the receiver, keep the label that names the customer on every alert, and reload Alertmanager.",
      de: "Leiten Sie Alarme an den Receiver, behalten Sie an jedem Alarm das Label, das den Kunden nennt, und laden Sie Alertmanager neu.",
    },
    {
      en: "Optional: set the API address, and what its API asks for, so that taking a ticket silences its alerts and lost resolves are found.",
      de: "Optional: Tragen Sie die API-Adresse ein, und was seine API verlangt. Dann legt das Annehmen eines Tickets eine Silence für seine Alarme an, und verlorene Enden werden bemerkt.",
    },
  ],
} as const;
