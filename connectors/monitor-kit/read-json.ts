import type { z } from "zod";
import { fail, type ParseProblem, type Result, succeed } from "../contract.ts";
import { cleanText } from "./text.ts";

/** What should stand in a body, in words; the hint says what a person should look at when it does not. */
export interface Expectation {
  expected: string;
  hint?: string;
}

/** The body as text; a byte order mark at its beginning is dropped. */
export function readText(body: Uint8Array): Result<string, ParseProblem> {
  try {
    return succeed(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return fail({ path: "", expected: "text in UTF-8", detail: "The body is not text in UTF-8." });
  }
}

/** @returns a problem that quotes the place, cut short and cleaned: it can be stored */
export function parseJson(text: string): Result<unknown, ParseProblem> {
  try {
    return succeed(JSON.parse(text) as unknown);
  } catch (cause) {
    const quoted = cause instanceof Error ? cleanText(cause.message.slice(0, 200)) : "unknown error";
    return fail({ path: "", expected: "JSON in UTF-8", detail: `The body is not JSON: ${quoted}.` });
  }
}

/** Only the fields that the shape names are looked at; the problem names the first place that is not as expected. */
export function checkShape<S extends z.ZodType>(
  value: unknown,
  shape: S,
  { expected, hint }: Expectation,
): Result<z.output<S>, ParseProblem> {
  const parsed = shape.safeParse(value);
  if (parsed.success) return succeed(parsed.data);
  const [issue] = parsed.error.issues;
  const path = cleanText(issue?.path.join(".") ?? "").slice(0, 200);
  const words = cleanText(issue?.message ?? "unexpected").slice(0, 300);
  return fail({ path, expected, detail: [`${path || "The body"}: ${words}.`, hint].filter(Boolean).join(" ") });
}

/** A JSON body in UTF-8 of a shape. */
export function readJson<S extends z.ZodType>(
  body: Uint8Array,
  shape: S,
  expectation: Expectation,
): Result<z.output<S>, ParseProblem> {
  const text = readText(body);
  if (!text.ok) return text;
  const json = parseJson(text.value);
  if (!json.ok) return json;
  // Each item takes at least itself and a comma: in nearly all bodies there is nothing to look for.
  if (body.length > 2 * mostItems && hasEndlessList(json.value, deepestList))
    return fail({ path: "", expected: expectation.expected, detail: `A list in it has more than ${mostItems} items.` });
  return checkShape(json.value, shape, expectation);
}

/** No alert is so short that more of them fit into a delivery; each that is none would be a problem of its own to find. */
const mostItems = 10_000;
/** Lists of alerts stand no deeper. */
const deepestList = 4;

function hasEndlessList(value: unknown, deep: number): boolean {
  if (typeof value !== "object" || value === null || deep === 0) return false;
  if (Array.isArray(value) && value.length > mostItems) return true;
  for (const key in value) if (hasEndlessList((value as Record<string, unknown>)[key], deep - 1)) return true;
  return false;
}
