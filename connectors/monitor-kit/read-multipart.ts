import { fail, type ParseProblem, type Result, succeed } from "../contract.ts";

const expected = "multipart/form-data";
const mostParts = 50;

/**
 * The text fields of a multipart form; files are passed over. The boundary is taken from the first line, so the header that
 * names it is not needed.
 *
 * @see RFC 7578
 */
export function readMultipart(text: string): Result<ReadonlyMap<string, string>, ParseProblem> {
  const [, boundary] = /^(--[\w'()+,./:=?-]{1,100})\r?\n/.exec(text) ?? [];
  if (boundary === undefined) return fail({ path: "", expected, detail: "The form does not begin with its boundary." });
  const parts = text.split(boundary, mostParts + 2);
  if (parts.length > mostParts + 1 || parts.at(-1)?.trim() !== "--")
    return fail({ path: "", expected, detail: "The form does not end with its boundary, or has too many parts." });
  const fields = new Map<string, string>();
  for (const part of parts.slice(1, -1)) {
    const lines = part.replaceAll("\r\n", "\n");
    const blank = lines.indexOf("\n\n");
    const head = lines.slice(0, Math.max(blank, 0));
    const [, name] = /^content-disposition: {0,9}form-data; {0,9}name="([^"\n]{1,200})"/im.exec(head) ?? [];
    if (name !== undefined && !/; {0,9}filename/i.test(head)) fields.set(name, lines.slice(blank + 2, -1));
  }
  return succeed(fields);
}
