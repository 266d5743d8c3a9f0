import { isMap, isNode, isScalar, LineCounter, type Document, parseDocument, Scalar } from "yaml";
import type { z } from "zod";
import { checkComparisons, checkNames, type NameList } from "../../core/intake/check-names.ts";
import type { RuleProblem } from "../../core/intake/compile-lookups.ts";
import { compileRules } from "../../core/intake/compile-rules.ts";
import { fail, type Result, succeed } from "../../core/ports/result.ts";
import { IntakeRules } from "../../schemas/intake-rules.ts";

/** Something in a text of rules that cannot be used. */
export interface TextProblem {
  /** From 1. */
  line: number;
  /** Where in the rules, such as `rules.3.when`; empty = the text is no YAML. */
  path: string;
  detail: string;
  /** Place in the expression, from 0; null = the whole of it. */
  from: number | null;
  to: number | null;
}

/** Longer than any list of rules that a person keeps. */
const mostCharacters = 1_000_000;

/** Rules as they were typed, in YAML or JSON. @returns all that is wrong with them, in the order of the text */
export function readRules(text: string, names: NameList): Result<IntakeRules, readonly TextProblem[]> {
  if (text.length > mostCharacters)
    return fail([
      { line: 1, path: "", detail: `The text may be ${mostCharacters} characters long.`, from: null, to: null },
    ]);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [broken] = document.errors;
  if (broken) {
    const detail = `This is no YAML: ${broken.message.split("\n")[0] ?? ""}`;
    return fail([{ line: lines.linePos(broken.pos[0]).line, path: "", detail, from: null, to: null }]);
  }
  const value = toValue(document);
  if (!value.ok) return fail([{ line: 1, path: "", detail: value.error, from: null, to: null }]);
  const parsed = IntakeRules.safeParse(value.value ?? {});
  const place = (problems: readonly RuleProblem[]) =>
    problems
      .map(({ path, ...problem }) => ({
        line: lineOf(document, lines, path, problem.from),
        path: path.join("."),
        ...problem,
      }))
      .toSorted((one, other) => one.line - other.line);
  if (!parsed.success) return fail(place(parsed.error.issues.flatMap(toProblems)));
  const compiled = compileRules(parsed.data);
  const found = compiled.ok ? checkComparisons(compiled.value, names) : compiled.error;
  const problems = [...found, ...checkNames(parsed.data, names)];
  return problems.length > 0 ? fail(place(problems)) : succeed(parsed.data);
}

/** Aliases that stand for one another's aliases would fill the memory: the library counts them, and throws. */
function toValue(document: Document): Result<unknown, string> {
  try {
    return succeed(document.toJS({ maxAliasCount: 100 }) as unknown);
  } catch (cause) {
    return fail(`Its aliases cannot be followed: ${cause instanceof Error ? cause.message : "unknown error"}.`);
  }
}

type Issue = z.core.$ZodIssue;

function toProblems(issue: Issue): readonly RuleProblem[] {
  const path = issue.path.map((part) => (typeof part === "number" ? part : String(part)));
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      path: [...path, key],
      detail: `There is no field "${key}" here.`,
      from: null,
      to: null,
    }));
  const [nearest] =
    issue.code === "invalid_union" ? issue.errors.toSorted((one, other) => depthOf(other) - depthOf(one)) : [];
  if (nearest?.length)
    return nearest.flatMap((inner) => toProblems({ ...inner, path: [...issue.path, ...inner.path] }));
  // What was read from YAML is never undefined: it is not there.
  const missing = issue.code === "invalid_type" && issue.message.endsWith("received undefined");
  return [{ path, detail: missing ? "It is missing." : `${issue.message}.`, from: null, to: null }];
}

/** Of the ways in which something could be meant, the one that fails furthest inside. */
function depthOf(issues: readonly Issue[]): number {
  return Math.max(...issues.map(({ path, code }) => path.length * 2 + (code === "unrecognized_keys" ? 1 : 0)));
}

/** Where the path ends in the text; where it is not there, what it should stand in. */
function lineOf(document: Document, lines: LineCounter, path: RuleProblem["path"], from: number | null): number {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    const key = keyOf(document, path.slice(0, length));
    const start = key ?? (isNode(node) ? node.range?.[0] : undefined);
    if (start === undefined) continue;
    const { line } = lines.linePos(start);
    if (length < path.length || !isScalar(node) || typeof node.value !== "string" || from === null) return line;
    const literal = node.type === Scalar.BLOCK_LITERAL;
    return literal ? line + node.value.slice(0, from).split("\n").length : line;
  }
  return 1;
}

function keyOf(document: Document, path: RuleProblem["path"]): number | undefined {
  const last = path.at(-1);
  const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find(({ key }) => isScalar(key) && key.value === last);
  return isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
}
