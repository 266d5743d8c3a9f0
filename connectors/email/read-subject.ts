import type { Severity } from "../../schemas/alert.ts";
import { findSeverity } from "../monitor-kit.ts";

/** Words that tell what a subject is about; each is one or several words. */
export interface StateWords {
  /** It is over, whatever else the subject says. */
  clearWords: readonly string[];
  /** It is fine, unless the subject names a problem too. */
  fineWords: readonly string[];
  problemWords: readonly string[];
}

export interface SubjectReading {
  /** The subject without marks of answers and forwarding, and without words of state: the same from fire to clear. */
  key: string;
  state: "firing" | "clear";
  severity: Severity;
}

const answered = /^(?:\s*(?:re|aw|fwd?|wg|tr|sv|antw)(?:\[\d{1,3}\])?\s*:)+/i;
/** Signs and pictures that stand around words of state. */
const signs = /[^\p{L}\p{N}]+/gu;
const fromFirstToLast = /[\p{L}\p{N}](?:.*[\p{L}\p{N}])?/su;

/** What says nothing of a state is an alert: better one too many. */
export function readSubject(subject: string, words: StateWords): SubjectReading {
  // Spaces at both ends, so that every word stands between two.
  const text = ` ${subject.replace(answered, "").replaceAll(signs, " ").trim().toLowerCase()} `;
  const has = (list: readonly string[]) => list.some((word) => text.includes(` ${normalize(word)} `));
  const isClear = has(words.clearWords) || (has(words.fineWords) && !has(words.problemWords));
  const stateWords = [...words.clearWords, ...words.fineWords, ...words.problemWords, ...severityWords];
  return {
    key: strip(subject.replace(answered, ""), stateWords),
    state: isClear ? "clear" : "firing",
    severity: severityOf(text),
  };
}

function normalize(word: string): string {
  return word.replaceAll(signs, " ").trim().toLowerCase();
}

/** Not all that custom knows: CPU is high, and disk space is low, however bad that is. */
const severityWords = ["critical", "emergency", "disaster", "error", "major", "warning", "minor", "info"];

function severityOf(text: string): Severity {
  const found = severityWords.filter((word) => text.includes(` ${word} `)).map((word) => findSeverity(word));
  const order: readonly Severity[] = ["critical", "high", "medium", "low", "info"];
  return order.find((severity) => found.includes(severity)) ?? "medium";
}

/** Longest words first, so that "back to normal" goes as a whole; signs that are left alone go too. */
function strip(subject: string, words: readonly string[]): string {
  const patterns = words
    .toSorted((a, b) => b.length - a.length)
    .map((word) => normalize(word).split(" ").map(escape).join("[^\\p{L}\\p{N}]+"));
  const known = new RegExp(`(?<![\\p{L}\\p{N}])(?:${patterns.join("|")})(?![\\p{L}\\p{N}])`, "giu");
  const left = subject
    .replaceAll(known, " ")
    .split(/\s+/)
    .filter((part) => /[\p{L}\p{N}]/u.test(part))
    .join(" ");
  return (fromFirstToLast.exec(left)?.[0] ?? "").toLowerCase();
}

function escape(word: string): string {
  return word.replaceAll(/[^\p{L}\p{N}]/gu, "\\$&");
}
