import type { ConnectorError } from "../../core/ports/connector-error.ts";
import { BlockedAddress, NotConnected } from "./address-guard.ts";

/** TLS failures in words for an admin. @see https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const tlsWords = new Map([
  ["CERT_HAS_EXPIRED", "The server's certificate has expired."],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "The server's certificate is for another host name."],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "The server's certificate is self-signed."],
  ["SELF_SIGNED_CERT_IN_CHAIN", "The server's certificate chain holds a self-signed certificate."],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "The server's certificate could not be verified; its chain may be incomplete."],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "The server's certificate comes from an authority that is not known here."],
]);

/** What happened to a request that was on its way, in words for an admin. @see https://undici.nodejs.org/#/docs/api/Errors */
const brokenWords = new Map([
  ["UND_ERR_HEADERS_TIMEOUT", "The server took the request and did not begin to answer in time."],
  ["UND_ERR_BODY_TIMEOUT", "The answer stopped in the middle."],
  ["UND_ERR_SOCKET", "The connection broke before the answer was complete."],
  ["ECONNRESET", "The connection broke before the answer was complete."],
]);

/**
 * What a call that brought no complete answer means: whether anything can have happened there. That hangs on whether there
 * was a connection, never on the error's code: TLS and routing errors come in the middle of an exchange as well.
 *
 * @param tell makes foreign words safe to tell
 */
export function classifyFailure(cause: unknown, safe: boolean, tell: (words: string) => string): ConnectorError {
  const chain = listCauses(cause);
  const blocked = chain.find((error) => error instanceof BlockedAddress);
  if (blocked) return { kind: "blocked", detail: blocked.message };
  const codes = chain.flatMap((error) => ("code" in error && typeof error.code === "string" ? [error.code] : []));
  if (chain.some((error) => error instanceof NotConnected)) {
    return { kind: "unavailable", detail: describeNoConnection(codes) };
  }
  const detail = describeBroken(chain, codes, tell);
  return safe ? { kind: "unavailable", detail } : { kind: "unknownOutcome", detail };
}

function describeNoConnection(codes: readonly string[]): string {
  const tls = codes.find((code) => tlsWords.has(code) || code.startsWith("ERR_SSL") || code.startsWith("CERT_"));
  if (tls) return tlsWords.get(tls) ?? `No secure connection could be made (${tls}).`;
  return `The server could not be reached (${codes[0] ?? "no reason given"}).`;
}

function describeBroken(chain: readonly Error[], codes: readonly string[], tell: (words: string) => string): string {
  if (chain.some(({ name }) => name === "TimeoutError" || name === "AbortError"))
    return "The answer was not complete in time.";
  const known = codes.find((code) => brokenWords.has(code));
  if (known) return `${brokenWords.get(known)} (${known})`;
  return tell(codes[0] ?? chain.at(-1)?.message ?? "The connection ended without an answer.");
}

function listCauses(cause: unknown): Error[] {
  const chain: Error[] = [];
  for (let error = cause; error instanceof Error && chain.length < 10; error = error.cause) {
    chain.push(error);
    if (error instanceof AggregateError) chain.push(...error.errors.filter((inner) => inner instanceof Error));
  }
  return chain;
}
