import type { ClientLookup, ItemLookup } from "../../schemas/intake-rules.ts";
import { compileExpression, type ExpressionVariables } from "../expressions/compile-expression.ts";
import { compileTemplate } from "../expressions/compile-template.ts";
import type { Steps } from "../expressions/count-steps.ts";
import { fail, type Result, succeed } from "../ports/result.ts";
import { type EventFacts, isTextFact, readFact } from "./event-facts.ts";

/** Something in the rules that cannot be used. `from` and `to` are places in the text there, counted from 0. */
export interface RuleProblem {
  path: readonly (string | number)[];
  detail: string;
  from: number | null;
  to: number | null;
}

/** One way from an event to a word that stands for a client or an item. */
export interface WordLookup {
  by: "table" | "pattern" | "expression";
  /** How people are told of it. */
  label: string;
  /** @returns the word, null where it gives none, or what broke in one line */
  find(facts: EventFacts, steps: Steps): Result<string | null, string>;
}

/** Look-ups in order; those that cannot be used are noted. */
export function compileLookups(
  lookups: readonly (ClientLookup | ItemLookup)[],
  variables: ExpressionVariables,
  place: string,
  problems: RuleProblem[],
): readonly WordLookup[] {
  return lookups.flatMap((lookup, index) => {
    const note = (field: string, problem: Omit<RuleProblem, "path">) =>
      void problems.push({ path: [place, index, field], ...problem });
    const compiled = compileLookup(lookup, variables, note);
    return compiled === undefined ? [] : [compiled];
  });
}

type Note = (field: string, problem: Omit<RuleProblem, "path">) => void;

function compileLookup(
  lookup: ClientLookup | ItemLookup,
  variables: ExpressionVariables,
  note: Note,
): WordLookup | undefined {
  if (lookup.by === "expression") return compileComputed(lookup, variables, note);
  const { fact } = lookup;
  if (!isTextFact(fact)) note("fact", { detail: `There is no text "${fact}".`, from: null, to: null });
  if (lookup.by === "table") return tableLookup(fact);
  const template = compileTemplate(lookup.pattern, lookup.gives);
  if (!template.ok) {
    const { part, ...problem } = template.error;
    note(part, problem);
    return undefined;
  }
  const { value: fill } = template;
  return {
    by: "pattern",
    label: `the pattern on ${fact}`,
    find: (facts, steps) =>
      translate(
        lookup,
        attempt(() => fill(readFact(facts, fact), steps)),
      ),
  };
}

export function tableLookup(fact: string): WordLookup {
  return { by: "table", label: `the table for ${fact}`, find: (facts) => succeed(readFact(facts, fact) || null) };
}

function compileComputed(
  lookup: Extract<ClientLookup | ItemLookup, { by: "expression" }>,
  variables: ExpressionVariables,
  note: Note,
): WordLookup | undefined {
  const compiled = compileExpression(lookup.expression, variables);
  if (!compiled.ok) {
    note("expression", compiled.error);
    return undefined;
  }
  const { type, evaluate } = compiled.value;
  if (type !== "string") {
    note("expression", { detail: `This gives ${type}, and a look-up must give a text.`, from: null, to: null });
    return undefined;
  }
  return {
    by: "expression",
    label: "the expression",
    find: (facts, steps) => translate(lookup, evaluate({ ...facts }, steps)),
  };
}

function translate(lookup: ClientLookup | ItemLookup, found: Result<unknown, string>): Result<string | null, string> {
  if (!found.ok) return found;
  const word = typeof found.value === "string" ? found.value.trim().slice(0, 500) : "";
  if (word === "") return succeed(null);
  return succeed("names" in lookup && Object.hasOwn(lookup.names, word) ? (lookup.names[word] ?? word) : word);
}

/** Steps that are used up end the look-up, not the event. */
function attempt(find: () => string | null): Result<string | null, string> {
  try {
    return succeed(find());
  } catch (cause) {
    return fail(cause instanceof Error ? cause.message : String(cause));
  }
}
