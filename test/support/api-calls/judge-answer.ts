import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { describeApi } from "../../../server/api/describe-api.ts";
import type { Call } from "./arbitrary-call.ts";

export interface Judged {
  status: number;
  /** What is wrong with the answer; empty = nothing. */
  problem: string;
}

/** These start a vendor, or ask one for all that it has, before they answer. */
const slow: Readonly<Record<string, number>> = { "POST /api/v1/simulators": 60_000 };

/**
 * Holds answers against the document, and against it alone: what it does not name must not be there.
 *
 * @param mostMs longest that an answer may take; Infinity where the machine does other things besides
 */
export function createJudge(mostMs: number) {
  const document = describeApi({ closed: true });
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(document, "api");
  const checks = new Map<string, ValidateFunction | undefined>();
  const checkOf = (pointer: string): ValidateFunction => {
    const known = checks.get(pointer) ?? ajv.compile({ $ref: `api#${pointer}` });
    checks.set(pointer, known);
    return known;
  };
  return async ({ operation, method, route }: Call, answer: Response, tookMs: number): Promise<Judged> => {
    const { status } = answer;
    const text = await answer.text();
    const say = (problem: string): Judged => ({
      status,
      problem: problem && `${method} ${route.slice(0, 200)}: ${status} ${problem}: ${text.slice(0, 300)}`,
    });
    if (status >= 500) return say("is the hub's own failure");
    if (tookMs > Math.max(mostMs, slow[operation] ?? 0)) return say(`took ${Math.round(tookMs)} ms`);
    const path = operation.slice(method.length + 1);
    const described = document.paths[path]?.[method.toLowerCase()]?.responses[status];
    if (!described) return say("is not in the document");
    const pointer =
      "$ref" in described
        ? String(described.$ref).slice(1)
        : `/paths/${escape(path)}/${method.toLowerCase()}/responses/${status}`;
    const [type] = (answer.headers.get("content-type") ?? "").split(";");
    if (status === 204) return say(text === "" ? "" : "has a body");
    // Lines and files have no schema of their own.
    if (!type?.endsWith("json") || type === "application/x-ndjson")
      return say("content" in described && described.content?.[type ?? ""] ? "" : `has the type ${type ?? ""}`);
    if (text === "") return say("has no body");
    const check = checkOf(`${pointer}/content/${escape(type)}/schema`);
    return say(check(JSON.parse(text)) ? "" : `does not fit: ${ajv.errorsText(check.errors).slice(0, 300)}`);
  };
}

function escape(part: string): string {
  return encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));
}
