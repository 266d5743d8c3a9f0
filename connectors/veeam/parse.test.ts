import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testParser } from "../../test/contract/parse-monitor.ts";
import { Settings } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

const folder = new URL("./recordings/", import.meta.url);
const receivedAt = new Date("2026-11-23T14:00:00Z");
const read = testParser(parsePayload, Settings.parse({}), { folder, receivedAt });
const alarm = JSON.parse(read.body("01-veeam-one-error")) as Record<string, unknown>;
const json = (change: Record<string, unknown>) => JSON.stringify({ ...alarm, ...change });

describe("what the script says of Veeam ONE", () => {
  for (const [name, description, clearedAt] of [
    ["01-veeam-one-error", "Job SRV-DAILY finished with Failed", null],
    ["02-veeam-one-resolved", "Job SRV-DAILY finished with Success", receivedAt],
  ] as const)
    it(`in ${name}`, () => {
      const [event] = read.recorded(name);
      assert.deepEqual(
        [event?.severity, event?.title, event?.resource, event?.description, event?.clearedAt, event?.clientHint],
        ["high", "Backup job state: Backup Job SRV-DAILY", "Backup Job SRV-DAILY", description, clearedAt, null],
      );
      assert.deepEqual([event?.episodeId, event?.labels["alarmId"]], [null, "412"]);
    });

  for (const [status, condition, severity] of [
    ["Error", "firing", "high"],
    ["Warning", "firing", "medium"],
    ["Information", "firing", "info"],
    ["Resolved", "clear", "info"],
  ] as const)
    it(`${status} is ${condition}`, () => {
      const event = read.event(json({ status }));
      assert.deepEqual([event.condition, event.severity], [condition, severity]);
    });

  it("at the time that the script gives, in the zone of nobody", () => {
    const event = read.event(json({ sent_at: "2026-11-23T13:00:06Z" }));
    assert.deepEqual(
      [event.raisedAt.toISOString(), event.labels["time"]],
      ["2026-11-23T13:00:06.000Z", "11/23/2026 1:00:05 PM"],
    );
  });

  it("as a form, too, with the customer that it names", () => {
    const form = new URLSearchParams({ alarm_name: "A", object: "o", status: "Warning", client: "Müller & Söhne" });
    const event = read.event(form.toString());
    assert.deepEqual([event.dedupKey, event.clientHint], ["A/o", "Müller & Söhne"]);
  });

  it("keeping alarms and objects apart whose names hold the separator", () => {
    const keys = [
      ["a/b", "c"],
      ["a", "b/c"],
    ].map(([alarm_name, object]) => read.event(json({ alarm_name, object })).dedupKey);
    assert.notEqual(keys[0], keys[1]);
  });
});

describe("what cannot be read", () => {
  for (const [sentence, change, path] of [
    ["a status that is not known", { status: "Suppressed" }, "status"],
    ["a parameter that was not filled in", { status: "%5" }, "status"],
    ["no alarm", { alarm_name: "" }, "alarm_name"],
    ["no object", { object: undefined }, "object"],
  ] as const)
    it(`is named: ${sentence}`, () => assert.equal(read.problem(json(change)).path, path));
});
