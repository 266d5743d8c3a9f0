import { z } from "zod";
import { lostAfterHours, onClear, onClearHelp, token, tokenHelp } from "../monitor-kit.ts";

export const Settings = z.strictObject({
  /** Written into the script; empty = each server's alarms go to the client of the connection. */
  client: z.string().max(200).default(""),
  onClear,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({ token });
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "veeam",
  title: "Veeam ONE",
  kind: "monitor",
  capabilities: ["webhook"],
  contentTypes: ["application/json", "application/x-www-form-urlencoded"],
  keepHeaders: ["user-agent"],
  // What the script could not deliver nobody sends again.
  monitor: { resolves: "sometimes", maxAgeHours: lostAfterHours },
  settings: Settings,
  secrets: Secrets,
  help: {
    client: {
      label: { en: "Client", de: "Kunde" },
      help: {
        en: "What the script names as the customer, to be mapped to a client. Empty: it names none, and the connection's own client is meant.",
        de: "Wie das Skript den Kunden nennt; der Name wird einem Kunden zugeordnet. Leer: Es nennt keinen, und der Kunde der Verbindung gilt.",
      },
    },
    onClear: onClearHelp,
    token: tokenHelp({ en: "Token", de: "Token" }, { en: "in the script", de: "im Skript" }),
  },
  setupSteps: [
    {
      en: "Save the setup text “Script” as C:\\Interdesk\\interdesk.ps1 on the server of Veeam ONE, readable by its service account alone: it holds the address {hookUrl} and the token.",
      de: "Speichern Sie den Einrichtungstext „Skript“ als C:\\Interdesk\\interdesk.ps1 auf dem Server von Veeam ONE, nur für dessen Dienstkonto lesbar: Er enthält die Adresse {hookUrl} und das Token.",
    },
    {
      en: "In the settings of each alarm add an action of type Run script for Any state, with the setup text “Command” as its path. Check in that dialog which parameter is which: their order is not confirmed.",
      de: "Fügen Sie in den Einstellungen jedes Alarms eine Aktion vom Typ Run script für Any state hinzu, mit dem Einrichtungstext „Befehl“ als Pfad. Prüfen Sie in diesem Dialog, welcher Parameter welcher ist: Ihre Reihenfolge ist nicht bestätigt.",
    },
    {
      en: "Let the connection's client be the customer whose backups this server watches, or map what the script names.",
      de: "Nehmen Sie als Kunden der Verbindung den, dessen Sicherungen dieser Server überwacht, oder ordnen Sie zu, was das Skript nennt.",
    },
  ],
} as const;
