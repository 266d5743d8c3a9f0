import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testParser } from "../../test/contract/parse-monitor.ts";
import { Settings } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

const folder = new URL("./recordings/", import.meta.url);
const receivedAt = new Date("2026-11-23T13:10:09Z");
const under = (settings: object) => testParser(parsePayload, Settings.parse(settings), { folder, receivedAt });
const read = under({});
const down = JSON.parse(read.body("01-down")) as Record<string, unknown>;
const json = (change: Record<string, unknown>) => JSON.stringify({ ...down, ...change });

describe("what Site24x7 says", () => {
  const cases = [
    [
      "01-down",
      "critical",
      "Shop website: DOWN",
      /^HTTP 503 Service Unavailable\n\nFailed from: Frankfurt,London\n\nhttps:/,
      null,
    ],
    ["02-trouble", "medium", "Shop website: TROUBLE", /^Response time above 8000 ms/, null],
    ["03-critical", "high", "Shop website: CRITICAL", /^Threshold exceeded/, null],
    ["04-up", "info", "Shop website: UP", /^Outage: 10 Mins 3 Secs/, receivedAt.toISOString()],
  ] as const;
  for (const [name, severity, title, description, clearedAt] of cases)
    it(`in ${name}`, () => {
      const [event] = read.recorded(name);
      assert.deepEqual(
        [event?.severity, event?.title, event?.resource, event?.clearedAt?.toISOString() ?? null],
        [severity, title, "Shop website", clearedAt],
      );
      assert.equal(event?.raisedAt.toISOString(), "2026-11-23T13:00:05.000Z");
      assert.match(event.description ?? "", description);
      assert.match(event.url ?? "", /^https:\/\/www\.site24x7\.eu\//);
      assert.deepEqual([event.clientHint, event.episodeId], [null, null]);
    });

  it("ends when Site24x7 says, if that is after it began", () => {
    const up = (time: string) => read.event(json({ STATUS: "UP", INCIDENT_TIME_ISO: time })).clearedAt?.toISOString();
    assert.equal(up("2026-11-23T13:10:05+0000"), "2026-11-23T13:10:05.000Z");
    assert.equal(up("2026-11-23T14:10:05+0100"), "2026-11-23T13:10:05.000Z");
    assert.equal(up("2026-11-23T13:00:05+0000"), receivedAt.toISOString());
    assert.equal(up("November 23, 2026"), receivedAt.toISOString());
  });
});

describe("keys and clients", () => {
  it("are those of one customer of an MSP", () => {
    const event = read.event(json({ MSP_CUSTOMER_NAME: "Acme Dental" }));
    assert.deepEqual([event.dedupKey, event.clientHint], ["309110000000123/Acme Dental", "Acme Dental"]);
  });

  it("come from tag, group or unit where the settings say so", () => {
    const body = json({ BU_NAME: "North" });
    const hints = ["tag", "MONITOR_GROUPNAME", "BU_NAME"].map(
      (clientField) => under({ clientField }).event(body).clientHint,
    );
    assert.deepEqual(hints, ["acme-dental", "Acme Dental", "North"]);
    const tagged = (TAGS: unknown, clientTag = "client") =>
      under({ clientField: "tag", clientTag }).event(json({ TAGS })).clientHint;
    assert.deepEqual(
      [tagged("env:prod, client:a:b"), tagged("client"), tagged(undefined), tagged(["x:1"], "x")],
      ["a:b", null, null, "1"],
    );
  });

  it("are the same whether the id is quoted or not, and no number that lost digits", () => {
    assert.equal(read.event(json({ MONITOR_ID: "309110000000123" })).dedupKey, "309110000000123");
    assert.equal(read.event(json({ MONITOR_ID: "3091100000001234567890" })).dedupKey, "3091100000001234567890");
    assert.equal(
      read.problem(read.body("01-down").replace("309110000000123,", "3091100000001234567890,")).path,
      "MONITOR_ID",
    );
  });
});

describe("other statuses, and what cannot be read", () => {
  for (const status of ["SUSPENDED", "MAINTENANCE", "DISCOVERY", "CONFIGURATION_ERROR"])
    it(`opens and ends nothing for ${status}`, () =>
      assert.match(read.nothing(json({ STATUS: status })), new RegExp(status)));

  for (const [sentence, text, path] of [
    ["a status that is not known", json({ STATUS: "FLAPPING" }), "STATUS"],
    ["a status that was not filled in", json({ STATUS: "$STATUS" }), "STATUS"],
    ["no id", json({ MONITOR_ID: undefined }), "MONITOR_ID"],
    ["an id that was not filled in", json({ MONITOR_ID: "$MONITOR_ID" }), "MONITOR_ID"],
    ["a body of the operator's own", '{"text":"down"}', "MONITOR_ID"],
  ] as const)
    it(`is named: ${sentence}`, () => assert.equal(read.problem(text).path, path));

  it("counts parameters that were not filled in as absent", () => {
    const event = read.event(
      json({
        INCIDENT_REASON: "$INCIDENT_REASON",
        MSP_CUSTOMER_NAME: "$MSP_CUSTOMER_NAME",
        MONITORNAME: "$MONITORNAME",
      }),
    );
    assert.deepEqual(
      [event.dedupKey, event.clientHint, event.title],
      ["309110000000123", null, "309110000000123: DOWN"],
    );
    assert.doesNotMatch(event.description ?? "", /\$/);
  });
});
