import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parse } from "csv-parse/sync";
import { writeCsv } from "./download-csv.ts";

const nothing = { met: 0, breached: 0, attainment: null };
const never = { medianMs: null, p90Ms: null };
const row = {
  client: "Acme",
  month: "2026-03",
  opened: 3,
  response: { met: 2, breached: 1, attainment: 2 / 3 },
  update: nothing,
  resolution: nothing,
  acknowledge: { medianMs: 90_000, p90Ms: 120_000 },
  resolve: never,
  firings: 10,
  alertTickets: 3,
  folded: 0.7,
};
const read = (text: string) => parse(text, { columns: true, bom: true }) as Record<string, string>[];

describe("a report as CSV", () => {
  it("is read by others as it was written", () => {
    const [one] = read(writeCsv([{ ...row, client: 'Müller, "Sons"\nand more' }]));
    assert.equal(one?.["client"], 'Müller, "Sons"\nand more');
    assert.deepEqual(
      [one?.["response_met"], one?.["acknowledge_median_minutes"], one?.["resolve_median_minutes"]],
      ["2", "1.5", ""],
    );
  });

  it("runs no formula that somebody has made their name", () => {
    const names = [
      "=1+1",
      "+1",
      "-1",
      "@SUM(A1)",
      "\t=1",
      "\r=1",
      '=HYPERLINK("http://x.example")',
      "=cmd|' /C calc'!A0",
    ];
    for (const one of read(writeCsv(names.map((client) => ({ ...row, client })))))
      assert.match(one["client"] ?? "", /^'/, one["client"]);
  });
});
