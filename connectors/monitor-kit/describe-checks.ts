import type { HeaderName, SenderCheck } from "./verify-sender.ts";

/** How a sender can say who it is, in a few words for a list of connectors. */
export function describeChecks(checks: readonly SenderCheck[]): string {
  const ways = [...new Set(checks.map(describeCheck))];
  return ways.join(", or ") || "the address alone";
}

function describeCheck(check: SenderCheck): string {
  switch (check.kind) {
    case "bearer":
      return "bearer token";
    case "basic":
      return "user and password";
    case "header":
      return `secret in ${nameHeader(check.header)}`;
    case "hmac":
      return `HMAC-${check.algorithm.toUpperCase()} in ${nameHeader(check.header)}`;
    default:
      return check satisfies never;
  }
}

function nameHeader(header: HeaderName): string {
  return typeof header === "string" ? `\`${header.toLowerCase()}\`` : "a header of your choice";
}
