import { fail, type ConnectorError, type Result, succeed } from "../contract.ts";
import { readJson, type VendorResponse } from "../http.ts";
import { ErrorBody } from "./api-types.ts";

/** How long to wait when all threads are taken; the vendor seldom says. */
const threadWaitMs = 1_500;

/** A status alone says little here: validation, missing rights and full threads are all 500, told apart by their texts. */
const textClasses: readonly { fragment: RegExp; kind: "threads" | "rights" | "missing" }[] = [
  { fragment: /thread threshold|itgenatr005|thread limit/i, kind: "threads" },
  { fragment: /adequate permissions/i, kind: "rights" },
  { fragment: /no matching records found/i, kind: "missing" },
];

/** The field that a refusal names, if it does, in the vendor's own spelling. */
function fieldOf(text: string): string | undefined {
  return (
    /field:\s*(\w+)/i.exec(text)?.[1] ??
    /does not exist for (\w+)/i.exec(text)?.[1] ??
    /existing entity for (\w+)/i.exec(text)?.[1] ??
    /both a (assignedResourceID)/i.exec(text)?.[1]
  );
}

/**
 * Passes complete good answers; everything else becomes an error by status and text.
 *
 * @param safe the call changes nothing; else a 5xx that says nothing may have done it all the same
 */
export function judge(
  response: VendorResponse,
  redact: (text: string) => string,
  safe: boolean,
): Result<VendorResponse, ConnectorError> {
  if (response.status >= 200 && response.status < 300) return succeed(response);
  if (response.status === 401)
    return fail({
      kind: "unauthorized",
      detail: "Autotask refused the user name or secret (401). It is not tried again, so that the user is not locked.",
    });
  if (response.status === 403)
    return fail({ kind: "forbidden", detail: "The security level of the API user does not allow this (403)." });
  const texts = readErrors(response);
  const detail = redact(texts.join(" ")).slice(0, 500);
  if (response.status === 404) return judgeMissing(response, detail);
  if (response.status === 409)
    return fail({ kind: "conflict", detail: detail || "Autotask says that the record has changed meanwhile (409)." });
  if (texts.length === 0) {
    if (response.status >= 500) {
      const kind = safe ? "unavailable" : "unknownOutcome";
      return fail({ kind, detail: `Autotask answered ${response.status} without saying why.` });
    }
    return fail({ kind: "rejected", detail: `Autotask answered ${response.status}.` });
  }
  const known = textClasses.find(({ fragment }) => fragment.test(detail));
  if (known?.kind === "threads") return fail({ kind: "rateLimited", retryAfterMs: threadWaitMs, detail });
  if (known?.kind === "rights") return fail({ kind: "forbidden", detail });
  if (known?.kind === "missing") return fail({ kind: "gone", detail });
  const field = fieldOf(detail);
  return fail(field === undefined ? { kind: "rejected", detail } : { kind: "rejected", field, detail });
}

/** A page of HTML means a wrong path, JSON means that the record is not there. */
function judgeMissing(response: VendorResponse, detail: string): Result<never, ConnectorError> {
  const json = readJson(response);
  if (json.ok) return fail({ kind: "gone", detail: detail || "The record does not exist." });
  return fail({ kind: "unreadable", path: "", detail: "Autotask does not know this address (404 with a web page)." });
}

function readErrors(response: VendorResponse): readonly string[] {
  const json = readJson(response);
  const parsed = json.ok ? ErrorBody.safeParse(json.value) : undefined;
  return parsed?.success ? parsed.data.errors : [];
}
