import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { AttachmentRow, JournalRow, parseStamp, SlaRow, TicketRow, Token } from "./api-types.ts";
import { judge } from "./errors.ts";
import { mapRecord } from "./map-in.ts";
import { pickDates } from "./read-sla.ts";

const read = (name: string) => readFileSync(new URL(`./recordings/${name}.json`, import.meta.url), "utf8");

interface Case {
  name: string;
  response: { status: number; headers?: Record<string, string>; body?: unknown; rawBody?: string };
}

describe("recorded answers", () => {
  const verdicts: Readonly<Record<string, readonly [read: string, change: string]>> = {
    "oauth-denied": ["unauthorized", "unauthorized"],
    "not-authenticated": ["unauthorized", "unauthorized"],
    "api-level-acl": ["unauthorized", "unauthorized"],
    "no-right-to-query-table": ["forbidden", "forbidden"],
    "row-acl-on-write": ["rejected", "rejected"],
    "data-policy-mandatory": ["rejected", "rejected"],
    "aborted-by-business-rule": ["rejected", "rejected"],
    "record-not-found-or-hidden": ["gone", "gone"],
    "invalid-table": ["rejected", "rejected"],
    "unknown-route": ["rejected", "rejected"],
    "payload-too-large": ["rejected", "rejected"],
    "rate-limited": ["rateLimited", "rateLimited"],
    "quota-500": ["unavailable", "unknownOutcome"],
    "quota-inside-200": ["unavailable", "unknownOutcome"],
    "session-queue-dropped": ["unavailable", "unavailable"],
    "hibernating-developer-instance": ["unavailable", "unavailable"],
  };
  const { cases } = JSON.parse(read("auth-and-errors")) as { cases: Case[] };
  for (const { name, response } of cases.filter((one) => one.name in verdicts)) {
    it(`${name}: ${verdicts[name]?.join(", for a change ")}`, () => {
      const text = response.rawBody ?? (response.body === "" ? "" : JSON.stringify(response.body));
      const headers = { "content-type": response.headers?.["Content-Type"] ?? "application/json" };
      const kinds = [true, false].map((safe) => {
        const judged = judge({ status: response.status, headers, text }, { safe }, (words) => words);
        return judged.ok ? "good" : judged.error.kind;
      });
      assert.deepEqual(kinds, verdicts[name]);
    });
  }

  it("tokens are read, whatever stands beside them", () => {
    for (const { response } of cases.filter(({ name }) => name.startsWith("oauth-") && name.endsWith("-ok")))
      assert.equal(Token.parse(response.body).expires_in, 1_799);
  });

  it("an incident becomes a record", () => {
    const { response } = JSON.parse(read("incident-create")) as { response: { body: { result: unknown } } };
    const row = TicketRow.parse(response.body.result);
    const record = mapRecord(row, {
      baseUrl: "https://x.example",
      table: "incident",
      contactEmail: "lena@x.example",
      maps: {},
    });
    assert.deepEqual(record.raw, {
      status: "1",
      title: "Backup job failed 3 nights in a row",
      description: "Job NWD-SQL-FULL ended with code 13.",
      resolution: null,
      priority: { priority: "3", impact: "2", urgency: "2" },
      queue: "d62590c69730e110d4a1b6e3f153af3e",
      assignee: null,
      contact: "lena@x.example",
      category: "software",
    });
    assert.equal(record.number, "INC0048219");
    // Another product's key in the same column is no marker of ours.
    assert.equal(record.marker, null);
  });

  it("journals, clocks and files are read", () => {
    const rowsOf = (name: string) =>
      (JSON.parse(read(name)) as { response: { body: { result: unknown[] } } }).response.body.result;
    assert.equal(rowsOf("journal-list").map((row) => JournalRow.parse(row)).length, 3);
    const dates = pickDates(rowsOf("task-sla-list").map((row) => SlaRow.parse(row)));
    assert.deepEqual(dates, { responseDueAt: parseStamp("2026-04-14 07:42:05"), resolutionDueAt: null });
    const files = JSON.parse(read("attachment-metadata")) as {
      list: { response: { body: { result: unknown[] } } };
      upload: { response: { body: { result: unknown } } };
    };
    assert.equal(AttachmentRow.parse(files.list.response.body.result[0]).size_bytes, "48213");
    assert.equal(AttachmentRow.parse(files.upload.response.body.result).file_name, "console.png");
  });
});
