import { fail, type ParseProblem, type Result, succeed } from "../contract.ts";
import { type CsvRow, parseInstant } from "../monitor-kit.ts";
import { type Asset, type Finding, namedAsset, rateWord, type Report } from "./finding.ts";

/** One way to read a row; `undefined` = the row names no asset, or nothing that is wrong with it. */
interface TableKind {
  tool: string;
  /** Columns by which it is known. */
  columns: readonly string[];
  severityColumn: (row: CsvRow) => string;
  timeColumn: string;
  assetOf(row: CsvRow, asset: string): Asset;
  read(row: CsvRow): Omit<Finding, "asset" | "severity">;
}

const nessus: TableKind = {
  tool: "nessus",
  columns: ["plugin id", "risk", "host", "protocol", "port", "name"],
  severityColumn: () => "risk",
  timeColumn: "host end",
  assetOf: ({ host = "" }, asset) => namedAsset(asset || host),
  read: (row) => ({
    ruleId: row["plugin id"] ?? "",
    location: `${row["protocol"]}/${row["port"]}`,
    title: row["name"] ?? "",
    description: paragraphs(row, ["synopsis", "description", "solution", "plugin output"]),
    url: (row["see also"] ?? "").split(/\s/)[0] ?? null,
    client: null,
    labels: {
      cve: row["cve"],
      port: row["port"],
      protocol: row["protocol"],
      cvss: row["cvss v3.0 base score"] || row["cvss"],
    },
  }),
};

const openvas: TableKind = {
  tool: "openvas",
  columns: ["ip", "port", "severity", "nvt name", "nvt oid"],
  severityColumn: () => "severity",
  timeColumn: "timestamp",
  // Names come and go with the resolver; the address is what was scanned.
  assetOf: ({ ip = "", hostname = "" }, asset) =>
    asset ? namedAsset(asset) : { ...namedAsset(ip), name: hostname || ip },
  read: (row) => ({
    ruleId: row["nvt oid"] ?? "",
    location: `${row["port protocol"] ?? ""}/${row["port"]}`,
    title: row["nvt name"] ?? "",
    description: paragraphs(row, ["summary", "specific result", "impact", "solution"]),
    url: null,
    client: null,
    labels: { cve: row["cves"], port: row["port"], ip: row["ip"], cvss: row["cvss"], qod: row["qod"] },
  }),
};

const plain: TableKind = {
  tool: "table",
  columns: ["id", "severity", "title"],
  severityColumn: () => "severity",
  timeColumn: "scannedat",
  assetOf: (row, asset) => namedAsset(row["asset"] || asset),
  read: (row) => ({
    ruleId: row["id"] ?? "",
    location: row["location"] ?? "",
    title: row["title"] ?? "",
    description: row["description"] || null,
    url: row["url"] || null,
    client: row["client"] || null,
    labels: { location: row["location"] },
  }),
};

const kinds = [nessus, openvas, plain];

function paragraphs(row: CsvRow, columns: readonly string[]): string | null {
  return (
    columns
      .map((column) => row[column])
      .filter(Boolean)
      .join("\n\n") || null
  );
}

/** Rows of a table whose columns say which scanner wrote it; the names of columns are in lower case. */
export function readTable(rows: readonly CsvRow[], asset: string): Result<Report, ParseProblem> {
  const [first] = rows;
  const kind = kinds.find(
    ({ columns }) => first !== undefined && columns.every((column) => Object.hasOwn(first, column)),
  );
  if (!kind) {
    const expected = kinds.map(({ tool, columns }) => `${tool}: ${columns.join(", ")}`).join("; ");
    return fail({
      path: "",
      expected: `a table with the columns of ${expected}`,
      detail: "The columns are of no table that is known, or there are no rows.",
    });
  }
  const findings = new Map<string, Finding>();
  const scanned = new Map<string, Asset>();
  let scannedAt: Date | null = null;
  for (const [index, row] of rows.entries()) {
    const found = readRow(kind, row, asset, index);
    if (!found.ok) return found;
    const key = JSON.stringify([found.value.asset.key, found.value.ruleId, found.value.location]);
    findings.set(key, joinCves(findings.get(key), found.value));
    scanned.set(found.value.asset.key, found.value.asset);
    const at = parseInstant(row[kind.timeColumn] ?? "");
    if (at && (scannedAt === null || at > scannedAt)) scannedAt = at;
  }
  return succeed({ tool: kind.tool, scannedAt, findings: [...findings.values()], scanned: [...scanned.values()] });
}

function readRow(kind: TableKind, row: CsvRow, asset: string, index: number): Result<Finding, ParseProblem> {
  const of = kind.assetOf(row, asset);
  const read = kind.read(row);
  // The header is the first line.
  const path = `line ${index + 2}`;
  const missing = [of.key === "" && "asset", read.ruleId === "" && "id", read.title === "" && "title"].find(Boolean);
  if (missing)
    return fail({ path, expected: `a row with its ${missing}`, detail: `${path} does not say its ${missing}.` });
  const severity = rateWord(`${path}, ${kind.severityColumn(row)}`, row[kind.severityColumn(row)] ?? "");
  return severity.ok ? succeed({ ...read, asset: of, severity: severity.value }) : severity;
}

/** Nessus writes one row for each CVE of a finding. */
function joinCves(known: Finding | undefined, found: Finding): Finding {
  const cves = [known?.labels["cve"], found.labels["cve"]].filter(Boolean).join(", ");
  return known ? { ...known, labels: { ...known.labels, cve: [...new Set(cves.split(/,\s*/))].join(", ") } } : found;
}
