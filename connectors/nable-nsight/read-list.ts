import { fail, type ParseProblem, type Result, succeed } from "../contract.ts";
import { childText, readXml, type XmlElement } from "../monitor-kit.ts";

const expected = "an answer of list_failing_checks with status OK";
/** Some eight elements a check. */
const mostElements = 500_000;

/** The list of an answer; what the tool says if it could not answer. */
export type ListAnswer = { items: XmlElement } | { refusal: { code: string; message: string } };

/** In the encoding that the answer declares. */
export function readList(body: Uint8Array): Result<ListAnswer, ParseProblem> {
  const text = decode(body);
  if (!text.ok) return text;
  const read = readXml(text.value, mostElements);
  if (!read.ok) return read;
  const [result, ...others] = read.value;
  if (result?.name !== "result" || others.length > 0)
    return fail({ path: "", expected, detail: "The answer is not one element <result>." });
  const status = result.attributes.get("status");
  const items = find(result, "items");
  if (status === "OK" && items) return succeed({ items });
  if (status === "OK") return fail({ path: "result.items", expected, detail: "There is no element <items>." });
  if (status === undefined) return fail({ path: "result.status", expected, detail: "<result> has no status." });
  const error = find(result, "error") ?? result;
  const message = childText(error, "message") ?? error.text;
  return succeed({ refusal: { code: childText(error, "errorcode") ?? "", message: message.slice(0, 500) } });
}

function decode(body: Uint8Array): Result<string, ParseProblem> {
  const head = Buffer.from(body.subarray(0, 200)).toString("latin1");
  const [, declared = "utf-8"] = /^\s{0,20}<\?xml[^>]{0,100}\sencoding=["']([\w-]{1,40})["']/.exec(head) ?? [];
  try {
    return succeed(new TextDecoder(declared, { fatal: true }).decode(body));
  } catch {
    return fail({ path: "", expected: "XML", detail: `The answer is not text in ${declared}.` });
  }
}

export function find({ children }: XmlElement, name: string): XmlElement | undefined {
  return children.find((child) => child.name === name);
}

export function findAll({ children }: XmlElement, name: string): XmlElement[] {
  return children.filter((child) => child.name === name);
}
