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
    timeZone: { ...timeZoneHelp, help: `${timeZoneHelp.help} It is that of the N-central server.` },
    ourUser: ourUserHelp,
    onClear: onClearHelp,
  },
  setupSteps: [
    "Give a user the notification method Third Party Integration - HTTP with the address {hookUrl}. Your licence must allow third-party interfaces.",
    "In the notification profile's template for it choose all keywords, and at least CustomerName, DeviceName, AffectedService, TaskIdent, QualitativeOldState, QualitativeNewState, TimeOfStateChange and ActiveNotificationTriggerID.",
    "Switch “return to normal” on in its triggers: without it nothing ever ends. Map the names of your customers to clients.",
  ],
} as const;
