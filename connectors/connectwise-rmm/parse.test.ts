import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testParser } from "../../test/contract/parse-monitor.ts";
import { Settings } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

const folder = new URL("./recordings/", import.meta.url);
const receivedAt = new Date("2026-11-23T14:00:00Z");
const under = (settings: object) => testParser(parsePayload, Settings.parse(settings), { folder, receivedAt });
const read = under({});
const json = (change: Readonly<Record<string, unknown>> = {}) =>
  JSON.stringify({ alertId: "a", action: "create", severity: "High", ...change });

describe("the proposed body", () => {
  it("tells of a beginning", () => {
    const [event] = read.recorded("01-created");
    assert.deepEqual(
      [
        event?.title,
        event?.severity,
        event?.resource,
        event?.clientHint,
        event?.raisedAt.toISOString(),
        event?.episodeId,
      ],
      ["Drive free space on WEB-01", "critical", "WEB-01", "Acme Dental", "2026-11-23T13:00:05.000Z", event?.dedupKey],
    );
    assert.equal(event?.description, "Drive C: free space 4 % is below 5 %");
    assert.deepEqual(event.labels, {
      conditionId: "0f0e0d0c-0000-4000-8000-000000000002",
      endpointId: "e-7788",
      siteId: "50001",
      siteName: "Acme Dental HQ",
    });
  });

  it("tells of an end, just after the time that it names", () => {
    const [event] = read.recorded("02-closed");
    assert.deepEqual([event?.condition, event?.clearedAt?.toISOString()], ["clear", "2026-11-23T13:00:05.001Z"]);
  });

  for (const [word, severity] of [
    ["Critical", "critical"],
    ["high", "high"],
    ["MEDIUM", "medium"],
    ["Low", "low"],
    ["Informational", "info"],
  ] as const)
    it(`knows the severity ${word}`, () => assert.equal(read.event(json({ severity: word })).severity, severity));
});

describe("a body of another shape", () => {
  const settings = {
    idPath: "alert.id",
    actionPath: "alert.open",
    raiseWords: ["true"],
    clearWords: ["false"],
    severityPath: "alert.level",
    severityWords: { "1": "critical", "2": "low" },
    titlePath: "alert.rule.name",
    clientPath: "org.name",
    labelPaths: ["alert.rule.id"],
  };
  const body = (open: boolean, level: number) =>
    JSON.stringify({ alert: { id: 7, open, level, rule: { name: "CPU", id: 3 } }, org: { name: "Acme" } });

  it("is read by the paths and words that are set", () => {
    const event = under(settings).event(body(true, 1));
    assert.deepEqual(
      [event.dedupKey, event.condition, event.severity, event.title, event.clientHint, event.labels, event.raisedAt],
      ["7", "firing", "critical", "CPU", "Acme", { "alert.rule.id": "3" }, receivedAt],
    );
    assert.equal(under(settings).event(body(false, 2)).condition, "clear");
  });

  it("is read by own properties only", () => {
    for (const idPath of ["constructor", "constructor.name", "__proto__", "toString"])
      assert.equal(under({ idPath }).problem(json()).path, idPath);
    assert.equal(under({ clientPath: "constructor.name" }).event(json()).clientHint, null);
  });

  for (const [sentence, text, path] of [
    ["no id", json({ alertId: "" }), "alertId"],
    ["an id that is an object", json({ alertId: {} }), "alertId"],
    ["an action that is not known", json({ action: "update" }), "action"],
    ["no action", json({ action: null }), "action"],
    ["a severity that is not known", json({ severity: "Urgent" }), "severity"],
    ["no severity", json({ severity: undefined }), "severity"],
    ["a time without a zone", json({ occurredAt: "2026-11-23T13:00:05" }), "occurredAt"],
    ["a list", "[1]", "alertId"],
  ] as const)
    it(`is a problem with its place: ${sentence}`, () => assert.equal(read.problem(text).path, path));

  it("cannot be asked for by paths that are none", () => {
    for (const idPath of ["", ".", "a..b", "a[0]", "a b"])
      assert.equal(Settings.safeParse({ idPath }).success, false, idPath);
  });
});
