import { z } from "zod";
import { Severity } from "../../schemas/alert.ts";
import { fail, type Inbound, type ParsedDelivery, type ParseProblem, type Result, succeed } from "../contract.ts";
import {
  buildEvent,
  checkShape,
  Instant,
  joinKey,
  type MonitorDelivery,
  type Parsed,
  parseJson,
  readCsv,
  readText,
  Text,
} from "../monitor-kit.ts";
import type { Finding, Report } from "./finding.ts";
import type { Settings } from "./manifest.ts";
import { readSarif, Sarif } from "./sarif.ts";
import { readTable } from "./tables.ts";
import { readTrivy, Trivy } from "./trivy.ts";

const Cell = z.union([Text, z.number().transform(String)]);
/** The same columns as a table, for whoever writes JSON. */
const Plain = z.object({
  asset: Text.default(""),
  scannedAt: Instant.optional(),
  findings: z.array(
    z.object({
      asset: Text.optional(),
      id: Cell,
      severity: Cell,
      title: Text,
      location: Text.optional(),
      description: Text.optional(),
      url: Text.optional(),
      client: Text.optional(),
    }),
  ),
});

/** Findings of a scan, and of which assets nothing but these is wrong any more. */
export function parsePayload({ body, headers, receivedAt }: MonitorDelivery, settings: Settings): Parsed {
  const text = readText(body);
  if (!text.ok) return text;
  const asset = decode(headers["x-interdesk-asset"] ?? settings.asset).trim();
  const reports = readReports(text.value, asset);
  if (!reports.ok) return reports;
  const scans = headers["x-interdesk-scan"] ?? settings.scans;
  return succeed(
    buildDelivery(reports.value, { receivedAt, leastSeverity: settings.leastSeverity, full: scans !== "partial" }),
  );
}

/** Headers carry ASCII only, so that other names come percent-encoded. */
function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function readReports(text: string, asset: string): Result<readonly Report[], ParseProblem> {
  const isJson = /^\s*[[{"]/.test(text) || !/[,;\t]/.test(text.split("\n", 1)[0] ?? "");
  if (!isJson) {
    const rows = readCsv(text);
    return rows.ok ? asList(readTable(rows.value, asset)) : rows;
  }
  const json = parseJson(text);
  if (!json.ok) return json;
  const { value } = json;
  const has = (field: string) => typeof value === "object" && value !== null && Object.hasOwn(value, field);
  if (has("runs")) {
    const sarif = checkShape(value, Sarif, { expected: "a report in SARIF 2.1.0" });
    return sarif.ok ? readSarif(sarif.value, asset) : sarif;
  }
  if (has("ArtifactName")) {
    const trivy = checkShape(value, Trivy, { expected: "a JSON report of Trivy, schema version 2" });
    return trivy.ok ? asList(readTrivy(trivy.value, asset)) : trivy;
  }
  const plain = checkShape(value, Plain, {
    expected:
      "a report in SARIF 2.1.0, a JSON report of Trivy, or {asset, scannedAt, findings: [{id, severity, title, …}]}",
  });
  return plain.ok ? asList(readPlain(plain.value, asset)) : plain;
}

function asList(report: Result<Report, ParseProblem>): Result<readonly Report[], ParseProblem> {
  return report.ok ? succeed([report.value]) : report;
}

function readPlain(plain: z.infer<typeof Plain>, asset: string): Result<Report, ParseProblem> {
  const of = plain.asset.trim() || asset;
  if (plain.findings.length === 0) {
    if (of === "") return fail({ path: "asset", expected: "the name of what was scanned", detail: "asset is empty." });
    const scanned = [{ key: of.slice(0, 300), name: of.slice(0, 300) }];
    return succeed({ tool: "table", scannedAt: plain.scannedAt ?? null, findings: [], scanned });
  }
  const rows = plain.findings.map((finding) =>
    Object.fromEntries(Object.entries(finding).flatMap(([name, cell]) => (cell === undefined ? [] : [[name, cell]]))),
  );
  const table = readTable(rows, of);
  return table.ok ? succeed({ ...table.value, scannedAt: plain.scannedAt ?? null }) : table;
}

interface Reading {
  receivedAt: Date;
  leastSeverity: Severity;
  full: boolean;
}

function buildDelivery(reports: readonly Report[], { receivedAt, leastSeverity, full }: Reading): ParsedDelivery {
  const least = Severity.options.indexOf(leastSeverity);
  const items: Inbound[] = [];
  const scans = new Map<string, NonNullable<ParsedDelivery["scans"]>[number]>();
  for (const { tool, scannedAt, findings, scanned } of reports) {
    const at = scannedAt ?? receivedAt;
    for (const finding of findings)
      if (Severity.options.indexOf(finding.severity) <= least) items.push(buildFinding(finding, tool, at));
    for (const { key, name } of full ? scanned : [])
      scans.set(`${key} ${tool}`, { resource: name, keyPrefix: prefixOf(key, tool), at });
  }
  const nothing = `The scan has found nothing of severity ${leastSeverity} or worse.`;
  return { deliveryKey: null, items, scans: [...scans.values()], ...(items.length === 0 ? { nothing } : {}) };
}

/** Keys of the findings of one tool on one asset begin so, and no others. */
function prefixOf(asset: string, tool: string): string {
  return joinKey([asset, tool, ""], "|");
}

function buildFinding(finding: Finding, tool: string, at: Date): Inbound {
  const { asset, ruleId, location, severity, title, description, url, client, labels } = finding;
  return buildEvent({
    dedupKey: joinKey([asset.key, tool, ruleId, location], "|"),
    condition: "firing",
    severity,
    titles: [`${title} on ${asset.name}`],
    description,
    raisedAt: at,
    clientHint: client,
    resource: asset.name,
    service: tool,
    url,
    labels: { ...labels, tool, ruleId },
  });
}
