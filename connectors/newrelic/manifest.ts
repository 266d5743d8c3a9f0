import { z } from "zod";
import {
  apiSecret,
  basicPassword,
  basicUser,
  clientFieldHelp,
  clientFieldOf,
  lostAfterHours,
  needBothHalves,
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
  clientField: clientFieldOf(["nrAccountId", "alertPolicyNames", "client"]),
  ourUser,
  onClear,
  apiUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .default("https://api.newrelic.com"),
  /** Where the template does not tell it. */
  accountId: z
    .string()
    .regex(/^\d{0,20}$/, "expected the number of an account")
    .default(""),
  ...tellSettings,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z
  .strictObject({ token, basicUser, basicPassword, apiKey: apiSecret })
  .superRefine(needBothHalves);
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "newrelic",
  title: "New Relic",
  kind: "monitor",
  capabilities: ["webhook", "acknowledge", "resolve"],
  contentTypes: ["application/json"],
  keepHeaders: ["user-agent"],
  // An issue that was merged into another, or that times out, ends without a recovery.
  monitor: { resolves: "sometimes", maxAgeHours: lostAfterHours },
  settings: Settings,
  secrets: Secrets,
  help: {
    clientField: {
      ...clientFieldHelp,
      help: {
        en: `nrAccountId: the account. alertPolicyNames: the first policy. client: a field that you add to the template. ${clientFieldHelp.help.en}`,
        de: `nrAccountId: das Konto. alertPolicyNames: die erste Policy. client: ein Feld, das Sie der Vorlage hinzufügen. ${clientFieldHelp.help.de}`,
      },
    },
    ourUser: ourUserHelp,
    onClear: onClearHelp,
    apiUrl: {
      label: { en: "API address", de: "API-Adresse" },
      help: {
        en: "https://api.newrelic.com, or https://api.eu.newrelic.com for accounts in the European Union.",
        de: "https://api.newrelic.com, oder https://api.eu.newrelic.com für Konten in der Europäischen Union.",
      },
    },
    accountId: {
      label: { en: "Account", de: "Konto" },
      help: {
        en: "The number of the account whose issues come here, where the template has no nrAccountId.",
        de: "Die Nummer des Kontos, dessen Issues hierher kommen, wenn die Vorlage kein nrAccountId hat.",
      },
    },
    ...tellHelp,
    apiKey: {
      label: { en: "User key", de: "User-Key" },
      help: {
        en: "Optional: a user key (NRAK-…) by which issues are acknowledged and closed. Without it nothing is told there.",
        de: "Optional: ein User Key (NRAK-…), mit dem Issues bestätigt und geschlossen werden. Ohne ihn wird dort nichts gemeldet.",
      },
      secret: true,
    },
    token: tokenHelp(
      { en: "Token", de: "Token" },
      {
        en: "in the webhook destination, as Bearer token or custom header X-Interdesk-Token",
        de: "in der Webhook-Destination, als Bearer token oder eigener Header X-Interdesk-Token",
      },
    ),
    basicUser: {
      label: { en: "User name", de: "Benutzername" },
      help: {
        en: "For basic authentication of the destination instead.",
        de: "Stattdessen für die Basic Authentication der Destination.",
      },
      secret: true,
    },
    basicPassword: {
      label: { en: "Password", de: "Passwort" },
      help: {
        en: "For basic authentication of the destination instead.",
        de: "Stattdessen für die Basic Authentication der Destination.",
      },
      secret: true,
    },
  },
  setupSteps: [
    {
      en: "Alerts › Destinations › Webhook: endpoint URL {hookUrl}, with the token that you gave here as Bearer token.",
      de: "Alerts › Destinations › Webhook: Endpoint URL {hookUrl}, mit dem Token von hier als Bearer token.",
    },
    {
      en: "Alerts › Workflows: add the destination as a channel and put the setup text “Payload template” in. Notify on activated, acknowledged, priority changed and closed.",
      de: "Alerts › Workflows: Fügen Sie die Destination als Channel hinzu, und fügen Sie den Einrichtungstext „Payload-Vorlage“ ein. Benachrichtigen Sie bei activated, acknowledged, priority changed und closed.",
    },
    {
      en: "Map accounts (or policies, if you chose so) to clients.",
      de: "Ordnen Sie Konten (oder Policies, falls so gewählt) Kunden zu.",
    },
    {
      en: "Optional: set a user key, and as “Our user there” the name of its user, so that taking a ticket acknowledges its issue and ending it closes that.",
      de: "Optional: Tragen Sie einen User Key ein, und als „Unser Benutzer dort“ den Namen seines Benutzers. Dann bestätigt das Annehmen eines Tickets sein Issue, und sein Ende schließt es.",
    },
  ],
} as const;
