import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { buildReport, listBounds, listMonths } from "./build-report.ts";

describe("months of a report", () => {
  it("are all from the first to the last, over the end of a year", () => {
    assert.deepEqual(listMonths("2025-11", "2026-02"), ["2025-11", "2025-12", "2026-01", "2026-02"]);
    assert.deepEqual(listMonths("2026-03", "2026-02"), []);
  });

  it("begin and end where a day does in their zone, summer time or not", () => {
    const bounds = listBounds(["2026-03", "2026-04"], "Europe/Berlin").map((at) => at.toISOString());
    assert.deepEqual(bounds, ["2026-02-28T23:00:00.000Z", "2026-03-31T22:00:00.000Z", "2026-04-30T22:00:00.000Z"]);
  });
});

describe("a report", () => {
  it("has one row a client and month, with shares only of what there was", () => {
    const clock = { client: "Acme", month: 2, met: 3, breached: 1, medianMs: 60_000, p90Ms: 90_000 };
    const rows = buildReport(["2026-01", "2026-02"], {
      tickets: [
        { client: "Zeta", month: 1, opened: 2 },
        { client: "Acme", month: 2, opened: 5 },
      ],
      clocks: [
        { ...clock, target: "response" },
        { ...clock, target: "resolution", met: 0, breached: 0, medianMs: null, p90Ms: null },
      ],
      alerts: [{ client: "Acme", month: 1, firings: 8, opened: 2 }],
    });
    assert.deepEqual(
      rows.map(({ client, month, opened, folded }) => [client, month, opened, folded]),
      [
        ["Acme", "2026-01", 0, 0.75],
        ["Acme", "2026-02", 5, null],
        ["Zeta", "2026-01", 2, null],
      ],
    );
    assert.deepEqual(rows[1]?.response, { met: 3, breached: 1, attainment: 0.75 });
    assert.equal(rows[1]?.acknowledge.medianMs, 60_000);
    assert.equal(rows[1]?.resolution.attainment, null);
  });
});
