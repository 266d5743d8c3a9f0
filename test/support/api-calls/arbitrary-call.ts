import fc from "fast-check";
import type { ApiDocument, Operation, Parameter } from "../../../server/api/describe-api.ts";
import { arbitraryValue } from "./arbitrary-value.ts";
import { mutate, oddValues } from "./odd-values.ts";

/** One request that is to be sent. */
export interface Call {
  /** `GET /api/v1/tickets/{id}`. */
  operation: string;
  method: string;
  /** With its query. */
  route: string;
  headers: Readonly<Record<string, string>>;
  body: string | undefined;
}

/** Values of a path's parameter that lead somewhere. */
export type Known = (method: string, path: string) => readonly string[];

const longestQuery = 8_000;

type Manner = "valid" | "mutated";

/** Any operation of the document, with what fits it, what stands at its bounds, and what does not fit. */
export function arbitraryCall(document: ApiDocument, known: Known): fc.Arbitrary<Call> {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const ending = operations.filter(({ operation }) => !isEndless(operation));
  const calls = ending.map(({ path, method, operation }) => ({
    // What only looks is asked more often: most of what writes meets nothing that it could change.
    weight: method === "GET" ? 3 : 1,
    arbitrary: fc
      .constantFrom<Manner>("valid", "valid", "valid", "mutated")
      .chain((manner) => arbitraryOf(document, known, { path, method, operation, manner })),
  }));
  return fc.oneof(...calls);
}

/** What is followed until somebody ends it is asked by tests of its own. */
function isEndless({ responses }: Operation): boolean {
  const answer = responses["200"];
  return answer !== undefined && "content" in answer && answer.content?.["text/event-stream"] !== undefined;
}

interface Asked {
  path: string;
  method: string;
  operation: Operation;
  manner: Manner;
}

function arbitraryOf(
  document: ApiDocument,
  known: Known,
  { path, method, operation, manner }: Asked,
): fc.Arbitrary<Call> {
  const placed = (place: Parameter["in"]) =>
    operation.parameters.filter((one): one is Parameter => "in" in one && one.in === place);
  const inPath = placed("path").map(() => arbitraryPart(known(method, path), manner));
  const query = arbitraryQuery(document, placed("query"), manner);
  const sent = arbitraryBody(document, operation, manner);
  return fc.tuple(fc.tuple(...inPath), query, sent).map(([parts, pairs, { body, type }]) => {
    const filled = parts.reduce((route, part) => route.replace(/\{\w+\}/, encodeURIComponent(part)), path);
    const text = new URLSearchParams(pairs).toString();
    return {
      operation: `${method} ${path}`,
      method,
      // Longer lines are refused before they are a request.
      route: text === "" || text.length > longestQuery ? filled : `${filled}?${text}`,
      headers: body === undefined ? {} : { "content-type": type },
      body,
    };
  });
}

function arbitraryPart(known: readonly string[], manner: Manner): fc.Arbitrary<string> {
  const random = fc.oneof(
    fc.uuid(),
    fc.string({ minLength: 1, maxLength: 20 }).filter((text) => text.isWellFormed() && !/^\.+$/.test(text)),
  );
  const odd = fc.constantFrom("'; drop table ticket; --", "%00", "\0", "a/b", "x".repeat(3_000), "😀", "__proto__");
  if (manner === "mutated") return fc.oneof(random, odd);
  return known.length === 0
    ? random
    : fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: random });
}

function arbitraryQuery(
  document: ApiDocument,
  parameters: readonly Parameter[],
  manner: Manner,
): fc.Arbitrary<[string, string][]> {
  const one = parameters.map(({ name, required, schema }) => {
    const value = arbitraryValue(document, schema);
    const odd = manner === "mutated" ? fc.oneof(value, fc.constantFrom(...oddValues)) : value;
    // A cursor is what the list has answered; anything else is refused.
    const share = name === "cursor" && manner === "valid" ? 0 : 3;
    const isThere = required ? fc.constant(true) : fc.integer({ min: 0, max: 9 }).map((dice) => dice < share);
    return fc
      .tuple(isThere, odd)
      .map(([there, given]) =>
        there ? (Array.isArray(given) ? given : [given]).map((each): [string, string] => [name, toWord(each)]) : [],
      );
  });
  const strange =
    manner === "mutated"
      ? fc.constantFrom<[string, string][]>([], [["tenant_id", "1"]], [["__proto__", "x"]])
      : fc.constant<[string, string][]>([]);
  return fc.tuple(strange, ...one).map((parts) => parts.flat());
}

function toWord(value: unknown): string {
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return text.toWellFormed();
}

function arbitraryBody(
  document: ApiDocument,
  { requestBody }: Operation,
  manner: Manner,
): fc.Arbitrary<{ body: string | undefined; type: string }> {
  const schema = requestBody?.content["application/json"]?.schema;
  if (!requestBody) return fc.constant({ body: undefined, type: "" });
  if (!schema) return fc.string().map((text) => ({ body: text.toWellFormed(), type: "application/json" }));
  const value = arbitraryValue(document, schema);
  const valid = value.map((given) => ({ body: JSON.stringify(given), type: "application/json" }));
  if (manner === "valid") return valid;
  const changed = fc.tuple(value, fc.nat(), fc.constantFrom(...oddValues)).map(([given, at, odd]) => ({
    body: mutate(given, at, odd),
    type: "application/json",
  }));
  const broken = fc.constantFrom(
    { body: "{", type: "application/json" },
    { body: "[".repeat(5_000), type: "application/json" },
    { body: '{"a":1}', type: "text/plain" },
    { body: '{"__proto__":{"role":"owner"}}', type: "application/json" },
    { body: "null", type: "application/json" },
    { body: '"\\ud800"', type: "application/json; charset=utf-8" },
    { body: undefined, type: "" },
  );
  return fc.oneof({ weight: 3, arbitrary: changed }, { weight: 1, arbitrary: broken });
}
