import { z } from "zod";
import {
  apiSecret,
  apiUrl,
  apiUrlHelp,
  listHelp,
  listSettings,
  onClear,
  onClearHelp,
  ourUser,
  ourUserHelp,
  tellHelp,
  tellSettings,
  token,
  tokenHelp,
} from "../monitor-kit.ts";

export const Settings = z.strictObject({
  clientVariable: z
    .string()
    .regex(/^\w{1,100}$/, "expected the name of a custom variable")
    .default("client"),
  ourUser,
  onClear,
  apiUrl,
  ...tellSettings,
  ...listSettings,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({ bearerToken: token, apiUser: apiSecret, apiPassword: apiSecret });
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "icinga2",
  title: "Icinga 2",
  kind: "monitor",
  capabilities: ["webhook", "acknowledge", "reconcile"],
  contentTypes: ["application/x-www-form-urlencoded", "application/json"],
  keepHeaders: ["user-agent"],
  // Flapping, downtimes, a host or parent that is down, and failed calls swallow recoveries; its API can be asked.
  monitor: { resolves: "sometimes", maxAgeHours: null },
  settings: Settings,
  secrets: Secrets,
  help: {
    clientVariable: {
      label: { en: "Client variable", de: "Variable für den Kunden" },
      help: {
        en: "The custom variable of hosts that names the customer, without host.vars. Map its values to clients.",
        de: "Die Custom Variable der Hosts, die den Kunden nennt, ohne host.vars. Ordnen Sie ihre Werte Kunden zu.",
      },
    },
    ourUser: ourUserHelp,
    onClear: onClearHelp,
    apiUrl: {
      ...apiUrlHelp,
      help: {
        en: `${apiUrlHelp.help.en} Such as https://icinga.example.net:5665; its certificate must be one that this machine trusts.`,
        de: `${apiUrlHelp.help.de} Etwa https://icinga.example.net:5665; dieser Rechner muss ihrem Zertifikat vertrauen.`,
      },
    },
    ...tellHelp,
    ...listHelp,
    apiUser: {
      label: { en: "API user", de: "API-Benutzer" },
      help: { en: "The name of an ApiUser of its own.", de: "Der Name eines eigenen ApiUser." },
      secret: true,
    },
    apiPassword: {
      label: { en: "API password", de: "API-Passwort" },
      help: { en: "The password of the ApiUser.", de: "Das Passwort des ApiUser." },
      secret: true,
    },
    bearerToken: tokenHelp(
      { en: "Bearer token", de: "Bearer-Token" },
      { en: "in the notification script", de: "im Benachrichtigungsskript" },
    ),
  },
  setupSteps: [
    {
      en: "Save the setup text “Notification script” as /etc/icinga2/scripts/interdesk.sh, owned by the user of Icinga and with mode 700: it holds the address {hookUrl} and the token. It needs curl.",
      de: "Speichern Sie den Einrichtungstext „Benachrichtigungsskript“ als /etc/icinga2/scripts/interdesk.sh, im Besitz des Benutzers von Icinga und mit Modus 700: Er enthält die Adresse {hookUrl} und das Token. Das Skript braucht curl.",
    },
    {
      en: "Save the setup text “Icinga configuration” as /etc/icinga2/conf.d/interdesk.conf, narrow its assign rules, check with icinga2 daemon -C and reload.",
      de: "Speichern Sie den Einrichtungstext „Icinga-Konfiguration“ als /etc/icinga2/conf.d/interdesk.conf, grenzen Sie seine assign-Regeln ein, prüfen Sie mit icinga2 daemon -C und laden Sie neu.",
    },
    {
      en: "Set the client variable on every host, and map its values to clients.",
      de: "Setzen Sie auf jedem Host die Variable für den Kunden, und ordnen Sie ihre Werte Kunden zu.",
    },
    {
      en: "Optional: set the API address, user and password, so that taking a ticket acknowledges its alerts and lost recoveries are found. The ApiUser needs actions/acknowledge-problem, actions/remove-acknowledgement, actions/add-comment, and objects/query/Host, Service and Comment.",
      de: "Optional: Tragen Sie API-Adresse, Benutzer und Passwort ein. Dann bestätigt das Annehmen eines Tickets seine Alarme, und verlorene Enden werden bemerkt. Der ApiUser braucht actions/acknowledge-problem, actions/remove-acknowledgement, actions/add-comment, und objects/query/Host, Service und Comment.",
    },
  ],
} as const;
