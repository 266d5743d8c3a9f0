import { fail, type ParseProblem, type Result, succeed } from "../contract.ts";
import { parseJson, readMultipart, readText } from "../monitor-kit.ts";

/** Values of a form; more would be no form of a monitoring tool. */
const mostFields = 1_000;

/** JSON, or a form as a map of texts, whatever the content type claims; of a field that comes twice the first counts. */
export function readBody(body: Uint8Array): Result<unknown, ParseProblem> {
  const text = readText(body);
  if (!text.ok) return text;
  const trimmed = text.value.trim();
  if (/^[[{"]/.test(trimmed) || trimmed === "") return parseJson(trimmed);
  const form = trimmed.startsWith("--") ? readMultipart(trimmed) : readUrlEncoded(trimmed);
  return form.ok ? succeed(Object.fromEntries(form.value)) : form;
}

function readUrlEncoded(text: string): Result<ReadonlyMap<string, string>, ParseProblem> {
  const problem = (detail: string) => fail({ path: "", expected: "JSON or a form", detail });
  if (!text.includes("=")) return problem("The body is neither JSON nor a form.");
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (!fields.has(name)) fields.set(name, value);
    if (fields.size > mostFields) return problem(`The form has more than ${mostFields} fields.`);
  }
  return succeed(fields);
}
