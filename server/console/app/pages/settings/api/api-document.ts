/** What of the API's document (OpenAPI 3.1) the page shows. */
export interface Operation {
  id: string;
  method: string;
  path: string;
  summary: string;
  description?: string | undefined;
  tag: string;
  parameters: readonly Parameter[];
  /** JSON Schema of the body; undefined = it takes none. */
  body?: Schema | undefined;
  /** JSON Schema of what it answers when all is well. */
  answer?: Schema | undefined;
}

export interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  description?: string | undefined;
}

export type Schema = Readonly<Record<string, unknown>>;

interface RawOperation {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: (Parameter & { required?: boolean })[];
  requestBody?: { content?: Record<string, { schema?: Schema }> };
  responses?: Record<string, { content?: Record<string, { schema?: Schema }> }>;
}
interface RawDocument {
  paths: Record<string, Record<string, RawOperation>>;
  components?: { schemas?: Record<string, Schema> };
}

const methods = ["get", "post", "put", "patch", "delete"];

/** @returns its operations in the document's order, with references to shapes resolved one level at a time */
export function readDocument(raw: unknown): {
  operations: readonly Operation[];
  shapes: Readonly<Record<string, Schema>>;
} {
  const { paths, components } = raw as RawDocument;
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => methods.includes(method))
      .map(([method, operation]) => toOperation(method, path, operation)),
  );
  return { operations, shapes: components?.schemas ?? {} };
}

function toOperation(method: string, path: string, raw: RawOperation): Operation {
  const good = Object.entries(raw.responses ?? {}).find(([status]) => status.startsWith("2"))?.[1];
  return {
    id: raw.operationId ?? `${method} ${path}`,
    method: method.toUpperCase(),
    path,
    summary: raw.summary ?? "",
    description: raw.description,
    tag: raw.tags?.[0] ?? "",
    parameters: (raw.parameters ?? []).map((one) => ({ ...one, required: one.required === true })),
    body: raw.requestBody?.content?.["application/json"]?.schema,
    answer: good?.content?.["application/json"]?.schema,
  };
}

const deepest = 5;

/** A shape as lines of text, such as `name: string`, with what each is for. References are followed, to a depth. */
export function writeShape(schema: Schema, shapes: Readonly<Record<string, Schema>>, depth = 0): string {
  const reference = typeof schema["$ref"] === "string" ? schema["$ref"].split("/").at(-1) : undefined;
  if (reference !== undefined) {
    const found = shapes[reference];
    return found && depth < deepest ? writeShape(found, shapes, depth) : reference;
  }
  const alternatives = (schema["anyOf"] ?? schema["oneOf"]) as Schema[] | undefined;
  if (alternatives) return alternatives.map((one) => writeShape(one, shapes, depth + 1)).join(" | ");
  if (schema["enum"]) return (schema["enum"] as unknown[]).map((one) => JSON.stringify(one)).join(" | ");
  if (schema["const"] !== undefined) return JSON.stringify(schema["const"]);
  if (schema["type"] === "array") return `${writeShape((schema["items"] ?? {}) as Schema, shapes, depth)}[]`;
  const properties = schema["properties"] as Record<string, Schema> | undefined;
  if (!properties) return writePlain(schema);
  if (depth >= deepest) return "{ … }";
  const required = new Set((schema["required"] ?? []) as string[]);
  const indent = "  ".repeat(depth + 1);
  const lines = Object.entries(properties).map(([name, one]) => {
    const note = typeof one["description"] === "string" ? `  // ${one["description"]}` : "";
    return `${indent}${name}${required.has(name) ? "" : "?"}: ${writeShape(one, shapes, depth + 1)}${note}`;
  });
  return `{\n${lines.join("\n")}\n${"  ".repeat(depth)}}`;
}

function writePlain(schema: Schema): string {
  const type = Array.isArray(schema["type"]) ? schema["type"].join(" | ") : schema["type"];
  const format = typeof schema["format"] === "string" ? ` (${schema["format"]})` : "";
  return `${typeof type === "string" ? type : "any"}${format}`;
}
