import { z } from "zod";
import {
  clientFieldHelp,
  clientFieldOf,
  lostAfterHours,
  onClear,
  onClearHelp,
  ourUser,
  ourUserHelp,
  TimeZone,
  timeZoneHelp,
} from "../monitor-kit.ts";

export const Settings = z.strictObject({
  clientField: clientFieldOf(["CustomerName", "ExternalCustomerID", "ServiceOrganizationName"]),
  timeZone: TimeZone.default("UTC"),
  ourUser,
  onClear,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({});

export const manifest = {
  name: "nable-ncentral",
  title: "N-able N-central",
  kind: "monitor",
  capabilities: ["webhook"],
  // Which one it sends is not confirmed, nor that it sends any.
  contentTypes: ["text/xml", "application/xml", "text/plain", "application/x-www-form-urlencoded", ""],
  keepHeaders: ["user-agent"],
  // Only with "return to normal" on, and sent once; no call that lists open notifications is known.
  monitor: { resolves: "sometimes", maxAgeHours: lostAfterHours },
  settings: Settings,
  secrets: Secrets,
  help: {
    clientField: clientFieldHelp,
    timeZone: {
      ...timeZoneHelp,
      help: {
        en: `${timeZoneHelp.help.en} It is that of the N-central server.`,
        de: `${timeZoneHelp.help.de} Es ist die des N-central-Servers.`,
      },
    },
    ourUser: ourUserHelp,
    onClear: onClearHelp,
  },
  setupSteps: [
    {
      en: "Give a user the notification method Third Party Integration - HTTP with the address {hookUrl}. Your licence must allow third-party interfaces.",
      de: "Geben Sie einem Benutzer die Benachrichtigungsmethode Third Party Integration - HTTP mit der Adresse {hookUrl}. Ihre Lizenz muss Schnittstellen zu Dritten erlauben.",
    },
    {
      en: "In the notification profile's template for it choose all keywords, and at least CustomerName, DeviceName, AffectedService, TaskIdent, QualitativeOldState, QualitativeNewState, TimeOfStateChange and ActiveNotificationTriggerID.",
      de: "Wählen Sie in der Vorlage des Benachrichtigungsprofils alle Schlüsselwörter, mindestens aber CustomerName, DeviceName, AffectedService, TaskIdent, QualitativeOldState, QualitativeNewState, TimeOfStateChange und ActiveNotificationTriggerID.",
    },
    {
      en: "Switch “return to normal” on in its triggers: without it nothing ever ends. Map the names of your customers to clients.",
      de: "Schalten Sie in seinen Triggern „return to normal“ ein: Ohne dieses endet nie etwas. Ordnen Sie die Namen der Kunden dort denen hier zu.",
    },
  ],
} as const;
