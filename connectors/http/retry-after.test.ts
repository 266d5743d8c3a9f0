import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseRetryAfter } from "./retry-after.ts";

describe("how long a vendor asks us to wait", () => {
  const now = new Date("2026-03-17T09:00:00Z");
  const cases: readonly [string | undefined, number][] = [
    ["7", 7_000],
    ["0", 1_000],
    ["-5", 1_000],
    ["31536000", 3_600_000],
    ["1.5", 1_500],
    ["abc", 5_000],
    ["", 5_000],
    [undefined, 5_000],
    [" 12 ", 12_000],
    ["Tue, 17 Mar 2026 09:02:00 GMT", 120_000],
    ["Tue, 17 Mar 2026 08:00:00 GMT", 1_000],
    ["Thu, 01 Jan 1970 00:00:00 GMT", 1_000],
    ["Wed, 17 Mar 2027 09:00:00 GMT", 3_600_000],
    ["2026-03-17T09:01:00Z", 60_000],
    ["99999999999999999", 5_000],
    ["1e3", 5_000],
    ["0x10", 5_000],
    ["١٢", 5_000],
    ["3600", 3_600_000],
    ["3601", 3_600_000],
  ];
  for (const [header, expected] of cases) {
    it(`${JSON.stringify(header)} → ${expected} ms`, () => assert.equal(parseRetryAfter(header, now), expected));
  }
});
