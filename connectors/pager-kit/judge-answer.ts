import { type ConnectorError, fail, type Result, succeed } from "../contract.ts";
import type { VendorHttp, VendorResponse } from "../http.ts";

/** Of a vendor's own words; longer ones are no use to an admin. */
const mostSaid = 300;

/**
 * What a status means to who pages; undefined = it was taken. A page is sent rather twice than never, so that 5xx only waits.
 * 429 and 503 were judged before.
 */
export function judgeAnswer(
  response: VendorResponse,
  { redact }: Pick<VendorHttp, "redact">,
): ConnectorError | undefined {
  const { status } = response;
  if (status >= 200 && status < 300) return undefined;
  const said = isPage(response) ? "a web page" : tellText(response.text, redact);
  const detail = said === "" ? `HTTP ${status}.` : `HTTP ${status}: ${said}.`;
  if (status === 401 || status === 403) return { kind: "unauthorized", detail };
  if (status >= 300 && status < 400)
    return { kind: "unreadable", path: "", detail: `${detail} It sends us elsewhere; redirects are not followed.` };
  if (status >= 500 || status === 408 || status === 425) return { kind: "unavailable", detail };
  if ((status === 404 || status === 410 || status === 405) && isPage(response))
    return { kind: "unreadable", path: "", detail: `${detail} Please check the address in the settings.` };
  return { kind: "rejected", detail };
}

function tellText(text: string, redact: (text: string) => string): string {
  const said = redact(text).replaceAll(/[\s\p{Cc}]+/gu, " ");
  return said.trim().slice(0, mostSaid).toWellFormed();
}

/** By what it is: some services call a plain `ok` text/html. */
function isPage({ headers, text }: VendorResponse): boolean {
  if (/^\s*<(!doctype|html)/i.test(text)) return true;
  return /html/i.test(headers["content-type"] ?? "") && /^\s*</.test(text);
}

/** The text of a good answer that need not be JSON; a web page is none, whatever its status. */
export function takeText(response: VendorResponse): Result<string, ConnectorError> {
  if (!isPage(response)) return succeed(response.text);
  const detail = `A web page came instead of an answer (HTTP ${response.status}). Please check the address.`;
  return fail({ kind: "unreadable", path: "", detail });
}
