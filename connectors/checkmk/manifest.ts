import { z } from "zod";
import {
  apiSecret,
  clientFieldHelp,
  clientFieldOf,
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
  clientField: clientFieldOf(["client", "omd_site"]),
  clientLabel: z
    .string()
    .regex(/^\w{1,100}$/, "expected the name of a host label, of letters, digits and underscores")
    .default("client"),
  siteUrl: z.url({ protocol: /^https?$/ }).optional(),
  ourUser,
  onClear,
  ...tellSettings,
  ...listSettings,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({ bearerToken: token, automationUser: apiSecret, automationSecret: apiSecret });
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "checkmk",
  title: "Checkmk",
  kind: "monitor",
  capabilities: ["webhook", "acknowledge", "reconcile"],
  contentTypes: ["application/x-www-form-urlencoded", "application/json"],
  keepHeaders: ["user-agent"],
  // Flapping and downtimes swallow recoveries; its API can be asked.
  monitor: { resolves: "sometimes", maxAgeHours: null },
  settings: Settings,
  secrets: Secrets,
  help: {
    clientField: {
      ...clientFieldHelp,
      help: {
        en: `client: the host label below. omd_site: the Checkmk site. ${clientFieldHelp.help.en}`,
        de: `client: das Host-Label unten. omd_site: die Checkmk-Site. ${clientFieldHelp.help.de}`,
      },
    },
    clientLabel: {
      label: { en: "Client label", de: "Label für den Kunden" },
      help: {
        en: "The host label that names the customer, such as client in client:acme.",
        de: "Das Host-Label, das den Kunden nennt, etwa client in client:acme.",
      },
    },
    siteUrl: {
      label: { en: "Address of the site", de: "Adresse der Site" },
      help: {
        en: "Optional: without it messages carry no links, and nothing is told there. Such as https://monitoring.example.net/mysite. A private address must be allowed under outbound.allowedPrivate.",
        de: "Optional: Ohne sie enthalten Nachrichten keine Links, und dort wird nichts gemeldet. Etwa https://monitoring.example.net/mysite. Eine private Adresse muss unter outbound.allowedPrivate erlaubt sein.",
      },
    },
    ourUser: ourUserHelp,
    onClear: onClearHelp,
    ...tellHelp,
    ...listHelp,
    automationUser: {
      label: { en: "Automation user", de: "Automation-Benutzer" },
      help: {
        en: "A user with an automation secret who may see the hosts and acknowledge their problems.",
        de: "Ein Benutzer mit Automation Secret, der die Hosts sehen und ihre Probleme bestätigen darf.",
      },
      secret: true,
    },
    automationSecret: {
      label: { en: "Automation secret", de: "Automation-Secret" },
      help: { en: "The automation secret of that user.", de: "Das Automation Secret dieses Benutzers." },
      secret: true,
    },
    bearerToken: tokenHelp(
      { en: "Bearer token", de: "Bearer-Token" },
      { en: "in the notification plug-in", de: "im Benachrichtigungs-Plugin" },
    ),
  },
  setupSteps: [
    {
      en: "Save the setup text “Notification plug-in” as ~/local/share/check_mk/notifications/interdesk of the site user, with mode 700: it holds the address {hookUrl} and the token. It needs curl.",
      de: "Speichern Sie den Einrichtungstext „Benachrichtigungs-Plugin“ als ~/local/share/check_mk/notifications/interdesk des Site-Benutzers, mit Modus 700: Er enthält die Adresse {hookUrl} und das Token. Das Plugin braucht curl.",
    },
    {
      en: "Setup › Notifications › Add rule: method “Interdesk”, no bulking, all hosts and services, all event types that should come, and a contact that exists.",
      de: "Setup › Notifications › Add rule: Methode „Interdesk“, kein Bulking, alle Hosts und Services, alle Ereignistypen, die kommen sollen, und ein Kontakt, den es gibt.",
    },
    {
      en: "Give every host the label that names the customer, and map its values to clients.",
      de: "Geben Sie jedem Host das Label, das den Kunden nennt, und ordnen Sie seine Werte Kunden zu.",
    },
    {
      en: "Optional, from Checkmk 2.1 on: set the address of the site, an automation user and its secret, so that taking a ticket acknowledges its alerts and lost recoveries are found.",
      de: "Optional, ab Checkmk 2.1: Tragen Sie die Adresse der Site, einen Automation User und sein Secret ein. Dann bestätigt das Annehmen eines Tickets seine Alarme, und verlorene Enden werden bemerkt.",
    },
  ],
} as const;
