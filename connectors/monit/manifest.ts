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
    severity: {
      label: { en: "Severity", de: "Schwere" },
      help: {
        en: "What a failure means; Monit says nothing of it.",
        de: "Was ein Fehler bedeutet; Monit sagt nichts darüber.",
      },
    },
    timeZone: {
      ...timeZoneHelp,
      help: {
        en: `Only for scripts of your own. ${timeZoneHelp.help.en}`,
        de: `Nur für eigene Skripte. ${timeZoneHelp.help.de}`,
      },
    },
    onClear: onClearHelp,
    bearerToken: tokenHelp({ en: "Bearer token", de: "Bearer-Token" }, { en: "in the script", de: "im Skript" }),
    basicUser: {
      label: { en: "User name", de: "Benutzername" },
      help: {
        en: "In the address of set mmonit, instead of the script's token.",
        de: "In der Adresse von set mmonit, anstelle des Tokens im Skript.",
      },
      secret: true,
    },
    basicPassword: {
      label: { en: "Password", de: "Passwort" },
      help: {
        en: "In the address of set mmonit; letters and digits.",
        de: "In der Adresse von set mmonit; Buchstaben und Ziffern.",
      },
      secret: true,
    },
  },
  setupSteps: [
    {
      en: "Put the setup text “For all checks” into monitrc and reload Monit: it then tells {hookUrl} of every failure and recovery, as it would tell M/Monit, and tries again what was not taken.",
      de: "Tragen Sie den Einrichtungstext „Für alle Checks“ in monitrc ein und laden Sie Monit neu: Es meldet dann jeden Fehler und jede Erholung an {hookUrl}, wie es sie M/Monit melden würde, und versucht es wieder, wo nichts angenommen wurde.",
    },
    {
      en: "Or, to tell of some checks only: save the setup text “Script” as /usr/local/bin/interdesk-monit with mode 700, and write exec lines like those of the setup text “For one check”.",
      de: "Oder, um nur von einzelnen Checks zu erfahren: Speichern Sie den Einrichtungstext „Skript“ als /usr/local/bin/interdesk-monit mit Modus 700, und schreiben Sie exec-Zeilen wie die im Einrichtungstext „Für einen Check“.",
    },
    {
      en: "Map the hosts to clients, or give the connection a client of its own.",
      de: "Ordnen Sie die Hosts Kunden zu, oder geben Sie der Verbindung einen eigenen Kunden.",
    },
  ],
} as const;
