import { type Condition, compileCondition } from "./compile-condition.ts";
import type { RuleFacts } from "./rule-facts.ts";

/** Compiled once for all who ask; conditions are few and change seldom. */
const compiled = new Map<string, Condition>();
const mostKept = 2_000;

/**
 * Whether a saved condition matches. One that does not compile any more matches nothing: it was checked when it was
 * saved, so this is a defect of ours, and doing nothing is what can be undone.
 */
export function matchesCondition(source: string, facts: Readonly<Record<string, RuleFacts>>): boolean {
  if (source === "true" || source === "false") return source === "true";
  const names = Object.keys(facts);
  const key = `${names.join(",")}\n${source}`;
  const known = compiled.get(key);
  if (known) return known.test(facts).matches;
  const result = compileCondition(source, names);
  if (!result.ok) return false;
  if (compiled.size >= mostKept) compiled.clear();
  compiled.set(key, result.value);
  return result.value.test(facts).matches;
}
