import type { IntakeRule, IntakeRules } from "../../schemas/intake-rules.ts";
import { compileExpression, type Expression } from "../expressions/compile-expression.ts";
import { fail, type Result, succeed } from "../ports/result.ts";
import { compileLookups, type RuleProblem, tableLookup, type WordLookup } from "./compile-lookups.ts";
import { clientVariables, itemVariables, ruleVariables } from "./event-facts.ts";

/** A rule with its expressions; those that it does not have are undefined. */
export interface CompiledRule {
  rule: IntakeRule;
  when: Expression;
  dedupKey: Expression | undefined;
  groupKey: Expression | undefined;
  dependsOn: Expression | undefined;
}

/** Rules that were checked: ready to be asked any number of times. */
export interface CompiledRules {
  clients: readonly WordLookup[];
  items: readonly WordLookup[];
  rules: readonly CompiledRule[];
  /** Names of clients that rules give by themselves. */
  clientNames: readonly string[];
  storm: IntakeRules["storm"];
  reminder: IntakeRules["reminder"];
}

/** Compiles every expression and pattern. @returns all that cannot be used, in the order of the text */
export function compileRules(rules: IntakeRules): Result<CompiledRules, readonly RuleProblem[]> {
  const problems: RuleProblem[] = [];
  const clients = compileLookups(rules.clients, clientVariables, "clients", problems);
  const items = compileLookups(rules.items, itemVariables, "items", problems);
  const seen = new Map<string, number>();
  const compiled = rules.rules.flatMap((rule, index) => {
    const before = seen.get(rule.id);
    const twice = `Rule ${(before ?? 0) + 1} is called "${rule.id}" too; each needs an id of its own.`;
    if (before !== undefined) problems.push({ path: ["rules", index, "id"], detail: twice, from: null, to: null });
    seen.set(rule.id, index);
    return compileRule(rule, index, problems);
  });
  if (problems.length > 0) return fail(problems);
  const clientNames = rules.rules.flatMap(({ set }) => (set.client === undefined ? [] : [set.client]));
  return succeed({
    clients: withTable(clients, "event.clientHint"),
    items: withTable(items, "event.resource"),
    rules: compiled,
    clientNames: [...new Set(clientNames)],
    storm: rules.storm,
    reminder: rules.reminder,
  });
}

/** The table is asked first for the tool's own word, unless the rules say when it is asked. */
function withTable(lookups: readonly WordLookup[], fact: string): readonly WordLookup[] {
  return lookups.some(({ by }) => by === "table") ? lookups : [tableLookup(fact), ...lookups];
}

function compileRule(rule: IntakeRule, index: number, problems: RuleProblem[]): CompiledRule[] {
  const compile = (source: string | undefined, gives: string, ...path: readonly string[]): Expression | undefined => {
    if (source === undefined) return undefined;
    const compiled = compileExpression(source, ruleVariables);
    const place = { path: ["rules", index, ...path], from: null, to: null };
    if (!compiled.ok) problems.push({ ...place, ...compiled.error });
    else if (compiled.value.type === gives) return compiled.value;
    else
      problems.push({
        ...place,
        detail: `This gives ${compiled.value.type}; ${expected[gives] ?? gives} is expected.`,
      });
    return undefined;
  };
  const { dedupKey, groupKey, dependsOn } = rule.set;
  const when = compile(rule.when, "bool", "when");
  const parts = {
    dedupKey: compile(
      typeof dedupKey === "object" ? dedupKey.expression : undefined,
      "string",
      "set",
      "dedupKey",
      "expression",
    ),
    groupKey: compile(
      groupKey && "expression" in groupKey ? groupKey.expression : undefined,
      "string",
      "set",
      "groupKey",
      "expression",
    ),
    dependsOn: compile(dependsOn, "list<string>", "set", "dependsOn"),
  };
  return when === undefined ? [] : [{ rule, when, ...parts }];
}

const expected: Readonly<Record<string, string>> = {
  bool: "true or false",
  string: "a text",
  "list<string>": "a list of texts",
};
