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
      label: "Least severity",
      help: "What is below is left out, and cleared where it was reported before.",
    },
    scans: {
      label: "Scans",
      help: "full: what a later scan of the same asset by the same tool no longer finds is cleared. partial: nothing is cleared.",
    },
    asset: {
      label: "Asset",
      help: "The name of what is scanned, where neither the report nor the header X-Interdesk-Asset says so.",
    },
    onClear: onClearHelp,
    token: tokenHelp("Token", "the header Authorization: Bearer of whoever posts reports"),
  },
  setupSteps: [
    "Post each report to {hookUrl}, with Content-Type application/json for SARIF and Trivy, text/csv for tables, and the token as Authorization: Bearer.",
    "Name what was scanned in the header X-Interdesk-Asset where the report does not; send X-Interdesk-Scan: partial with a scan that was not of all.",
    "Or hand reports in by hand: interdesk findings import FILE --connection NAME.",
    "Import the assets as configuration items, so that findings find their client and weight: interdesk items import FILE.",
  ],
} as const;
