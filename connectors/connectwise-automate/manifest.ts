import { z } from "zod";
import {
  clientFieldHelp,
  clientFieldOf,
  lostAfterHours,
  onClear,
  onClearHelp,
  TimeZone,
  timeZoneHelp,
  token,
  tokenHelp,
} from "../monitor-kit.ts";

export const Settings = z.strictObject({
  clientField: clientFieldOf(["client", "client_id", "location"]),
  timeZone: TimeZone.default("UTC"),
  onClear,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({ token });
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "connectwise-automate",
  title: "ConnectWise Automate",
  kind: "monitor",
  capabilities: ["webhook"],
  contentTypes: ["application/json"],
  keepHeaders: ["user-agent"],
  // Some alert styles send a success once or not at all, nothing is sent twice, and no call that lists alerts is confirmed.
  monitor: { resolves: "sometimes", maxAgeHours: lostAfterHours },
  settings: Settings,
  secrets: Secrets,
  help: {
    clientField: clientFieldHelp,
    timeZone: {
      ...timeZoneHelp,
      help: {
        en: `${timeZoneHelp.help.en} It is that of the Automate server.`,
        de: `${timeZoneHelp.help.de} Es ist die des Automate-Servers.`,
      },
    },
    onClear: onClearHelp,
    token: tokenHelp(
      { en: "Token", de: "Token" },
      { en: "in the header of the script's HTTP request", de: "im Header der HTTP-Anfrage des Skripts" },
    ),
  },
  setupSteps: [
    {
      en: "Write a script that posts the setup text “Body” to {hookUrl} with the headers from the setup text “Headers”, for the failure and for the success of a monitor.",
      de: "Schreiben Sie ein Skript, das den Einrichtungstext „Body“ per POST an {hookUrl} schickt, mit den Headern aus dem Einrichtungstext „Header“, für das Scheitern und für den Erfolg eines Monitors.",
    },
    {
      en: "Let an alert template run it, with the level of the template as severity: 4 critical, 3 error, 2 warning, 1 information. Choose an alert style that reports success too.",
      de: "Lassen Sie es von einem Alert Template ausführen, mit der Stufe der Vorlage als Severity: 4 kritisch, 3 Fehler, 2 Warnung, 1 Information. Wählen Sie einen Alert Style, der auch Erfolg meldet.",
    },
    {
      en: "Do not use it for clients whose tickets Automate and Manage exchange by themselves. Map the names of your clients to clients here.",
      de: "Verwenden Sie es nicht für Kunden, deren Tickets Automate und Manage von selbst austauschen. Ordnen Sie die Namen Ihrer Clients dort den Kunden hier zu.",
    },
  ],
} as const;
