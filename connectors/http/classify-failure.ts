import type { ConnectorError } from "../../core/ports/connector-error.ts";
import { BlockedAddress } from "./address-guard.ts";

/** Codes that say that no byte of the request can have reached the vendor. */
const beforeSending = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** TLS failures in words for an admin. @see https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const tlsWords: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "The server's certificate has expired.",
  ERR_TLS_CERT_ALTNAME_INVALID: "The server's certificate is for another host name.",
  DEPTH_ZERO_SELF_SIGNED_CERT: "The server's certificate is self-signed.",
  SELF_SIGNED_CERT_IN_CHAIN: "The server's certificate chain holds a self-signed certificate.",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "The server's certificate could not be verified; its chain may be incomplete.",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "The server's certificate comes from an authority that is not known here.",
};

/** What a call that brought no complete answer means: whether anything can have happened there. */
export function classifyFailure(cause: unknown, safe: boolean, tell: (words: string) => string): ConnectorError {
  const chain = listCauses(cause);
  if (chain.some((error) => error instanceof BlockedAddress)) {
    return { kind: "blocked", detail: chain.find((error) => error instanceof BlockedAddress)?.message ?? "" };
  }
  const codes = chain.flatMap((error) => ("code" in error && typeof error.code === "string" ? [error.code] : []));
  const tls = codes.find((code) => code in tlsWords || code.startsWith("ERR_SSL") || code.startsWith("CERT_"));
  if (tls) return { kind: "unavailable", detail: tlsWords[tls] ?? `No secure connection could be made (${tls}).` };
  const before = codes.find((code) => beforeSending.has(code));
  if (before) return { kind: "unavailable", detail: `The server could not be reached (${before}).` };
  const detail = tell(codes[0] ?? chain.at(-1)?.message ?? "The connection ended without an answer.");
  return safe ? { kind: "unavailable", detail } : { kind: "unknownOutcome", detail };
}

function listCauses(cause: unknown): Error[] {
  const chain: Error[] = [];
  for (let error = cause; error instanceof Error && chain.length < 10; error = error.cause) {
    chain.push(error);
    if (error instanceof AggregateError) chain.push(...error.errors.filter((inner) => inner instanceof Error));
  }
  return chain;
}
