import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testParser } from "../../test/contract/parse-monitor.ts";
import { Settings } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

const folder = new URL("./recordings/", import.meta.url);
const receivedAt = new Date("2026-11-26T09:00:00Z");
const under = (settings: object) => testParser(parsePayload, Settings.parse(settings), { folder, receivedAt });
const read = under({});

describe("what a finding says", () => {
  const cases: readonly [
    name: string,
    index: number,
    severity: string,
    title: string,
    resource: string,
    raisedAt: string,
  ][] = [
    [
      "01-sarif",
      0,
      "high",
      "js/sql-injection: Database query built from user input on https://git.example/acme/portal",
      "https://git.example/acme/portal",
      "2026-11-23T13:04:10.250Z",
    ],
    [
      "01-sarif",
      1,
      "low",
      "js/unused: Unused variable on https://git.example/acme/portal",
      "https://git.example/acme/portal",
      "2026-11-23T13:04:10.250Z",
    ],
    [
      "05-trivy-image",
      0,
      "critical",
      "CVE-2024-5535: libssl3 3.0.14-1, openssl: SSL_select_next_proto buffer overread on registry.example/acme/portal:1.4",
      "registry.example/acme/portal:1.4",
      "2026-11-23T13:00:00.123Z",
    ],
    [
      "05-trivy-image",
      1,
      "low",
      "CVE-2023-31484: perl-base 5.36.0-7 on registry.example/acme/portal:1.4",
      "registry.example/acme/portal:1.4",
      "2026-11-23T13:00:00.123Z",
    ],
    ["06-nessus", 0, "critical", "Apache Log4Shell RCE on 10.0.0.20", "10.0.0.20", "2026-11-26T09:00:00.000Z"],
    [
      "07-openvas",
      0,
      "high",
      "SSL/TLS: Report Vulnerable Cipher Suites on fs-1.acme.example",
      "fs-1.acme.example",
      "2026-11-23T12:41:00.000Z",
    ],
    ["08-json", 1, "critical", "Old firmware on fw-2", "fw-2", "2026-11-23T12:00:00.000Z"],
  ];
  for (const [name, index, severity, title, resource, raisedAt] of cases)
    it(`in ${name}, ${index}`, () => {
      const event = read.recorded(name)[index] ?? assert.fail("no event");
      assert.deepEqual(
        [event.severity, event.title, event.resource, event.raisedAt.toISOString()],
        [severity, title, resource, raisedAt],
      );
    });

  it("joins the CVEs of one weakness", () => {
    const [event] = read.recorded("06-nessus");
    assert.deepEqual(
      [event?.labels["cve"], event?.url],
      ["CVE-2021-44228, CVE-2021-45046", "https://logging.apache.org/security.html"],
    );
  });

  it("never tells a secret that was found", () =>
    assert.doesNotMatch(JSON.stringify(read.recorded("05-trivy-image")), /\*{5}/));

  it("names the client where the table does", () => assert.equal(read.recorded("08-json")[0]?.clientHint, "acme"));
});

describe("severity", () => {
  const row = (severity: string) => `asset,id,severity,title\nfw-1,a,${severity},T\n`;
  for (const [given, severity] of [
    ["10", "critical"],
    ["9.0", "critical"],
    ["8.9", "high"],
    ["7.0", "high"],
    ["6.9", "medium"],
    ["4.0", "medium"],
    ["3.9", "low"],
    ["0.1", "low"],
    ["Moderate", "medium"],
  ] as const)
    it(`${given} is ${severity}`, () => assert.equal(read.event(row(given)).severity, severity));

  it("below the least one is left out", () => {
    assert.match(read.nothing(row("0")), /nothing of severity low/);
    assert.equal(under({ leastSeverity: "info" }).event(row("0")).severity, "info");
    assert.match(under({ leastSeverity: "high" }).nothing(row("medium")), /nothing of severity high/);
  });

  for (const level of ["error", "warning", "note", "none"] as const)
    it(`of SARIF's ${level} goes by the level`, () => {
      const body = JSON.parse(read.body("01-sarif")) as { runs: { results: { level: string }[] }[] };
      const [, second] = body.runs[0]?.results ?? [];
      if (second) second.level = level;
      const severities = under({ leastSeverity: "info" })
        .events(JSON.stringify(body))
        .map(({ severity }) => severity);
      assert.equal(severities[1], { error: "high", warning: "medium", note: "low", none: "info" }[level]);
    });
});

describe("a full scan", () => {
  it("is told of with the keys that its findings begin with", () => {
    const { scans = [], items } = read.parsed(read.body("01-sarif"));
    assert.deepEqual(
      scans.map(({ keyPrefix, at }) => [keyPrefix, at.toISOString()]),
      [["https://git.example/acme/portal|CodeScan|", "2026-11-23T13:04:10.250Z"]],
    );
    for (const item of items)
      assert.ok(item.kind === "event" && item.event.dedupKey.startsWith(scans[0]?.keyPrefix ?? "-"));
  });

  it("names hosts without a finding too", () => {
    const { scans = [] } = read.parsed(read.body("06-nessus"));
    assert.deepEqual(
      scans.map(({ resource }) => resource),
      ["10.0.0.20", "10.0.0.21"],
    );
  });

  it("is none where the settings or the run itself say so", () => {
    assert.deepEqual(under({ scans: "partial" }).parsed(read.body("01-sarif")).scans, []);
    const failed = read.body("01-sarif").replace('"executionSuccessful": true', '"executionSuccessful": false');
    assert.deepEqual(read.parsed(failed).scans, []);
  });

  it("may find nothing at all", () => {
    const empty = read.parsed(JSON.stringify({ asset: "fw-1", findings: [] }));
    assert.deepEqual([empty.items, empty.scans?.[0]?.keyPrefix], [[], "fw-1|table|"]);
  });
});

describe("what cannot be read", () => {
  for (const [sentence, body, path] of [
    ["a severity that is not known", "asset,id,severity,title\nfw-1,a,purple,T\n", "line 2, severity"],
    ["a score above ten", "asset,id,severity,title\nfw-1,a,10.1,T\n", "line 2, severity"],
    ["a row without its asset", "asset,id,severity,title\nfw-1,a,low,T\n,b,low,T\n", "line 3"],
    ["a table of other columns", "a,b\n1,2\n", ""],
    ["a version that is not known", '{"version":"2.0.0","runs":[]}', "version"],
    ["a report of nothing", '{"findings":[]}', "asset"],
  ] as const)
    it(`is named: ${sentence}`, () => assert.equal(read.problem(body).path, path));
});
