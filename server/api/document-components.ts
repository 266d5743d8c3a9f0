import { z } from "zod";

/** A schema as it stands in the document. @see JSON Schema 2020-12, which OpenAPI 3.1 takes over */
export interface JsonSchema {
  [keyword: string]: unknown;
  description?: string;
  properties?: Record<string, JsonSchema>;
  required?: readonly string[];
}

/** What is sent, or what is answered: defaults and changes of texts make the two differ. */
export type Io = "input" | "output";
export type ToSchema = (schema: z.ZodType, io: Io) => JsonSchema;

/** Schemas of zod as JSON Schema; those with a name are told once, among the components. */
export function createComponents(closed: boolean): { toSchema: ToSchema; schemas(): Record<string, JsonSchema> } {
  const named = new Map<string, { text: string; schema: JsonSchema }>();
  const keep = (name: string, schema: JsonSchema): string => {
    const text = JSON.stringify(schema);
    const known = named.get(name);
    if (known && known.text !== text) return keep(`${name}Input`, schema);
    named.set(name, { text, schema });
    return name;
  };
  return {
    toSchema(schema, io) {
      // Wrapped, so that a schema with a name is a reference here, too.
      const { properties, $defs = {} } = convert(z.object({ it: schema }), io, closed);
      const names = new Map<string, string>();
      for (const [name, { id: _id, ...definition }] of Object.entries($defs as Record<string, JsonSchema>))
        names.set(name, keep(/^__schema\d+$/.test(name) ? "JsonValue" : name, refer(definition, names)));
      return refer(properties?.["it"] ?? {}, names);
    },
    schemas: () => Object.fromEntries([...named].toSorted(byName).map(([name, { schema }]) => [name, schema])),
  };
}

const byName = ([one]: [string, unknown], [other]: [string, unknown]) => (one < other ? -1 : 1);

function convert(schema: z.ZodType, io: Io, closed: boolean): JsonSchema {
  return z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === "date") Object.assign(jsonSchema, { type: "string", format: "date-time" });
      // The format says it; the pattern takes a line.
      if (["uuid", "date-time", "email"].includes(jsonSchema.format ?? "")) delete jsonSchema.pattern;
      // Any number in JSON is within them.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      // More may be answered one day.
      if (io === "output" && !closed && jsonSchema.additionalProperties === false)
        delete jsonSchema.additionalProperties;
    },
  }) as JsonSchema;
}

/** With references to where components stand. */
function refer<T>(value: T, names: ReadonlyMap<string, string>): T {
  const text = JSON.stringify(value).replaceAll(/"#\/\$defs\/([^"]+)"/g, (_, name: string) => {
    const component = names.get(name) ?? (/^__schema\d+$/.test(name) ? "JsonValue" : name);
    return `"#/components/schemas/${component}"`;
  });
  return JSON.parse(text) as T;
}
