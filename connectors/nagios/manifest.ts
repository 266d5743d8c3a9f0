import { z } from "zod";
import { lostAfterHours, onClear, onClearHelp, ourUser, ourUserHelp, token, tokenHelp } from "../monitor-kit.ts";

export const Settings = z.strictObject({
  clientVariable: z
    .string()
    .regex(/^[A-Za-z]\w{0,99}$/, "expected the name of a custom variable, without the underscore before it")
    .default("client"),
  ourUser,
  onClear,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({ bearerToken: token });
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "nagios",
  title: "Nagios Core",
  kind: "monitor",
  capabilities: ["webhook"],
  contentTypes: ["application/x-www-form-urlencoded", "application/json"],
  keepHeaders: ["user-agent"],
  // Failed calls and flapping swallow recoveries, and Core has no API that could be asked.
  monitor: { resolves: "sometimes", maxAgeHours: lostAfterHours },
  settings: Settings,
  secrets: Secrets,
  help: {
    clientVariable: {
      label: { en: "Client variable", de: "Variable für den Kunden" },
      help: {
        en: "The custom variable of hosts that names the customer, without its underscore. Map its values to clients.",
        de: "Die Custom Variable der Hosts, die den Kunden nennt, ohne ihren Unterstrich. Ordnen Sie ihre Werte Kunden zu.",
      },
    },
    ourUser: ourUserHelp,
    onClear: onClearHelp,
    bearerToken: tokenHelp(
      { en: "Bearer token", de: "Bearer-Token" },
      { en: "in the notification script", de: "im Benachrichtigungsskript" },
    ),
  },
  setupSteps: [
    {
      en: "Save the setup text “Notification script” as /usr/local/bin/interdesk-nagios, owned by the user of Nagios and with mode 700: it holds the address {hookUrl} and the token. It needs curl.",
      de: "Speichern Sie den Einrichtungstext „Benachrichtigungsskript“ als /usr/local/bin/interdesk-nagios, im Besitz des Benutzers von Nagios und mit Modus 700: Er enthält die Adresse {hookUrl} und das Token. Das Skript braucht curl.",
    },
    {
      en: "Set enable_environment_macros=1 in nagios.cfg, and include the setup text “Nagios configuration” as an object file there.",
      de: "Setzen Sie enable_environment_macros=1 in nagios.cfg, und binden Sie dort den Einrichtungstext „Nagios-Konfiguration“ als Objektdatei ein.",
    },
    {
      en: "Add the contact interdesk to the contacts of your hosts and services, set the client variable on every host, check with nagios -v and reload.",
      de: "Fügen Sie den Kontakt interdesk zu den Kontakten Ihrer Hosts und Services hinzu, setzen Sie auf jedem Host die Variable für den Kunden, prüfen Sie mit nagios -v und laden Sie neu.",
    },
  ],
} as const;
