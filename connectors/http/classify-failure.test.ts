import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { BlockedAddress, NotConnected } from "./address-guard.ts";
import { classifyFailure } from "./classify-failure.ts";

const coded = (code: string) => Object.assign(new Error(code), { code });
const fetchFailed = (cause: Error) => new TypeError("fetch failed", { cause });

describe("what a write means that brought no complete answer", () => {
  const cases: readonly [string, Error, string][] = [
    ["no connection: nothing can have happened", new NotConnected(coded("ECONNREFUSED")), "unavailable"],
    ["no TLS: nothing can have happened", new NotConnected(coded("CERT_HAS_EXPIRED")), "unavailable"],
    ["reset before TLS was done", new NotConnected(coded("ECONNRESET")), "unavailable"],
    ["the system gave up connecting", new NotConnected(coded("ETIMEDOUT")), "unavailable"],
    [
      "no address answered",
      new NotConnected(new AggregateError([coded("ECONNREFUSED"), coded("ENETUNREACH")], "all failed")),
      "unavailable",
    ],
    ["a route lost while the answer was awaited", coded("EHOSTUNREACH"), "unknownOutcome"],
    ["a network lost while the answer was awaited", coded("ENETUNREACH"), "unknownOutcome"],
    ["refused in the middle, by a firewall", coded("ECONNREFUSED"), "unknownOutcome"],
    ["TLS broken in the middle of an answer", coded("ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC"), "unknownOutcome"],
    [
      "a client certificate that is asked for after the request (TLS 1.3)",
      coded("ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED"),
      "unknownOutcome",
    ],
    ["no answer in time", coded("UND_ERR_HEADERS_TIMEOUT"), "unknownOutcome"],
    ["a reset", coded("ECONNRESET"), "unknownOutcome"],
    ["a blocked address", new NotConnected(new BlockedAddress()), "blocked"],
  ];
  for (const [sentence, error, expected] of cases) {
    it(`${sentence} → ${expected}`, () => {
      assert.equal(classifyFailure(fetchFailed(error), false, String).kind, expected);
      // A read may always be repeated.
      const safe = expected === "blocked" ? "blocked" : "unavailable";
      assert.equal(classifyFailure(fetchFailed(error), true, String).kind, safe);
    });
  }
  it("does not loop on an error that is its own cause", () => {
    const error = new Error("round");
    error.cause = error;
    assert.equal(classifyFailure(error, false, String).kind, "unknownOutcome");
  });
});
