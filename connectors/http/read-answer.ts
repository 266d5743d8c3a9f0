import type { z } from "zod";
import type { ConnectorError } from "../../core/ports/connector-error.ts";
import { fail, type Result, succeed } from "../../core/ports/result.ts";
import type { VendorResponse } from "./vendor-call.ts";

/** No database stores NUL in text; left in, such a value would look changed at every reading. */
function withoutNul(json: string): string {
  return json.includes("\\u0000") ? json.replaceAll(/(?<!\\)((?:\\\\)*)\\u0000/g, "$1\\ufffd") : json;
}

/** The answer as JSON; an HTML page or a cut text is `unreadable`, in its own words. */
export function readJson(response: VendorResponse): Result<unknown, ConnectorError> {
  const type = response.headers["content-type"] ?? "";
  if (/html/i.test(type) || /^\s*<(!doctype|html)/i.test(response.text)) {
    return fail({
      kind: "unreadable",
      path: "",
      detail: `A web page came instead of data (HTTP ${response.status}). Please check the address.`,
    });
  }
  try {
    return succeed(JSON.parse(withoutNul(response.text)) as unknown);
  } catch {
    const what = response.text.trim() === "" ? "The answer was empty" : "The answer was not complete JSON";
    return fail({ kind: "unreadable", path: "", detail: `${what} (HTTP ${response.status}).` });
  }
}

/** The answer in the expected shape; only the fields that are used are asked for. */
export function parseWith<T extends z.ZodType>(
  schema: T,
  response: VendorResponse,
): Result<z.output<T>, ConnectorError> {
  const json = readJson(response);
  if (!json.ok) return json;
  const parsed = schema.safeParse(json.value);
  if (parsed.success) return succeed(parsed.data);
  const [issue] = parsed.error.issues;
  return fail({ kind: "unreadable", path: issue?.path.join(".") ?? "", detail: issue?.message ?? "unexpected shape" });
}
