import { fail, type ParseProblem, type Result, succeed } from "../contract.ts";
import { parseJson, readText } from "./read-json.ts";
import { readLooseJson } from "./read-loose-json.ts";
import { readMultipart } from "./read-multipart.ts";
import { cleanText } from "./text.ts";

/** Fields by name; those that were empty, or whose placeholder the sender left as it was, are not there. */
export type Fields<Key extends string> = Readonly<Partial<Record<Key, string>>>;

export interface FieldsOptions<Key extends string> {
  keys: readonly Key[];
  /** What should stand in the body, in words. */
  expected: string;
  /** A value that is a placeholder which the tool did not fill in counts as absent. */
  placeholder?: RegExp;
  /** A template without escaping may break its own JSON: the fields are then told apart by their known names. */
  loose?: boolean;
  /** Whether the body may also be form-encoded. */
  form?: boolean;
}

/**
 * One flat set of fields, whatever the content type claims: a JSON object, with `form` also URL-encoded or multipart.
 *
 * @returns only the fields that `keys` names; numbers and booleans as text
 */
export function readFields<Key extends string>(
  body: Uint8Array,
  options: FieldsOptions<Key>,
): Result<Fields<Key>, ParseProblem> {
  const text = readText(body);
  if (!text.ok) return text;
  const trimmed = text.value.trim();
  const given = options.form === true && !trimmed.startsWith("{") ? readForm(trimmed) : readObject(trimmed, options);
  if (!given.ok) return given;
  const known = options.keys.flatMap((key) => {
    const value = given.value.get(key);
    const clean = typeof value === "string" ? cleanText(value) : undefined;
    return clean === undefined || clean.trim() === "" || options.placeholder?.test(clean) ? [] : [[key, clean]];
  });
  if (known.length > 0) return succeed(Object.fromEntries(known) as Fields<Key>);
  const detail = `The body holds none of the fields that are read here: ${options.keys.slice(0, 10).join(", ")}.`;
  return fail({ path: "", expected: options.expected, detail });
}

function readObject<Key extends string>(
  text: string,
  { keys, expected, loose }: FieldsOptions<Key>,
): Result<ReadonlyMap<string, string>, ParseProblem> {
  const json = parseJson(text);
  if (!json.ok) {
    const fields = loose === true ? readLooseJson(text, keys) : undefined;
    return fields ? succeed(fields) : json;
  }
  if (typeof json.value !== "object" || json.value === null || Array.isArray(json.value))
    return fail({ path: "", expected, detail: "The body is JSON, but not an object." });
  const fields = new Map<string, string>();
  for (const [key, value] of Object.entries(json.value)) {
    if (typeof value === "string") fields.set(key, value);
    else if (typeof value === "number" || typeof value === "boolean") fields.set(key, String(value));
  }
  return succeed(fields);
}

function readForm(text: string): Result<ReadonlyMap<string, string>, ParseProblem> {
  if (text.startsWith("--")) return readMultipart(text);
  return succeed(new Map(new URLSearchParams(text)));
}

/** A field that must be there; the problem names it. */
export function needField<Key extends string>(
  fields: Fields<Key>,
  key: Key,
  expected: string,
): Result<string, ParseProblem> {
  const value = fields[key];
  return value === undefined
    ? fail({ path: key, expected, detail: `${key} is not there, or is empty.` })
    : succeed(value);
}
