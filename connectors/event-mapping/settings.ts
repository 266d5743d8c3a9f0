import { z } from "zod";
import { compileExpression, type ExpressionVariables } from "../../core/expressions/compile-expression.ts";
import { type FieldName, fields, needed } from "./fields.ts";
import { type Kind, truth } from "./kinds.ts";

const mostCharacters = 2_000;

/** An expression over these variables, checked when it is saved: what cannot be used is refused with its place. */
export function expressionOf(variables: ExpressionVariables, kind: Pick<Kind<unknown>, "types" | "expected">) {
  return z
    .string()
    .min(1)
    .max(mostCharacters)
    .superRefine((source, context) => {
      const compiled = compileExpression(source, variables);
      if (compiled.ok && !canGive(compiled.value.type, kind.types))
        context.addIssue({
          code: "custom",
          message: `gives ${compiled.value.type}, and must give ${kind.expected}`,
        });
      if (compiled.ok) return;
      const { detail, from, to } = compiled.error;
      const place = from === null || to === null ? "" : `characters ${from + 1} to ${Math.max(to, from + 1)}: `;
      context.addIssue({ code: "custom", message: `${place}${detail}` });
    });
}

/** What depends on the body is looked at when it comes, null and what may be absent as well. */
function canGive(type: string, types: readonly string[]): boolean {
  const [, inner] = /^optional<(.+)>$/.exec(type) ?? [];
  if (inner !== undefined) return canGive(inner, types);
  const [outer = type] = type.split("<", 1);
  return type === "dyn" || type === "null" || types.includes(outer);
}

type Expression = ReturnType<typeof expressionOf>;
type Shape<Defaults> = {
  [Name in FieldName]: Name extends keyof Defaults
    ? z.ZodDefault<Expression>
    : Name extends (typeof needed)[number]
      ? Expression
      : z.ZodOptional<Expression>;
};

/** The settings of a mapping: an expression for each field. @param defaults that hold until an admin sets others */
export function mappingSettings<const Defaults extends Partial<Record<FieldName, string>>>(
  variables: ExpressionVariables,
  defaults: Defaults,
) {
  const shape = Object.entries(fields).map(([name, kind]) => {
    const expression = expressionOf(variables, kind);
    const given = defaults[name as FieldName];
    if (given !== undefined) return [name, expression.default(given)];
    return [name, (needed as readonly string[]).includes(name) ? expression : expression.optional()];
  });
  const leaveOut = z
    .array(z.strictObject({ when: expressionOf(variables, truth), reason: z.string().min(1).max(500) }))
    .max(20)
    .default([]);
  return { ...(Object.fromEntries(shape) as Shape<Defaults>), leaveOut };
}

/** What all of them give. */
export type MappingSettings = { leaveOut: readonly { when: string; reason: string }[] } & Readonly<
  Partial<Record<FieldName, string | undefined>>
>;
