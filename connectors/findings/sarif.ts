import { z } from "zod";
import type { Severity } from "../../schemas/alert.ts";
import { fail, type ParseProblem, type Result, succeed } from "../contract.ts";
import { Instant, Text } from "../monitor-kit.ts";
import { type Asset, type Finding, namedAsset, rateScore, type Report } from "./finding.ts";

const Message = z.object({ text: Text.optional(), id: Text.optional() });
const Rule = z.object({
  id: Text,
  name: Text.optional(),
  shortDescription: Message.optional(),
  fullDescription: Message.optional(),
  helpUri: Text.optional(),
  messageStrings: z.record(z.string(), Message).optional(),
  defaultConfiguration: z.object({ level: z.string().optional() }).optional(),
  properties: z.looseObject({ "security-severity": z.union([z.string(), z.number()]).optional() }).optional(),
});
type Rule = z.infer<typeof Rule>;
const Location = z.object({
  physicalLocation: z
    .object({
      artifactLocation: z.object({ uri: Text.optional() }).optional(),
      region: z.object({ startLine: z.number().optional() }).optional(),
    })
    .optional(),
  logicalLocations: z.array(z.object({ fullyQualifiedName: Text.optional() })).optional(),
});
const SarifResult = z.object({
  ruleId: Text.optional(),
  ruleIndex: z.number().int().optional(),
  rule: z.object({ id: Text.optional(), index: z.number().int().optional() }).optional(),
  kind: z.string().default("fail"),
  level: z.string().optional(),
  message: Message.default({}),
  locations: z.array(Location).default([]),
  fingerprints: z.record(z.string(), Text).default({}),
  partialFingerprints: z.record(z.string(), Text).default({}),
  baselineState: z.string().optional(),
  suppressions: z.array(z.object({ status: z.string().optional() })).default([]),
});
type SarifResult = z.infer<typeof SarifResult>;
const Component = z.object({ name: Text.default("sarif"), rules: z.array(Rule).default([]) });
const Run = z.object({
  tool: z.object({ driver: Component, extensions: z.array(Component).default([]) }),
  results: z.array(SarifResult).default([]),
  invocations: z
    .array(
      z.object({
        executionSuccessful: z.boolean().default(true),
        endTimeUtc: Instant.optional(),
        startTimeUtc: Instant.optional(),
      }),
    )
    .default([]),
  versionControlProvenance: z.array(z.object({ repositoryUri: Text.optional() })).default([]),
  automationDetails: z.object({ id: Text.optional() }).optional(),
  properties: z.looseObject({ imageName: Text.optional() }).optional(),
});
type Run = z.infer<typeof Run>;

/** @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const Sarif = z.object({
  version: z.literal("2.1.0"),
  runs: z.array(Run).min(1),
});

/** Each run is a report of its own. @param asset of a run that does not say what it has looked at */
export function readSarif({ runs }: z.infer<typeof Sarif>, asset: string): Result<readonly Report[], ParseProblem> {
  const reports: Report[] = [];
  for (const [index, run] of runs.entries()) {
    const name = asset || nameAsset(run);
    if (!name)
      return fail({
        path: `runs.${index}.versionControlProvenance.0.repositoryUri`,
        expected: "the name of what was scanned, here or in the header X-Interdesk-Asset",
        detail: "The report does not say what was scanned.",
      });
    const findings = readResults(run, index, namedAsset(name));
    if (!findings.ok) return findings;
    const whole = run.invocations.every(({ executionSuccessful }) => executionSuccessful);
    const [invocation] = run.invocations;
    reports.push({
      tool: [run.tool.driver.name, categoryOf(run)].filter(Boolean).join("/"),
      scannedAt: invocation?.endTimeUtc ?? invocation?.startTimeUtc ?? null,
      findings: findings.value,
      scanned: whole ? [namedAsset(name)] : [],
    });
  }
  return succeed(reports);
}

function nameAsset(run: Run): string {
  const [provenance] = run.versionControlProvenance;
  return run.properties?.imageName ?? provenance?.repositoryUri ?? categoryOf(run);
}

/** Of `category/run`, the category. */
function categoryOf({ automationDetails }: Run): string {
  const { id = "" } = automationDetails ?? {};
  return id.includes("/") ? id.slice(0, id.lastIndexOf("/")) : id;
}

/** Passed, suppressed and vanished results are no findings, so that they are absent like any other that is gone. */
function isFinding({ kind, suppressions, baselineState }: SarifResult): boolean {
  const suppressed = suppressions.some(({ status }) => status === undefined || status === "accepted");
  return ["fail", "open", "review"].includes(kind) && !suppressed && baselineState !== "absent";
}

function readResults(run: Run, runIndex: number, asset: Asset): Result<Finding[], ParseProblem> {
  const rules = [run.tool.driver, ...run.tool.extensions].flatMap((component) => component.rules);
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const findings: Finding[] = [];
  for (const [index, result] of run.results.entries()) {
    if (!isFinding(result)) continue;
    const path = `runs.${runIndex}.results.${index}`;
    const place = result.ruleIndex ?? result.rule?.index ?? -1;
    const named = result.ruleId ?? result.rule?.id;
    const rule = (named === undefined ? undefined : byId.get(named)) ?? run.tool.driver.rules[place];
    const ruleId = named ?? rule?.id;
    if (!ruleId)
      return fail({ path: `${path}.ruleId`, expected: "the id of a rule", detail: `${path} names no rule.` });
    const severity = rateResult(result, rule, path);
    if (!severity.ok) return severity;
    findings.push(buildFinding(result, rule, { asset, ruleId, severity: severity.value }));
  }
  return succeed(findings);
}

function buildFinding(
  result: SarifResult,
  rule: Rule | undefined,
  known: Pick<Finding, "asset" | "ruleId" | "severity">,
): Finding {
  const [location] = result.locations;
  const uri =
    location?.physicalLocation?.artifactLocation?.uri ?? location?.logicalLocations?.[0]?.fullyQualifiedName ?? "";
  const line = location?.physicalLocation?.region?.startLine;
  const place = line === undefined ? uri : `${uri}:${line}`;
  const [fingerprint] = [...Object.values(result.fingerprints), ...Object.values(result.partialFingerprints)];
  const said = result.message.text ?? rule?.messageStrings?.[result.message.id ?? ""]?.text;
  return {
    ...known,
    // Lines move with every edit above them; a fingerprint stays.
    location: fingerprint === undefined ? place : `${uri}#${fingerprint}`,
    title: `${known.ruleId}: ${rule?.shortDescription?.text ?? rule?.name ?? said ?? "finding"}`,
    description:
      [said, rule?.fullDescription?.text, place && `Location: ${place}`].filter(Boolean).join("\n\n") || null,
    url: rule?.helpUri ?? null,
    client: null,
    labels: { location: place },
  };
}

const levels: Readonly<Record<string, Severity>> = { error: "high", warning: "medium", note: "low", none: "info" };

/** A security tool's own score first, then the level of the result, then that of its rule. */
function rateResult(result: SarifResult, rule: Rule | undefined, path: string): Result<Severity, ParseProblem> {
  const score = Number(rule?.properties?.["security-severity"] ?? Number.NaN);
  if (score >= 0 && score <= 10) return succeed(rateScore(score));
  const level = result.level ?? rule?.defaultConfiguration?.level ?? "warning";
  const known = Object.hasOwn(levels, level) ? levels[level] : undefined;
  if (known) return succeed(known);
  const detail = `${path}.level: "${level.slice(0, 100)}" is not known.`;
  return fail({ path: `${path}.level`, expected: `one of ${Object.keys(levels).join(", ")}`, detail });
}
