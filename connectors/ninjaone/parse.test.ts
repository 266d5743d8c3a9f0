import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testParser } from "../../test/contract/parse-monitor.ts";
import { ninjaone } from "./index.ts";
import { Settings } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

const folder = new URL("./recordings/", import.meta.url);
const receivedAt = new Date("2026-11-23T14:00:00Z");
const under = (settings: object) => testParser(parsePayload, Settings.parse(settings), { folder, receivedAt });
const read = under({});
const sample = JSON.parse(read.body("01-condition-triggered")) as Record<string, unknown>;
const json = (change: Readonly<Record<string, unknown>>) => JSON.stringify({ ...sample, ...change });

describe("what NinjaOne says", () => {
  const low = "Disk volume 'C:' free space is less than or equal to 5%";
  const cases = [
    ["01-condition-triggered", "critical", `WEB-01: ${low}`, "WEB-01", "Acme Dental", "2026-11-23T13:00:05.556Z"],
    [
      "02-condition-reset",
      "critical",
      "WEB-01: Disk volume 'C:' free space is back to normal",
      "WEB-01",
      "Acme Dental",
      "2026-11-23T13:20:05.100Z",
    ],
    ["03-condition-triggered-minimal", "medium", `192.0.2.43: ${low}`, "192.0.2.43", "2", "2026-11-23T13:00:05.556Z"],
  ] as const;
  for (const [name, severity, title, resource, client, at] of cases)
    it(`in ${name}`, () => {
      const [event] = read.recorded(name);
      assert.deepEqual(
        [event?.severity, event?.title, event?.resource, event?.clientHint, event?.service, event?.episodeId],
        [severity, title, resource, client, "Disk C: low", event?.dedupKey],
      );
      assert.equal((event?.clearedAt ?? event?.raisedAt)?.toISOString(), at);
    });

  it("with what stays the same from episode to episode", () => {
    assert.deepEqual(read.recorded("01-condition-triggered")[0]?.labels, {
      deviceId: "7",
      sourceConfigUid: "7e3c5d18-6f40-4b92-8c1d-5e9f00a1b2c3",
      code: "vol_free_space_le",
      nodeClass: "WINDOWS_SERVER",
      location: "HQ",
    });
  });

  it("with an id by which a repeated delivery is known", () => {
    assert.equal(read.parsed(read.body("02-condition-reset")).deliveryKey, "420231");
    assert.equal(read.parsed(read.body("04-unrelated-activity")).deliveryKey, "420399");
  });

  it("of the customer, by the field that is set", () => {
    const clients = ["organization", "organizationId", "location"].map(
      (clientField) => under({ clientField }).recorded("01-condition-triggered")[0]?.clientHint,
    );
    assert.deepEqual(clients, ["Acme Dental", "2", "HQ"]);
  });
});

describe("severity", () => {
  for (const [severity, priority, expected] of [
    ["CRITICAL", "LOW", "critical"],
    ["MAJOR", "NONE", "high"],
    ["MODERATE", "HIGH", "medium"],
    ["MINOR", "HIGH", "low"],
    ["NONE", "HIGH", "high"],
    ["NONE", "MEDIUM", "medium"],
    [undefined, "LOW", "low"],
    ["NONE", "NONE", "medium"],
    [undefined, undefined, "medium"],
  ] as const)
    it(`${severity ?? "absent"} with priority ${priority ?? "absent"} is ${expected}`, () =>
      assert.equal(read.event(json({ severity, priority })).severity, expected));
});

describe("activities", () => {
  for (const [activityType, statusCode] of [
    ["CONDITION", "DISABLED"],
    ["CONDITION", "SOMETHING_NEW"],
    ["PATCH_MANAGEMENT", "TRIGGERED"],
    ["CONDITION_ACTIONSET", "RESET"],
  ])
    it(`${activityType} ${statusCode} opens and ends nothing`, () =>
      assert.match(read.nothing(json({ activityType, statusCode })), new RegExp(`${activityType} ${statusCode}`)));

  it("that acknowledge leave the condition as it is", () => {
    const event = read.event(json({ statusCode: "ACKNOWLEDGED", userId: 5 }));
    assert.deepEqual([event.condition, event.acknowledgement], ["firing", { state: "set", by: "5", note: null }]);
  });

  it("are read without a device, and with fields of other types", () => {
    const event = read.event(json({ device: null, subject: 7, data: "x", message: null }));
    assert.deepEqual([event.resource, event.clientHint, event.title], ["device 7", null, "Disk C: low"]);
  });
});

describe("what cannot be read", () => {
  for (const [sentence, change, path] of [
    ["no series", { seriesUid: "" }, "seriesUid"],
    ["no id", { id: "x" }, "id"],
    ["no time", { activityTime: 0 }, "activityTime"],
    ["milliseconds instead of seconds", { activityTime: 1_795_438_805_556 }, "activityTime"],
    ["a severity that is not known", { severity: "FATAL" }, "severity"],
    ["a priority that is not known", { severity: "NONE", priority: "URGENT" }, "priority"],
    ["no state", { statusCode: undefined }, "statusCode"],
  ] as const)
    it(`is named: ${sentence}`, () => assert.equal(read.problem(json(change)).path, path));
});

describe("the webhook that an admin registers", () => {
  const hookUrl = "https://hub.example/hooks/a/b";
  const build = (secrets: Readonly<Record<string, string>>) =>
    JSON.parse(ninjaone.buildSetup?.({ settings: {}, secrets, hookUrl })[0]?.text ?? "") as Record<string, unknown>;

  it("has the address, and the token in the header that is checked, where there is one", () => {
    const token = "a-token-of-16-or-more";
    assert.deepEqual(build({ token })["headers"], [{ name: "X-Interdesk-Token", value: token }]);
    assert.deepEqual([build({})["url"], build({})["headers"]], [hookUrl, undefined]);
  });
});
