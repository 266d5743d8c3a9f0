import { type ConnectorError, fail, type Result, succeed } from "../contract.ts";
import { readJson, type VendorResponse } from "../http.ts";
import { ErrorBody } from "./api-types.ts";
import { refusals, reject } from "./refusals.ts";

type Verdict = Result<VendorResponse, ConnectorError>;

/** What a call was, as far as its failure hangs on it. */
export interface JudgedCall {
  /** Nothing changes there. */
  safe: boolean;
  /** The answer is a file, or nothing, instead of `result`. */
  plain?: boolean;
}

/** Whether a transaction was cut by its quota: 500, or in the middle of a good answer; a smaller page may pass. */
export function isCutByQuota(response: VendorResponse): boolean {
  // A ticket may quote these words: only an answer that is broken, or says that it failed, counts.
  if (response.bytes !== undefined || !/Transaction cancelled/i.test(response.text)) return false;
  return !readJson(response).ok || readError(response) !== undefined;
}

/**
 * Passes good answers; everything else becomes an error by text, then by status.
 *
 * @param call what failed: whether a change may have happened all the same hangs on it
 */
export function judge(response: VendorResponse, call: JudgedCall, redact: (text: string) => string): Verdict {
  const unclear = (detail: string): ConnectorError => ({ kind: call.safe ? "unavailable" : "unknownOutcome", detail });
  const { status } = response;
  const isFile = response.bytes !== undefined;
  // Dropped from a session's queue; it is documented never to run.
  if (status === 202) return fail({ kind: "unavailable", detail: "ServiceNow dropped the call without running it." });
  if (isCutByQuota(response)) return fail(unclear("The instance cut the call off after its longest execution time."));
  if (!isFile && isPage(response)) return fail(judgePage(response, unclear));
  const said = isFile ? undefined : readError(response);
  if (said) return fail(judgeText(said, status, redact, unclear));
  if (status < 200 || status >= 300) return fail(judgeStatus(status, unclear));
  if (isFile || call.plain === true || status === 204) return succeed(response);
  return judgeGood(response, call);
}

/** Who answers 2xx without `result` is not ServiceNow's API. */
function judgeGood(response: VendorResponse, call: JudgedCall): Verdict {
  const json = readJson(response);
  const value = json.ok ? json.value : undefined;
  if (typeof value === "object" && value !== null && "result" in value) return succeed(response);
  const detail = json.ok
    ? "The answer holds no result: it is not ServiceNow's API that answers. Please check the address."
    : json.error.detail;
  return fail(call.safe ? { kind: "unreadable", path: "result", detail } : { kind: "unknownOutcome", detail });
}

function judgeText(
  said: string,
  status: number,
  redact: (text: string) => string,
  unclear: (detail: string) => ConnectorError,
): ConnectorError {
  const detail = redact(said).replaceAll(/\s+/g, " ").trim().slice(0, 500);
  const known = refusals.find(({ pattern }) => pattern.test(said));
  if (known) return known.judge(detail, said);
  if (status === 401) return { kind: "unauthorized", detail };
  if (status === 404)
    return { kind: "unreadable", path: "", detail: `The address is not known there (404): ${detail}` };
  if (status === 409) return { kind: "conflict", detail };
  if (status === 499 || status >= 500 || status < 300) return unclear(`ServiceNow answered ${status}: ${detail}`);
  return reject(detail || `ServiceNow answered ${status}.`);
}

function judgeStatus(status: number, unclear: (detail: string) => ConnectorError): ConnectorError {
  if (status === 401) return { kind: "unauthorized", detail: "ServiceNow did not accept the sign-in (401)." };
  if (status === 403) return { kind: "unauthorized", detail: "ServiceNow, or a proxy before it, refused (403)." };
  if (status >= 300 && status < 400)
    return {
      kind: "unreadable",
      path: "",
      detail: `The address answers with a redirection (${status}), as a sign-in page does. Please check it.`,
    };
  if (status === 404) return { kind: "unreadable", path: "", detail: "The address is not known there (404)." };
  if (status === 409) return { kind: "conflict", detail: "ServiceNow answered 409." };
  if (status === 499 || status >= 500) return unclear(`ServiceNow answered ${status} without saying why.`);
  return reject(`ServiceNow answered ${status}.`);
}

function isPage({ headers, text }: VendorResponse): boolean {
  return /html/i.test(headers["content-type"] ?? "") || /^\s*<(!doctype|html)/i.test(text);
}

function judgePage({ status, text }: VendorResponse, unclear: (detail: string) => ConnectorError): ConnectorError {
  if (/hibernat/i.test(text))
    return { kind: "unavailable", detail: "The instance is hibernating; somebody has to wake it in a browser." };
  if (status === 401 || status === 403)
    return { kind: "unauthorized", detail: `A web page refuses the call (${status}); a proxy may stand in between.` };
  if (status >= 500) return unclear(`A web page came instead of data (HTTP ${status}).`);
  const detail = `A web page came instead of data (HTTP ${status}): a sign-in page, a proxy, or the wrong address.`;
  const error = unclear(detail);
  return error.kind === "unknownOutcome" && status < 300 ? error : { kind: "unreadable", path: "", detail };
}

/** Message and detail in one; undefined = the body carries no error. */
function readError(response: VendorResponse): string | undefined {
  const json = readJson(response);
  const parsed = json.ok ? ErrorBody.safeParse(json.value) : undefined;
  if (!parsed?.success) return undefined;
  const { error, error_description: description } = parsed.data;
  if (typeof error === "string") return [error, description].filter(Boolean).join(": ");
  return [error.message, error.detail].filter(Boolean).join(": ");
}
