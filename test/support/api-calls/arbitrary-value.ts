import fc from "fast-check";
import type { ApiDocument } from "../../../server/api/describe-api.ts";
import type { JsonSchema } from "../../../server/api/document-components.ts";

/** Deeper than this only what is needed is made. */
const deepest = 4;

const formats: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  uuid: fc.uuid(),
  "date-time": fc
    .date({ min: new Date("1990-01-01"), max: new Date("2090-01-01"), noInvalidDate: true })
    .map((at) => at.toISOString()),
  date: fc
    .date({ min: new Date("1990-01-01"), max: new Date("2090-01-01"), noInvalidDate: true })
    .map((at) => at.toISOString().slice(0, 10)),
  uri: fc.constantFrom("https://bi.msp.example/in", "http://127.0.0.1/", "https://x.example/a?b=c"),
  email: fc.constantFrom("a@b.example"),
};

/** Values that fit a schema, those at its bounds more often than others. */
export function arbitraryValue(document: ApiDocument, schema: JsonSchema, depth = 0): fc.Arbitrary<unknown> {
  const inner = (one: JsonSchema, more = 1) => arbitraryValue(document, one, depth + more);
  // Values of any kind hold others of any kind.
  if (depth > 2 * deepest) return fc.constant(null);
  const { $ref, enum: choices, const: only, anyOf, oneOf, allOf, type, format } = schema;
  if (typeof $ref === "string") return inner(resolve(document, $ref), 0);
  if (Array.isArray(choices)) return fc.constantFrom(...(choices as unknown[]));
  if ("const" in schema) return fc.constant(only);
  const several = (anyOf ?? oneOf) as JsonSchema[] | undefined;
  if (several) return fc.oneof(...several.map((one) => inner(one)));
  if (Array.isArray(allOf))
    return fc
      .tuple(...(allOf as JsonSchema[]).map((one) => inner(one)))
      .map((all) => Object.assign({}, ...all) as object);
  if (Array.isArray(type)) return fc.oneof(...(type as string[]).map((one) => inner({ ...schema, type: one }, 0)));
  if (type === "object") return arbitraryObject(document, schema, depth);
  if (type === "array") return arbitraryArray(schema, depth, inner);
  if (type === "string") return formats[String(format)] ?? arbitraryText(schema);
  if (type === "integer" || type === "number") return arbitraryNumber(schema);
  if (type === "boolean") return fc.boolean();
  if (type === "null") return fc.constant(null);
  return fc.oneof(fc.string({ maxLength: 10 }), fc.integer(), fc.constant(null), fc.boolean());
}

export function resolve(document: ApiDocument, reference: string): JsonSchema {
  const name = reference.slice("#/components/schemas/".length);
  const found = document.components.schemas[name];
  if (!found) throw new Error(`${reference} is not in the document`);
  return found;
}

function arbitraryObject(document: ApiDocument, schema: JsonSchema, depth: number): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties } = schema;
  const isOpen = depth < deepest;
  const known = Object.entries(properties).filter(([name]) => isOpen || required.includes(name));
  const made = fc.record(
    Object.fromEntries(known.map(([name, one]) => [name, arbitraryValue(document, one, depth + 1)])),
    { requiredKeys: required.filter((name) => Object.hasOwn(properties, name)), noNullPrototype: true },
  );
  if (!isOpen || typeof additionalProperties !== "object" || additionalProperties === null) return made;
  const names = fc.string({ minLength: 1, maxLength: 8, unit: fc.constantFrom(..."abcXYZ19_") });
  const more = fc.dictionary(names, arbitraryValue(document, additionalProperties as JsonSchema, depth + 1), {
    maxKeys: 3,
    noNullPrototype: true,
  });
  return fc.tuple(more, made).map(([one, other]) => ({ ...one, ...(other as object) }));
}

function arbitraryArray(
  { items, minItems = 0, maxItems = 10, prefixItems }: JsonSchema,
  depth: number,
  inner: (schema: JsonSchema) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  if (Array.isArray(prefixItems)) return fc.tuple(...(prefixItems as JsonSchema[]).map((one) => inner(one)));
  const least = Number(minItems);
  const most = Math.min(Number(maxItems), Math.max(least, depth < deepest ? 3 : 0));
  return fc.array(inner((items ?? {}) as JsonSchema), { minLength: least, maxLength: most });
}

function arbitraryText({ minLength = 0, maxLength = 200, pattern }: JsonSchema): fc.Arbitrary<string> {
  if (typeof pattern === "string") return fc.stringMatching(new RegExp(pattern, "u"));
  const [least, most] = [Number(minLength), Math.min(Number(maxLength), 2_000)];
  const words = fc.constantFrom("Acme Dental", "prometheus", "autotask", "now", "2026-03-02T09:00", "anna", "text: 1");
  return fc.oneof(
    fc.string({ minLength: least, maxLength: Math.max(least, Math.min(most, 20)) }),
    words.filter((word) => word.length >= least && word.length <= most),
    fc.constant("x".repeat(least)),
    fc.constant("ä".repeat(most)),
  );
}

function arbitraryNumber({ type, minimum, maximum, exclusiveMinimum }: JsonSchema): fc.Arbitrary<number> {
  const least = Math.max(Number(minimum ?? -1_000), Number(exclusiveMinimum ?? -1_001) + 1);
  const most = Math.min(Number(maximum ?? 1_000_000), 2 ** 31 - 1);
  const between =
    type === "integer"
      ? fc.integer({ min: Math.ceil(least), max: most })
      : fc.double({ min: least, max: most, noNaN: true });
  return fc.oneof(between, fc.constant(least), fc.constant(most));
}
