import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testParser } from "../../test/contract/parse-monitor.ts";
import { Settings } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

const folder = new URL("./recordings/", import.meta.url);
const receivedAt = new Date("2026-11-23T14:00:00Z");
const under = (settings: object) => testParser(parsePayload, Settings.parse(settings), { folder, receivedAt });
const read = under({});

type Body = { data: { essentials: Record<string, unknown>; customProperties: unknown; alertContext: unknown } };
const fired = () => JSON.parse(read.body("01-fired-metric")) as Body;
const withEssentials = (change: Record<string, unknown>, from = fired()) =>
  JSON.stringify({ ...from, data: { ...from.data, essentials: { ...from.data.essentials, ...change } } });

describe("what Azure Monitor says", () => {
  const cases = [
    [
      "01-fired-metric",
      "high",
      "web-01 cpu on web-01",
      null,
      /^CPU above 90 %\n\nAverage of Percentage CPU is 97\.2 \(GreaterThan 90\)\.$/,
    ],
    ["02-resolved-metric", "high", "web-01 cpu on web-01", "2026-11-23T13:10:05.123Z", /is 11 /],
    ["03-fired-activity-log", "info", "vm-deleted on web-01", null, /^CPU above 90 %$/],
    ["04-fired-log-search", "medium", "app errors on web-01", null, /Count of AppExceptions is 17 \(GreaterThan 3\)/],
  ] as const;
  for (const [name, severity, title, clearedAt, description] of cases)
    it(`in ${name}`, () => {
      const [event] = read.recorded(name);
      assert.deepEqual(
        [event?.severity, event?.title, event?.resource, event?.clientHint, event?.clearedAt?.toISOString() ?? null],
        [severity, title, "web-01", "acme-dental", clearedAt],
      );
      assert.equal(event?.raisedAt.toISOString(), "2026-11-23T13:00:05.123Z");
      assert.match(event.description ?? "", description);
    });

  it("under one id from fired to resolved, with what stays from episode to episode as labels", () => {
    const [first] = read.recorded("01-fired-metric");
    const [last] = read.recorded("02-resolved-metric");
    assert.deepEqual([first?.dedupKey, first?.episodeId], [last?.dedupKey, last?.episodeId]);
    assert.equal(first?.dedupKey, first?.episodeId);
    assert.deepEqual(
      [first?.labels["alertRule"], first?.labels["originAlertId"]?.slice(-8)],
      ["web-01 cpu", "_1234567"],
    );
  });

  it("whatever the case of an id is, and however long it is", () => {
    const upper = read.event(withEssentials({ alertId: String(fired().data.essentials["alertId"]).toUpperCase() }));
    assert.equal(upper.dedupKey, read.recorded("01-fired-metric")[0]?.dedupKey);
    const long = (last: string) => read.event(withEssentials({ alertId: `/${"x".repeat(600)}/${last}` }));
    assert.notEqual(long("a").dedupKey, long("b").dedupKey);
  });

  it("with a link only where Azure gives one", () => {
    assert.equal(read.recorded("01-fired-metric")[0]?.url, null);
    assert.equal(read.recorded("04-fired-log-search")[0]?.url, "https://portal.azure.com/#blade/x");
    assert.equal(
      read.event(withEssentials({ investigationLink: "https://portal.azure.com/#a" })).url,
      "https://portal.azure.com/#a",
    );
    assert.equal(read.event(withEssentials({ investigationLink: "javascript:alert(1)" })).url, null);
  });
});

describe("severity and end", () => {
  for (const [given, severity] of [
    ["Sev0", "critical"],
    ["Sev1", "high"],
    ["Sev2", "medium"],
    ["Sev3", "low"],
    ["Sev4", "info"],
  ] as const)
    it(`${given} is ${severity}`, () =>
      assert.equal(read.event(withEssentials({ severity: given })).severity, severity));

  it("is when it came where Azure does not say when it ended", () => {
    assert.deepEqual(read.event(withEssentials({ monitorCondition: "Resolved" })).clearedAt, receivedAt);
  });
});

describe("client and host", () => {
  it("come from where the settings say", () => {
    const body = withEssentials({});
    assert.equal(under({ clientField: "resourceGroup" }).event(body).clientHint, "rg-acme");
    assert.equal(under({ clientField: "subscription" }).event(body).clientHint, "00000000-0000-0000-0000-000000000001");
    assert.equal(under({ clientProperty: "constructor" }).event(body).clientHint, null);
  });

  it("are none where nothing names them", () => {
    for (const customProperties of [null, undefined, {}, { client: 7 }, "x"]) {
      const { data } = fired();
      const body = JSON.stringify({ schemaId: "azureMonitorCommonAlertSchema", data: { ...data, customProperties } });
      assert.equal(read.event(body).clientHint, null);
    }
    const event = read.event(withEssentials({ configurationItems: [], alertTargetIDs: [] }));
    assert.deepEqual([event.resource, event.title], [null, "web-01 cpu"]);
    assert.equal(read.event(withEssentials({ configurationItems: undefined })).resource, "web-01");
  });

  it("need no context of a shape that is known", () => {
    for (const alertContext of [null, undefined, {}, { condition: { allOf: [7] } }]) {
      const body = { ...fired(), data: { ...fired().data, alertContext } };
      assert.equal(read.event(JSON.stringify(body)).description, "CPU above 90 %");
    }
  });
});

describe("what cannot be read", () => {
  for (const [sentence, text, path] of [
    ["a schema of one service", '{"schemaId":"AzureMonitorMetricAlert","data":{}}', "schemaId"],
    ["no schema", '{"status":"Activated","context":{}}', "schemaId"],
    ["a severity that is not known", withEssentials({ severity: "Sev5" }), "data.essentials.severity"],
    [
      "a condition that is not known",
      withEssentials({ monitorCondition: "Closed" }),
      "data.essentials.monitorCondition",
    ],
    ["no id", withEssentials({ alertId: "" }), "data.essentials.alertId"],
    [
      "a time without a zone",
      withEssentials({ firedDateTime: "2026-11-23T13:00:05" }),
      "data.essentials.firedDateTime",
    ],
  ] as const)
    it(`is named: ${sentence}`, () => {
      const problem = read.problem(text);
      assert.equal(problem.path, path);
      assert.match(problem.detail, /common alert schema/);
    });
});
