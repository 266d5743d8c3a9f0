import type { ObjectSchema } from "@marcbachmann/cel-js";
import { compileExpression, type ExpressionProblem } from "../expressions/compile-expression.ts";
import { fail, type Result, succeed } from "../ports/result.ts";
import type { RuleFacts } from "./rule-facts.ts";

/** A condition that was checked: it always ends, and never throws. */
export interface Condition {
  source: string;
  /** `failed` names what broke while it ran; a condition that fails does not match. */
  test(facts: Readonly<Record<string, RuleFacts>>): { matches: boolean; failed?: string };
}

const schema: ObjectSchema = {
  title: "string",
  description: "string",
  status: "string",
  priority: "double",
  type: "string",
  queue: "string",
  category: "string",
  assignee: "string",
  contact: "string",
  client: "string",
  bornIn: "string",
  number: "string",
};

/**
 * Compiles a condition in CEL over the named facts, e.g. `record.priority <= 2.0 && record.client == "Acme"`.
 *
 * @param names variables that it may use, each with the fields of {@link RuleFacts}
 * @see https://github.com/google/cel-spec
 */
export function compileCondition(source: string, names: readonly string[]): Result<Condition, ExpressionProblem> {
  const compiled = compileExpression(source, Object.fromEntries(names.map((name) => [name, schema])));
  if (!compiled.ok) return compiled;
  const { type, evaluate } = compiled.value;
  if (type !== "bool")
    return fail({ detail: `This gives ${type}, and a condition must say true or false.`, from: null, to: null });
  return succeed({
    source,
    test(facts) {
      const result = evaluate(facts);
      return result.ok ? { matches: result.value === true } : { matches: false, failed: result.error };
    },
  });
}
