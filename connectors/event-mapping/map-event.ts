import {
  compileExpression,
  type Expression,
  type ExpressionVariables,
} from "../../core/expressions/compile-expression.ts";
import type { Steps } from "../../core/expressions/count-steps.ts";
import { fail, type Inbound, type ParseProblem, type Result, succeed } from "../contract.ts";
import { buildEvent, cutText, justAfter } from "../monitor-kit.ts";
import { type FieldName, fields, needed } from "./fields.ts";
import { type Kind, truth } from "./kinds.ts";
import type { MappingSettings } from "./settings.ts";

/** Expressions by what they give, ready to be evaluated. */
export interface Mapping {
  fields: ReadonlyMap<FieldName, Expression>;
  leaveOut: readonly { when: Expression; reason: string }[];
}

/** @throws Error where an expression does not compile any more; it was checked when it was saved */
export function compileMapping(settings: MappingSettings, variables: ExpressionVariables): Mapping {
  const names = Object.keys(fields) as FieldName[];
  const compiled = names.flatMap((name) => {
    const source = settings[name];
    return source === undefined ? [] : [[name, mustCompile(source, variables)] as const];
  });
  const leaveOut = settings.leaveOut.map(({ when, reason }) => ({ when: mustCompile(when, variables), reason }));
  return { fields: new Map(compiled), leaveOut };
}

export function mustCompile(source: string, variables: ExpressionVariables): Expression {
  const compiled = compileExpression(source, variables);
  if (!compiled.ok) throw new Error(`The expression ${source} does not compile: ${compiled.error.detail}`);
  return compiled.value;
}

export interface MappingContext {
  values: Readonly<Record<string, unknown>>;
  /** Before the field's name in a problem's path. */
  place: string;
  receivedAt: Date;
  steps: Steps;
}

export type Mapped = Result<Extract<Inbound, { kind: "event" }> | { leftOut: string }, ParseProblem>;

/** One alert of what the expressions give, or why it is left out; a field that gives something else is a problem with its name. */
export function mapEvent(mapping: Mapping, context: MappingContext): Mapped {
  for (const [index, { when, reason }] of mapping.leaveOut.entries()) {
    const matches = evaluate(when, truth, `leaveOut.${index}`, context);
    if (!matches.ok) return matches;
    if (matches.value === true) return succeed({ leftOut: reason });
  }
  const read = <T>(name: FieldName, kind: Kind<T>): Result<T | undefined, ParseProblem> => {
    const expression = mapping.fields.get(name);
    return expression ? evaluate(expression, kind, name, context) : succeed(undefined);
  };
  const given = readAll(read, context);
  if (!given.ok) return given;
  const { dedupKey, condition, severity, raisedAt, clearedAt, title, ...texts } = given.value;
  return succeed(
    buildEvent({
      ...texts,
      dedupKey,
      condition,
      severity,
      titles: [title],
      raisedAt: raisedAt ?? context.receivedAt,
      clearedAt: clearedAt && isSame(clearedAt, raisedAt) ? justAfter(clearedAt) : (clearedAt ?? context.receivedAt),
    }),
  );
}

/** A message that tells one time only: both expressions give it. */
function isSame(one: Date, other: Date | undefined): boolean {
  return one.getTime() === other?.getTime();
}

type Read = <T>(name: FieldName, kind: Kind<T>) => Result<T | undefined, ParseProblem>;
type Values = { [Name in FieldName]?: (typeof fields)[Name] extends Kind<infer T> ? T | undefined : never };
type Needed = { [Name in (typeof needed)[number]]: NonNullable<Values[Name]> };

function readAll(read: Read, { place }: MappingContext): Result<Values & Needed, ParseProblem> {
  const values: Record<string, unknown> = {};
  for (const [name, kind] of Object.entries(fields) as [FieldName, Kind<unknown>][]) {
    const value = read(name, kind);
    if (!value.ok) return value;
    values[name] = value.value;
    const isMissing = value.value === undefined || value.value === "";
    if (isMissing && (needed as readonly string[]).includes(name))
      return fail({ path: `${place}${name}`, expected: kind.expected, detail: `${name} gives nothing for this body.` });
  }
  return succeed(values as Values & Needed);
}

/** Undefined = it gives nothing: null, or an optional that is empty. */
export function evaluate<T>(
  expression: Expression,
  kind: Kind<T>,
  name: string,
  { values, place, steps }: MappingContext,
): Result<T | undefined, ParseProblem> {
  const path = `${place}${name}`;
  const result = expression.evaluate(values, steps);
  if (!result.ok)
    return fail({ path, expected: kind.expected, detail: `${name}: ${cutText(result.error.toWellFormed(), 300)}` });
  const value = unwrap(result.value);
  if (value === undefined || value === null) return succeed(undefined);
  const read = kind.read(value);
  if (read !== undefined) return succeed(read);
  return fail({
    path,
    expected: kind.expected,
    detail: `${name} gives ${describe(value)}, and must give ${kind.expected}.`,
  });
}

/** CEL's optional, by what it can do: the library does not export its class. */
function unwrap(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("hasValue" in value)) return value;
  const optional = value as { hasValue(): boolean; value(): unknown };
  if (typeof optional.hasValue !== "function") return value;
  return optional.hasValue() ? optional.value() : undefined;
}

function describe(value: unknown): string {
  if (typeof value === "string") return `"${cutText(value.toWellFormed(), 100)}"`;
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") return String(value);
  return Array.isArray(value) ? "a list" : "a map";
}
