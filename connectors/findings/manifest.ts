import { z } from "zod";
import { Severity } from "../../schemas/alert.ts";
import { onClear, onClearHelp, token, tokenHelp } from "../monitor-kit.ts";

export const Settings = z.strictObject({
  leastSeverity: Severity.default("low"),
  scans: z.enum(["full", "partial"]).default("full"),
  asset: z.string().max(300).default(""),
  onClear,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({ token });

export const manifest = {
  name: "findings",
  title: "Findings of scanners (SARIF, Trivy, Nessus, OpenVAS, CSV)",
  kind: "monitor",
  capabilities: ["webhook"],
  contentTypes: ["application/json", "application/sarif+json", "text/csv", "text/plain"],
  keepHeaders: ["user-agent", "x-interdesk-asset", "x-interdesk-scan"],
  // A finding ends when a full scan no longer has it; who scans no more says nothing.
  monitor: { resolves: "sometimes", maxAgeHours: null },
  settings: Settings,
  secrets: Secrets,
  help: {
    leastSeverity: {
      label: { en: "Least severity", de: "Geringste Schwere" },
      help: {
        en: "What is below is left out, and cleared where it was reported before.",
        de: "Was darunter liegt, wird ausgelassen, und beendet, wo es schon gemeldet war.",
      },
    },
    scans: {
      label: { en: "Scans", de: "Scans" },
      help: {
        en: "full: what a later scan of the same asset by the same tool no longer finds is cleared. partial: nothing is cleared.",
        de: "full: Was ein späterer Scan desselben Assets mit demselben Werkzeug nicht mehr findet, ist beendet. partial: Nichts wird beendet.",
      },
    },
    asset: {
      label: { en: "Asset", de: "Asset" },
      help: {
        en: "The name of what is scanned, where neither the report nor the header X-Interdesk-Asset says so.",
        de: "Der Name dessen, was gescannt wird, wo ihn weder der Bericht noch der Header X-Interdesk-Asset nennt.",
      },
    },
    onClear: onClearHelp,
    token: tokenHelp(
      { en: "Token", de: "Token" },
      {
        en: "in the header Authorization: Bearer of whoever posts reports",
        de: "im Header Authorization: Bearer derer, die Berichte schicken",
      },
    ),
  },
  setupSteps: [
    {
      en: "Post each report to {hookUrl}, with Content-Type application/json for SARIF and Trivy, text/csv for tables, and the token as Authorization: Bearer.",
      de: "Schicken Sie jeden Bericht per POST an {hookUrl}, mit Content-Type application/json für SARIF und Trivy, text/csv für Tabellen, und dem Token als Authorization: Bearer.",
    },
    {
      en: "Name what was scanned in the header X-Interdesk-Asset where the report does not; send X-Interdesk-Scan: partial with a scan that was not of all.",
      de: "Nennen Sie im Header X-Interdesk-Asset, was gescannt wurde, wo der Bericht es nicht tut; senden Sie X-Interdesk-Scan: partial mit einem Scan, der nicht alles umfasst.",
    },
    {
      en: "Or hand reports in by hand: interdesk findings import FILE --connection NAME.",
      de: "Oder reichen Sie Berichte von Hand ein: interdesk findings import FILE --connection NAME.",
    },
    {
      en: "Import the assets as configuration items, so that findings find their client and weight: interdesk items import FILE.",
      de: "Importieren Sie die Assets als Configuration Items, damit Befunde ihren Kunden und ihr Gewicht finden: interdesk items import FILE.",
    },
  ],
} as const;
