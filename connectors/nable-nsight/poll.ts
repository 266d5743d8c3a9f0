import { type ConnectorError, fail, type Result, succeed } from "../contract.ts";
import { trimSlashes, type VendorHttp, type VendorResponse } from "../http.ts";
import type { Poll } from "../monitor-kit.ts";
import type { Secrets, Settings } from "./manifest.ts";
import { readList } from "./read-list.ts";

const mostAnswerBytes = 8 * 1_024 * 1_024;
/** Of the data extraction API: the key is wrong, or may not do this. */
const loginRefused = "3";

/** One call for all failing checks of the account: the API has no changes since a time, and no pages. */
export function openPoll({
  settings,
  secrets,
  http,
}: {
  settings: Settings;
  secrets: Secrets;
  http: VendorHttp;
}): Poll {
  const query = new URLSearchParams({ apikey: secrets.apiKey, service: "list_failing_checks" });
  const url = `${trimSlashes(settings.server)}/api/?${query.toString()}`;
  return async () => {
    const answer = await http.request({ method: "GET", url, mostAnswerBytes, buckets: [], safe: true });
    if (!answer.ok) return answer;
    const body = judge(answer.value);
    if (!body.ok) return body;
    const list = readList(body.value);
    if (!list.ok) return fail({ kind: "unreadable", path: list.error.path, detail: list.error.detail });
    if ("refusal" in list.value) return fail(judgeRefusal(list.value.refusal));
    return succeed({
      body: body.value,
      contentType: "text/xml",
      fingerprint: listOf(body.value),
      cursor: null,
      more: false,
    });
  };
}

function judge({ status, bytes }: VendorResponse): Result<Uint8Array, ConnectorError> {
  if (bytes !== undefined) return succeed(bytes);
  const detail = `HTTP ${status} to list_failing_checks.`;
  if (status === 401 || status === 403) return fail({ kind: "unauthorized", detail });
  if (status >= 500) return fail({ kind: "unavailable", detail });
  return fail({ kind: "rejected", detail: `${detail} Is the address of the server right?` });
}

function judgeRefusal({ code, message }: { code: string; message: string }): ConnectorError {
  const detail = `N-sight did not answer: ${message || "no reason given"}${code && ` (${code})`}.`;
  const isLogin = code === loginRefused || /\b(?:login|api ?key|access key|permission)/i.test(message);
  return isLogin ? { kind: "unauthorized", detail } : { kind: "unavailable", detail };
}

/** What stands around the list tells when it was made, which differs each time. */
function listOf(body: Uint8Array): string {
  const text = Buffer.from(body).toString("latin1");
  return text.slice(Math.max(0, text.indexOf("<items")));
}
