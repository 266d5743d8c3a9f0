import { isMap, isNode, isScalar, LineCounter, type Document, parseDocument, Scalar } from "yaml";
import type { z } from "zod";
import { fail, type Result, succeed } from "../../core/ports/result.ts";

/** Something in a text that cannot be used. */
export interface TextProblem {
  /** From 1. */
  line: number;
  /** Where in what it says, such as `rules.3.when`; empty = the text is no YAML. */
  path: string;
  detail: string;
  /** Place in the expression, from 0; null = the whole of it. */
  from: number | null;
  to: number | null;
}

/** The same, with its path in parts. */
export interface FoundProblem {
  path: readonly (string | number)[];
  detail: string;
  from?: number | null;
  to?: number | null;
}

/** Longer than any text of this kind that a person keeps. */
const mostCharacters = 1_000_000;

/**
 * What an admin typed, in YAML or JSON.
 *
 * @param check what is wrong beyond the schema; not asked while the schema finds something
 * @param most characters of the text
 * @returns all that is wrong with it, in the order of the text
 */
export function readYaml<T>(
  text: string,
  schema: z.ZodType<T>,
  check: (value: T) => readonly FoundProblem[],
  most: number = mostCharacters,
): Result<T, readonly TextProblem[]> {
  if (text.length > most)
    return fail([{ line: 1, path: "", detail: `The text may be ${most} characters long.`, from: null, to: null }]);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [broken] = document.errors;
  if (broken) {
    const detail = `This is no YAML: ${broken.message.split("\n")[0] ?? ""}`;
    return fail([{ line: lines.linePos(broken.pos[0]).line, path: "", detail, from: null, to: null }]);
  }
  const value = toValue(document);
  if (!value.ok) return fail([{ line: 1, path: "", detail: value.error, from: null, to: null }]);
  const parsed = schema.safeParse(value.value ?? {});
  const found = parsed.success ? check(parsed.data) : parsed.error.issues.flatMap(toProblems);
  if (parsed.success && found.length === 0) return succeed(parsed.data);
  return fail(found.map((problem) => place(document, lines, problem)).toSorted((one, other) => one.line - other.line));
}

/** All that is wrong, one line each, as people are told. */
export function describeProblem({ line, path, detail, from, to }: TextProblem): string {
  const where = from === null ? "" : `, characters ${from + 1} to ${to ?? from + 1}`;
  return `line ${line}${path ? `, ${path}` : ""}${where}: ${detail}`;
}

function place(document: Document, lines: LineCounter, problem: FoundProblem): TextProblem {
  const { path, detail, from = null, to = null } = problem;
  return { line: lineOf(document, lines, path, from), path: path.join("."), detail, from, to };
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

/** What a schema found, in our words. */
export function toProblems(issue: Issue): readonly FoundProblem[] {
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
  // A schema that says what it expects as a whole says it better than the one of its ways that came nearest, unless that is inside.
  const says = issue.code === "invalid_union" && issue.message !== "Invalid input" && depthOf(nearest ?? []) === 0;
  if (nearest?.length && !says)
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
function lineOf(document: Document, lines: LineCounter, path: FoundProblem["path"], from: number | null): number {
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

function keyOf(document: Document, path: FoundProblem["path"]): number | undefined {
  const last = path.at(-1);
  const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find(({ key }) => isScalar(key) && key.value === last);
  return isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
}
