import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testParser } from "../../test/contract/parse-monitor.ts";
import { Settings } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

const folder = new URL("./recordings/", import.meta.url);
const receivedAt = new Date("2026-11-23T14:00:00Z");
const under = (settings: object) => testParser(parsePayload, Settings.parse(settings), { folder, receivedAt });
const read = under({});

const open = JSON.parse(read.body("01-open")) as { version: string; incident: Record<string, unknown> };
const json = (change: Record<string, unknown>) =>
  JSON.stringify({ ...open, incident: { ...open.incident, ...change } });

describe("what Cloud Monitoring says", () => {
  const cases = [
    ["01-open", "critical", null, "0.9 with a value of 0.972"],
    ["02-closed", "critical", "2026-11-23T13:10:05.000Z", "returned to normal"],
    ["03-no-severity", "medium", null, "0.9 with a value of 0.972"],
  ] as const;
  for (const [name, severity, clearedAt, words] of cases)
    it(`in ${name}`, () => {
      const [event] = read.recorded(name);
      assert.deepEqual(
        [event?.severity, event?.title, event?.resource, event?.clientHint, event?.clearedAt?.toISOString() ?? null],
        [severity, "VM CPU high on web-01", "web-01", "acme-dental", clearedAt],
      );
      assert.equal(event?.raisedAt.toISOString(), "2026-11-23T13:00:05.000Z");
      assert.ok(event.description?.includes(words));
      assert.match(event.description ?? "", /\n\nRunbook: https:/);
      assert.match(event.url ?? "", /^https:\/\/console\.cloud\.google\.com\/.*0\.nq7acmedemo1p/);
      assert.deepEqual([event.episodeId, event.labels["policy"]], [event.dedupKey, "VM CPU high"]);
    });

  it("opens nothing for a test, whatever its state is", () => {
    assert.match(read.nothing(read.body("04-test-notification")), /test message/);
    assert.match(read.nothing(read.body("04-test-notification").replace("OPEN", "closed")), /test message/);
  });
});

describe("states, severities and times", () => {
  it("are read whatever their case is", () => {
    assert.equal(read.event(json({ state: "OPEN", severity: "ERROR" })).condition, "firing");
    assert.equal(read.event(json({ state: "Closed" })).condition, "clear");
  });

  for (const [given, label, severity] of [
    ["Critical", undefined, "critical"],
    ["Error", undefined, "high"],
    ["Warning", undefined, "medium"],
    ["No severity", undefined, "medium"],
    ["no severity", "critical", "critical"],
    [undefined, "error", "high"],
    [undefined, "sev1", "medium"],
    ["Warning", "critical", "medium"],
  ] as const)
    it(`of severity ${given ?? "none"} and label ${label ?? "none"} is ${severity}`, () =>
      assert.equal(
        read.event(json({ severity: given, policy_user_labels: { severity: label ?? "" } })).severity,
        severity,
      ));

  it("are those of the receipt where none are given", () => {
    const event = read.event(json({ state: "closed", started_at: 0, ended_at: 0 }));
    assert.deepEqual([event.raisedAt, event.clearedAt], [receivedAt, receivedAt]);
  });
});

describe("client and resource", () => {
  it("come from the first label of the name, or from the project", () => {
    const labels = (user: object, policy: object, resource: object) =>
      json({ metadata: { user_labels: user }, policy_user_labels: policy, resource: { type: "t", labels: resource } });
    assert.equal(read.event(labels({ client: "a" }, { client: "b" }, { client: "c" })).clientHint, "a");
    assert.equal(read.event(labels({}, { client: "b" }, { client: "c" })).clientHint, "b");
    assert.equal(read.event(labels({}, {}, { client: "c" })).clientHint, "c");
    assert.equal(read.event(labels({}, {}, {})).clientHint, null);
    assert.equal(under({ clientLabel: "constructor" }).event(json({})).clientHint, null);
    assert.equal(under({ clientField: "project" }).event(json({})).clientHint, "acme-prod");
  });

  it("may be absent like all but id and state", () => {
    const { incident_id, state } = open.incident;
    const event = read.event(JSON.stringify({ version: "1.2", incident: { incident_id, state } }));
    assert.deepEqual(
      [event.resource, event.clientHint, event.title, event.raisedAt],
      [null, null, "0.nq7acmedemo1p", receivedAt],
    );
    assert.equal(read.event(json({ scoping_project_number: "123" })).title, "VM CPU high on web-01");
  });
});

describe("what cannot be read", () => {
  for (const [sentence, text, path] of [
    ["a state that is not known", json({ state: "acknowledged" }), "incident.state"],
    ["a severity that is not known", json({ severity: "Fatal" }), "incident.severity"],
    ["no id", json({ incident_id: undefined }), "incident.incident_id"],
    ["no incident", '{"version":"1.2"}', "incident"],
    ["the envelope of Pub/Sub", '{"message":{"data":"e30="},"subscription":"s"}', "version"],
  ] as const)
    it(`is named: ${sentence}`, () => assert.equal(read.problem(text).path, path));
});
