import { z } from "zod";
import { Severity } from "../../schemas/alert.ts";
import {
  basicUser,
  lostAfterHours,
  needBothHalves,
  onClear,
  onClearHelp,
  TimeZone,
  timeZoneHelp,
  token,
  tokenHelp,
} from "../monitor-kit.ts";

export const Settings = z.strictObject({
  /** Monit knows no severity. */
  severity: Severity.default("high"),
  timeZone: TimeZone.default("UTC"),
  onClear,
});
export type Settings = z.infer<typeof Settings>;

/** It stands in an address within Monit's configuration, where other signs would have to be written in another way. */
const plain = z
  .string()
  .regex(/^[A-Za-z0-9]*$/, "expected letters and digits")
  .min(12)
  .max(200)
  .optional();

export const Secrets = z
  .strictObject({ bearerToken: token, basicUser, basicPassword: plain })
  .superRefine(needBothHalves);
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "monit",
  title: "Monit",
  kind: "monitor",
  capabilities: ["webhook"],
  contentTypes: ["text/xml", "application/xml", "application/x-www-form-urlencoded", "application/json"],
  keepHeaders: ["user-agent"],
  // A script is run once; messages for M/Monit wait only where an event queue is set up.
  monitor: { resolves: "sometimes", maxAgeHours: lostAfterHours },
  settings: Settings,
  secrets: Secrets,
  help: {
    severity: { label: "Severity", help: "What a failure means; Monit says nothing of it." },
    timeZone: { ...timeZoneHelp, help: `Only for scripts of your own. ${timeZoneHelp.help}` },
    onClear: onClearHelp,
    bearerToken: tokenHelp("Bearer token", "the script"),
    basicUser: {
      label: "User name",
      help: "In the address of set mmonit, instead of the script's token.",
      secret: true,
    },
    basicPassword: { label: "Password", help: "In the address of set mmonit; letters and digits.", secret: true },
  },
  setupSteps: [
    "Put the setup text “For all checks” into monitrc and reload Monit: it then tells {hookUrl} of every failure and recovery, as it would tell M/Monit, and tries again what was not taken.",
    "Or, to tell of some checks only: save the setup text “Script” as /usr/local/bin/interdesk-monit with mode 700, and write exec lines like those of the setup text “For one check”.",
    "Map the hosts to clients, or give the connection a client of its own.",
  ],
} as const;
