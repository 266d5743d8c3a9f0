import type { Severity } from "../../schemas/alert.ts";
import { fail, type ParseProblem, type Result, succeed } from "../contract.ts";
import { lookUp } from "../monitor-kit.ts";

/** One thing that a scanner found on one asset. */
export interface Finding {
  asset: Asset;
  /** The scanner's own name of what is wrong. */
  ruleId: string;
  /** Where on the asset: a file, package or port; empty = all of it. */
  location: string;
  severity: Severity;
  title: string;
  description: string | null;
  url: string | null;
  client: string | null;
  labels: Readonly<Record<string, string | null | undefined>>;
}

export interface Asset {
  /** Tells it from others, and never changes. */
  key: string;
  /** How people and configuration items call it. */
  name: string;
}

/** What a report holds. */
export interface Report {
  /** Findings of one tool are told apart from those of another, and cleared by its own scans alone. */
  tool: string;
  /** Null = the report does not say. */
  scannedAt: Date | null;
  findings: readonly Finding[];
  /** Assets that were scanned wholly, those without a finding too. */
  scanned: readonly Asset[];
}

const words: ReadonlyMap<string, Severity> = new Map([
  ["critical", "critical"],
  ["high", "high"],
  ["medium", "medium"],
  ["moderate", "medium"],
  ["low", "low"],
  // Trivy: not rated by anybody yet.
  ["unknown", "low"],
  ["info", "info"],
  ["informational", "info"],
  ["none", "info"],
  // OpenVAS: a log message, no weakness.
  ["log", "info"],
]);

/** A word, or a number as in {@link rateScore}. */
export function rateWord(path: string, given: string): Result<Severity, ParseProblem> {
  const word = given.trim().toLowerCase();
  const score = /^\d{1,2}(?:\.\d+)?$/.test(word) ? Number(word) : undefined;
  if (score === undefined) return lookUp(words, path, word);
  if (score > 10) return fail({ path, expected: "a CVSS score from 0 to 10", detail: `${path}: ${word} is above 10.` });
  return succeed(rateScore(score));
}

/** @param score CVSS base score, 0 to 10 @see https://www.first.org/cvss/v3.1/specification-document (qualitative scale) */
export function rateScore(score: number): Severity {
  if (score >= 9) return "critical";
  if (score >= 7) return "high";
  if (score >= 4) return "medium";
  return score > 0 ? "low" : "info";
}

/** An asset whose name is its key. */
export function namedAsset(name: string): Asset {
  const key = name.trim().slice(0, 300);
  return { key, name: key };
}
