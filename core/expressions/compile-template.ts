import { RE2JS } from "re2js";
import { fail, type Result, succeed } from "../ports/result.ts";
import type { ExpressionProblem } from "./compile-expression.ts";
import type { Steps } from "./count-steps.ts";

/** @returns what a text gives, or null where the pattern is not found in it */
export type Template = (text: string, steps: Steps) => string | null;

const reference = /\$(?:\$|(\d+)|\{(\w+)\})/g;

/**
 * A pattern, and what it stands for: `$1` and `${name}` are what its groups have found, `$$` is a dollar sign. Its searches
 * take a time that grows no faster than the text.
 *
 * @returns with a problem's place in the pattern (`pattern`) or in what it gives (`gives`)
 */
export function compileTemplate(
  pattern: string,
  gives: string,
): Result<Template, ExpressionProblem & { part: "pattern" | "gives" }> {
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(pattern);
  } catch (cause) {
    const detail = (cause instanceof Error ? cause.message : String(cause)).split("\n")[0] ?? "";
    return fail({ part: "pattern", detail: `This is no pattern of RE2: ${detail}`, from: null, to: null });
  }
  const named = compiled.namedGroups();
  for (const found of gives.matchAll(reference)) {
    const [whole, number, name] = found;
    const known =
      number === undefined ? name === undefined || Object.hasOwn(named, name) : Number(number) <= compiled.groupCount();
    if (!known)
      return fail({
        part: "gives",
        detail: `The pattern has no group ${whole}.`,
        from: found.index,
        to: found.index + whole.length,
      });
  }
  return succeed((text, steps) => {
    steps.spend(Math.ceil(text.length / 100));
    const matcher = compiled.matcher(text);
    if (!matcher.find()) return null;
    return gives.replaceAll(reference, (whole, number?: string, name?: string) => {
      if (number === undefined && name === undefined) return whole.slice(1);
      return matcher.group(number === undefined ? (named[name ?? ""] ?? 0) : Number(number)) ?? "";
    });
  });
}
