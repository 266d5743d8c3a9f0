import { Environment, type ObjectSchema } from "@marcbachmann/cel-js";
import { fail, type Result, succeed } from "../ports/result.ts";
import { createSteps, type Steps } from "./count-steps.ts";
import { type Comparison, listComparisons } from "./list-comparisons.ts";
import { findLinear } from "./find-linear.ts";
import { linearMatch, meterComprehensions, prepareTree } from "./prepare-tree.ts";

/** An expression that was checked: it always ends, and never throws. */
export interface Expression {
  source: string;
  /** What it gives, by CEL's name of the type; `dyn` where that depends on the values. */
  type: string;
  /** Fixed texts that it compares something with. */
  comparisons: readonly Comparison[];
  /**
   * @param steps what is left to spend, shared by evaluations that belong together; absent = as much as one may take
   * @returns the value, or what broke in one line
   */
  evaluate(variables: Readonly<Record<string, unknown>>, steps?: Steps): Result<unknown, string>;
}

/** Why an expression cannot be used. `from` and `to` are positions in its text, counted from 0; null = the whole of it. */
export interface ExpressionProblem {
  detail: string;
  from: number | null;
  to: number | null;
}

/** Names that an expression may use: `dyn` for values of any shape, a text, or the fields that there are. */
export type ExpressionVariables = Readonly<Record<string, "dyn" | "string" | ObjectSchema>>;

/** Expressions over the same variables share what knows them, so that values made ready for one are ready for all. */
interface SharedEnvironment {
  environment: Environment;
  /** What the evaluation that runs now may spend. */
  spending: Steps;
  /** Of each variable with declared fields: gives the library's own form of a value. */
  converters: readonly (readonly [name: string, convert: (values: Readonly<Record<string, unknown>>) => unknown])[];
}

const environments = new WeakMap<ExpressionVariables, SharedEnvironment>();
const limits = { maxAstNodes: 200, maxDepth: 8, maxListElements: 100, maxMapEntries: 50, maxCallArguments: 10 };

/**
 * Compiles an expression in CEL. What is not declared is refused with its place, and `.?field` asks for what may be absent.
 *
 * @see https://github.com/google/cel-spec
 */
export function compileExpression(
  source: string,
  variables: ExpressionVariables,
): Result<Expression, ExpressionProblem> {
  const shared = environmentOf(variables);
  try {
    const program = shared.environment.parse(source);
    const refused = prepareTree(program.ast);
    if (refused !== undefined) return fail({ detail: refused, from: null, to: null });
    const checked = program.check();
    if (!checked.valid) return fail(toProblem(checked.error));
    meterComprehensions(program.ast, (items) => shared.spending.spend(items));
    return succeed({
      source,
      type: checked.type ?? "dyn",
      comparisons: listComparisons(program.ast),
      evaluate(values, steps = createSteps()) {
        shared.spending = steps;
        return run(() => program(values));
      },
    });
  } catch (cause) {
    return fail(toProblem(cause));
  }
}

/**
 * Values as expressions over these variables take them fastest, for those who ask many expressions about the same: the library
 * would convert each object anew for every expression.
 *
 * @param variables the same object that the expressions were compiled with
 */
export function readyValues(
  variables: ExpressionVariables,
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const ready = { ...values };
  for (const [name, convert] of environmentOf(variables).converters) ready[name] = convert(values);
  return ready;
}

function environmentOf(variables: ExpressionVariables): SharedEnvironment {
  const known = environments.get(variables);
  if (known) return known;
  const environment = new Environment({ limits, enableOptionalTypes: true });
  for (const [name, of] of Object.entries(variables))
    if (typeof of === "string") environment.registerVariable(name, of);
    else environment.registerVariable(name, { schema: of });
  const converters = Object.entries(variables).flatMap(([name, of]) => {
    if (typeof of === "string") return [];
    const program = environment.parse(name);
    program.check();
    return [[name, (values: Readonly<Record<string, unknown>>): unknown => program(values)] as const];
  });
  const shared: SharedEnvironment = { environment, spending: createSteps(), converters };
  environment.registerFunction(`string.${linearMatch}(string): bool`, (text: string, pattern: string) =>
    findLinear(text, pattern, shared.spending),
  );
  environments.set(variables, shared);
  return shared;
}

function run(evaluate: () => unknown): Result<unknown, string> {
  try {
    return succeed(evaluate());
  } catch (cause) {
    return fail(firstLine(cause));
  }
}

function toProblem(cause: unknown): ExpressionProblem {
  const range: unknown = typeof cause === "object" && cause !== null && "range" in cause ? cause.range : undefined;
  const known = typeof range === "object" && range !== null && "start" in range && "end" in range ? range : undefined;
  return {
    detail: firstLine(cause),
    from: typeof known?.start === "number" ? known.start : null,
    to: typeof known?.end === "number" ? known.end : null,
  };
}

/** The others draw the place, which we tell by numbers. */
function firstLine(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split("\n")[0] ?? "";
}
