import { z } from "zod";
import type { ParseProblem, Result } from "../contract.ts";
import { succeed } from "../contract.ts";
import { Instant, Text } from "../monitor-kit.ts";
import { type Asset, type Finding, namedAsset, rateWord, type Report } from "./finding.ts";

const Vulnerability = z.object({
  VulnerabilityID: Text,
  PkgName: Text,
  InstalledVersion: Text.optional(),
  FixedVersion: Text.optional(),
  Severity: Text,
  Title: Text.optional(),
  Description: Text.optional(),
  PrimaryURL: Text.optional(),
});
const Misconfiguration = z.object({
  ID: Text,
  Title: Text.default(""),
  Description: Text.optional(),
  Message: Text.optional(),
  Resolution: Text.optional(),
  Severity: Text,
  Status: z.string().default("FAIL"),
  PrimaryURL: Text.optional(),
});
const Secret = z.object({
  RuleID: Text,
  Title: Text.default("Secret"),
  Severity: Text,
  StartLine: z.number().optional(),
});
const Target = z.object({
  Target: Text,
  Vulnerabilities: z.array(Vulnerability).nullish(),
  Misconfigurations: z.array(Misconfiguration).nullish(),
  Secrets: z.array(Secret).nullish(),
});
type Target = z.infer<typeof Target>;

/** @see https://trivy.dev/latest/docs/configuration/reporting/#json */
export const Trivy = z.object({
  SchemaVersion: z.literal(2),
  CreatedAt: Instant.optional(),
  ArtifactName: Text.pipe(z.string().min(1)),
  Results: z.array(Target).nullish(),
});

export function readTrivy(report: z.infer<typeof Trivy>, asset: string): Result<Report, ParseProblem> {
  const scanned = namedAsset(asset || report.ArtifactName);
  const findings: Finding[] = [];
  for (const [index, target] of (report.Results ?? []).entries())
    for (const found of listFindings(target, scanned)) {
      const severity = rateWord(`Results.${index}.Severity`, found.severity);
      if (!severity.ok) return severity;
      findings.push({ ...found, severity: severity.value });
    }
  return succeed({ tool: "trivy", scannedAt: report.CreatedAt ?? null, findings, scanned: [scanned] });
}

type Unrated = Omit<Finding, "severity"> & { severity: string };

function listFindings(target: Target, asset: Asset): readonly Unrated[] {
  const { Target: place } = target;
  const common = { asset, client: null };
  const packages = (target.Vulnerabilities ?? []).map((found): Unrated => {
    const { VulnerabilityID: ruleId, PkgName: name, InstalledVersion: version, FixedVersion: fixed } = found;
    const fix = fixed ? `Fixed in ${fixed}.` : "There is no fix yet.";
    return {
      ...common,
      ruleId,
      // Without the version: an update that does not help is the same finding.
      location: `${place}/${name}`,
      severity: found.Severity,
      title: `${ruleId}: ${name} ${version ?? ""}${found.Title ? `, ${found.Title}` : ""}`,
      description: [found.Description, fix, `Location: ${place}`].filter(Boolean).join("\n\n"),
      url: found.PrimaryURL ?? null,
      labels: { package: name, installedVersion: version, fixedVersion: fixed, location: place },
    };
  });
  const settings = (target.Misconfigurations ?? [])
    .filter(({ Status }) => Status === "FAIL")
    .map((found): Unrated => ({
      ...common,
      ruleId: found.ID,
      location: place,
      severity: found.Severity,
      title: `${found.ID}: ${found.Title}`,
      description: [found.Message, found.Description, found.Resolution].filter(Boolean).join("\n\n") || null,
      url: found.PrimaryURL ?? null,
      labels: { location: place },
    }));
  const secrets = (target.Secrets ?? []).map((found): Unrated => ({
    ...common,
    ruleId: found.RuleID,
    location: `${place}:${found.StartLine ?? 0}`,
    severity: found.Severity,
    title: `${found.RuleID}: ${found.Title} in ${place}`,
    // What was found is a secret: it is told where, never what.
    description: `Location: ${place}, line ${found.StartLine ?? "unknown"}`,
    url: null,
    labels: { location: place },
  }));
  return [...packages, ...settings, ...secrets];
}
