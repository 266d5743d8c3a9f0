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
      label: "Client",
      help: "What the script names as the customer, to be mapped to a client. Empty: it names none, and the connection's own client is meant.",
    },
    onClear: onClearHelp,
    token: tokenHelp("Token", "the script"),
  },
  setupSteps: [
    "Save the setup text “Script” as C:\\Interdesk\\interdesk.ps1 on the server of Veeam ONE, readable by its service account alone: it holds the address {hookUrl} and the token.",
    "In the settings of each alarm add an action of type Run script for Any state, with the setup text “Command” as its path. Check in that dialog which parameter is which: their order is not confirmed.",
    "Let the connection's client be the customer whose backups this server watches, or map what the script names.",
  ],
} as const;
