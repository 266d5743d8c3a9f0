import { checkComparisons, checkNames, type NameList } from "../../core/intake/check-names.ts";
import { compileRules } from "../../core/intake/compile-rules.ts";
import type { Result } from "../../core/ports/result.ts";
import { IntakeRules } from "../../schemas/intake-rules.ts";
import { type FoundProblem, readYaml, type TextProblem } from "./read-yaml.ts";

/** Rules as they were typed, in YAML or JSON. @returns all that is wrong with them, in the order of the text */
export function readRules(text: string, names: NameList): Result<IntakeRules, readonly TextProblem[]> {
  return readYaml(text, IntakeRules, (rules) => checkRules(rules, names));
}

/** What is wrong with rules whose shape is right. */
export function checkRules(rules: IntakeRules, names: NameList): readonly FoundProblem[] {
  const compiled = compileRules(rules);
  const found = compiled.ok ? checkComparisons(compiled.value, names) : compiled.error;
  return [...found, ...checkNames(rules, names)];
}
