import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testParser } from "../../test/contract/parse-monitor.ts";
import { Settings } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

const folder = new URL("./recordings/", import.meta.url);
const receivedAt = new Date("2026-11-23T14:00:00Z");
const under = (settings: object) => testParser(parsePayload, Settings.parse(settings), { folder, receivedAt });
const read = under({});
const triggered = JSON.parse(read.body("01-triggered")) as Record<string, unknown>;
const json = (change: Record<string, unknown>) => JSON.stringify({ ...triggered, ...change });

describe("what Auvik says", () => {
  for (const [name, raisedAt, clearedAt] of [
    ["01-triggered", "2026-11-23T13:00:05.123Z", null],
    ["02-cleared", "2026-11-23T13:10:05.000Z", "2026-11-23T13:10:05.000Z"],
    ["03-correlation-as-string", "2026-11-23T13:00:05.123Z", null],
  ] as const)
    it(`in ${name}`, () => {
      const [event] = read.recorded(name);
      assert.deepEqual(
        [event?.severity, event?.title, event?.resource, event?.clientHint, event?.description],
        [
          "critical",
          "Network element offline: core-sw-01",
          "core-sw-01",
          "200000000000000042",
          "The device is offline.",
        ],
      );
      assert.equal(event?.raisedAt.toISOString(), raisedAt);
      assert.equal(event.clearedAt?.toISOString() ?? null, clearedAt);
      assert.equal(event.url, "https://acmedental.eu1.my.auvik.com/#device/200000777");
      assert.deepEqual([event.episodeId, event.labels["alertName"]], [event.dedupKey, "Network element offline"]);
    });

  for (const [given, severity] of [
    [1, "critical"],
    [2, "high"],
    ["3", "medium"],
    [4, "info"],
  ] as const)
    it(`${given} is ${severity}`, () => assert.equal(read.event(json({ alertSeverity: given })).severity, severity));

  it("with a status that is a number or a text", () => {
    assert.deepEqual(
      [0, "0", 1, "1"].map((alertStatus) => read.event(json({ alertStatus })).condition),
      ["firing", "firing", "clear", "clear"],
    );
  });
});

describe("keys and clients", () => {
  it("are company, entity and alert where there is no correlation", () => {
    for (const correlationId of [[], "", undefined, null, 7]) {
      const event = read.event(json({ correlationId }));
      assert.equal(event.dedupKey, "200000000000000042|ZW50aXR5LTAwMDE|Network element offline");
      assert.equal(event.episodeId, null);
    }
  });

  it("are the first of several correlations", () => {
    assert.equal(read.event(json({ correlationId: ["a", "b"] })).dedupKey, "a");
  });

  it("come from the company's name where the settings say so", () => {
    assert.equal(under({ clientField: "companyName" }).event(json({})).clientHint, "acmedental");
  });
});

describe("what cannot be read", () => {
  for (const [sentence, change, path] of [
    ["a status that is not known", { alertStatus: 2 }, "alertStatus"],
    ["no status", { alertStatus: undefined }, "alertStatus"],
    ["a severity that is not known", { alertSeverity: 5 }, "alertSeverity"],
    ["no name", { alertName: "" }, "alertName"],
    ["a time without a zone", { date: "2026-11-23T13:00:05" }, "date"],
  ] as const)
    it(`is named: ${sentence}`, () => assert.equal(read.problem(json(change)).path, path));
});
