import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { VendorResponse } from "../http.ts";
import { isCutByQuota, judge } from "./errors.ts";

const envelope = (message: string, detail: string | null = null) =>
  JSON.stringify({ error: { message, detail }, status: "failure" });
const answer = (status: number, text: string, type = "application/json"): VendorResponse => ({
  status,
  text,
  headers: { "content-type": type },
});
const page = (status: number, text: string) => answer(status, text, "text/html;charset=UTF-8");
const quota = "Transaction cancelled: maximum execution time exceeded";
const cutInside = `{"result":[{"sys_id":"5c1f"},],"error":{"message":"${quota}"},"status":"failure"}`;
const refused = "Operation Failed";

/** [sentence, answer, verdict for a read, verdict for a change if it differs] */
const cases: readonly [sentence: string, response: VendorResponse, read: string, change?: string][] = [
  ["a good list", answer(200, '{"result":[]}'), "good"],
  ["a good record", answer(201, '{"result":{"sys_id":"x"}}'), "good"],
  ["a deletion without a body", answer(204, ""), "good"],
  ["a call dropped from a session", answer(202, ""), "unavailable"],
  ["no result and no error", answer(200, '{"hello":1}'), "unreadable", "unknownOutcome"],
  ["an empty answer", answer(200, ""), "unreadable", "unknownOutcome"],
  ["cut JSON", answer(200, '{"result":[{"sys'), "unreadable", "unknownOutcome"],
  ["a ticket that quotes the quota", answer(200, `{"result":[{"description":"${quota}"}]}`), "good"],
  ["an error beside a result", answer(200, `{"result":[],"error":{"message":"x"}}`), "unavailable", "unknownOutcome"],
  ["the quota inside 200", answer(200, cutInside), "unavailable", "unknownOutcome"],
  ["the quota with 500", answer(500, envelope(quota)), "unavailable", "unknownOutcome"],
  ["a hibernating instance", page(200, "<html>This instance is hibernating</html>"), "unavailable"],
  ["a sign-in page", page(200, "<html>Log in</html>"), "unreadable", "unknownOutcome"],
  ["a page that says it is JSON", answer(200, "<!DOCTYPE html><p>x"), "unreadable", "unknownOutcome"],
  ["a redirection", answer(302, ""), "unreadable"],
  ["a proxy's refusal", page(403, "<html>Forbidden</html>"), "unauthorized"],
  ["a gateway's page", page(500, "<html>Oops</html>"), "unavailable", "unknownOutcome"],
  [
    "no sign-in",
    answer(401, envelope("User Not Authenticated", "Required to provide Auth information")),
    "unauthorized",
  ],
  ["no sign-in, in other words", answer(401, envelope("User is not authenticated")), "unauthorized"],
  ["no sign-in, without words", answer(401, ""), "unauthorized"],
  ["the token endpoint", answer(401, '{"error_description":"access_denied","error":"server_error"}'), "unauthorized"],
  [
    "no right to the API",
    answer(403, envelope("User Not Authorized", "Failed API level ACL Validation")),
    "unauthorized",
  ],
  ["no right to the table", answer(403, envelope("Insufficient rights to query records")), "forbidden"],
  [
    "a row's ACL",
    answer(403, envelope(refused, "ACL Exception Update Failed due to security constraints")),
    "rejected",
  ],
  ["a data policy", answer(403, envelope(refused, "Data Policy Exception: Caller is mandatory")), "rejected"],
  [
    "a business rule",
    answer(403, envelope(refused, "Operation against file 'incident' was aborted by Business Rule 'X^1'.")),
    "rejected",
  ],
  ["a failed insert", answer(403, envelope(refused, "Error during insert of incident")), "rejected"],
  ["a wrong table", answer(400, envelope("Invalid table incidnet")), "rejected"],
  ["a wrong route", answer(400, envelope("Requested URI does not represent any resource")), "rejected"],
  [
    "a body that is too large",
    answer(
      400,
      envelope("Exception while reading request", "Rejected large REST payload with content-length = 15105102 bytes."),
    ),
    "rejected",
  ],
  ["malformed JSON", answer(400, envelope("Exception while reading request")), "rejected"],
  [
    "a record that is missing or hidden",
    answer(404, envelope("No Record found", "Record doesn't exist or ACL restricts the record retrieval")),
    "gone",
  ],
  ["404 with a status rewritten by a proxy", answer(500, envelope("No Record found")), "gone"],
  ["another 404", answer(404, envelope("Not here")), "unreadable"],
  ["404 without words", answer(404, ""), "unreadable"],
  [
    "a rate limit with a rewritten status",
    answer(403, envelope("Rate limit exceeded", "Rate limit of 1000 requests per hour for Table API exceeded")),
    "rateLimited",
  ],
  ["a wrong method", answer(405, envelope("Method not allowed")), "rejected"],
  ["a scripted API's conflict", answer(409, envelope("x")), "conflict"],
  ["a closed client", answer(499, ""), "unavailable", "unknownOutcome"],
  ["a server error with words", answer(500, envelope("Something")), "unavailable", "unknownOutcome"],
  ["a server error without words", answer(500, ""), "unavailable", "unknownOutcome"],
];

const kindOf = (response: VendorResponse, safe: boolean) => {
  const judged = judge(response, { safe }, (text) => text);
  return judged.ok ? "good" : judged.error.kind;
};

describe("what an answer means", () => {
  for (const [sentence, response, read, change = read] of cases) {
    it(`${sentence}: ${read}, for a change ${change}`, () => {
      assert.equal(kindOf(response, true), read);
      assert.equal(kindOf(response, false), change);
    });
  }

  it("names the column that a data policy misses, and the rule that refused", () => {
    const detail = "Data Policy Exception: The following fields are mandatory: Resolution code, Resolution notes";
    const missing = judge(answer(403, envelope(refused, detail)), { safe: false }, (text) => text);
    assert.ok(!missing.ok && missing.error.kind === "rejected");
    assert.equal(missing.error.field, "close_code");
    const one = answer(403, envelope(refused, "Exception: a\nData Policy Exception: Caller is mandatory"));
    const caller = judge(one, { safe: false }, (text) => text);
    assert.equal(!caller.ok && caller.error.kind === "rejected" && caller.error.field, "caller_id");
    const stack =
      "Operation against file 'incident' was aborted by Business Rule 'No reopening^1d40'. Business Rule Stack:x";
    const rule = judge(answer(403, envelope(refused, stack)), { safe: false }, (text) => text);
    assert.match(rule.ok ? "" : rule.error.detail, /"No reopening"/);
  });

  it("tells no secret", () => {
    const told = judge(answer(400, envelope("bad hunter2")), { safe: true }, (text) =>
      text.replaceAll("hunter2", "***"),
    );
    assert.equal(told.ok ? "" : told.error.detail, "bad ***");
  });

  it("knows a cut transaction from a ticket about one", () => {
    assert.equal(isCutByQuota(answer(200, cutInside)), true);
    assert.equal(isCutByQuota(answer(200, `{"result":[{"description":"${quota}"}]}`)), false);
  });

  it("a file is good whatever it looks like", () => {
    const file = { ...page(200, ""), bytes: new TextEncoder().encode("<html>Transaction cancelled") };
    assert.equal(kindOf(file, true), "good");
  });
});
