import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { listPosted, readRequest } from "../../test/contract/monitor-recordings.ts";
import { MonitorEvent } from "../../schemas/alert.ts";
import { Settings } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

const folder = new URL("./recordings/", import.meta.url);
const settings = Settings.parse({});
const receivedAt = new Date("2026-03-17T09:00:00Z");
const bytes = (text: string) => new TextEncoder().encode(text);

const readRecording = (name: string) => readRequest(folder, name).body;

function eventsOf(body: string) {
  const parsed = parsePayload({ body: bytes(body), headers: {}, receivedAt }, settings);
  if (!parsed.ok) throw new Error(parsed.error.detail);
  return parsed.value.items.map((item) => (item.kind === "event" ? item.event : assert.fail("not an event")));
}

describe("requests of a real Alertmanager", () => {
  const names = listPosted(folder).map((name) => `${name}.json`);
  it("has all the recordings", () => assert.ok(names.length >= 36, `${names.length} recordings`));
  for (const name of names) {
    it(`reads ${name}, alert by alert`, () => {
      const raw = JSON.parse(readRecording(name)) as { alerts: { status: string; fingerprint: string }[] };
      const events = eventsOf(readRecording(name));
      assert.deepEqual(
        events.map(({ dedupKey, condition }) => [dedupKey, condition]),
        raw.alerts.map(({ fingerprint, status }) => [fingerprint, status === "firing" ? "firing" : "clear"]),
      );
      for (const event of events) assert.equal(MonitorEvent.safeParse(event).success, true);
    });
  }

  it("takes severity, client, host and words from labels and annotations", () => {
    const [event] = eventsOf(readRecording("01-firing-single.json"));
    assert.deepEqual(
      [event?.severity, event?.clientHint, event?.resource, event?.service, event?.title],
      ["critical", "acme-dental", "web-01.example.net:9100", "node", "CPU on web-01.example.net:9100 is 97%"],
    );
    assert.equal(event?.raisedAt.toISOString(), "2026-11-23T13:04:11.559Z");
    assert.match(event?.description ?? "", /<site hq> & "noc" – café\n\nRunbook: https:/);
  });

  it("keeps the status of each alert apart from that of the group", () => {
    assert.deepEqual(
      eventsOf(readRecording("04-partial-resolve.json")).map(({ condition }) => condition),
      ["firing", "clear", "firing"],
    );
  });

  it("takes the dead-man alert for a heartbeat", () => {
    assert.equal(eventsOf(readRecording("48-watchdog-firing.json"))[0]?.heartbeat, true);
  });
});

describe("bodies that an Alertmanager could send one day", () => {
  const item = {
    status: "firing",
    labels: { alertname: "A" },
    annotations: {},
    startsAt: "2026-01-01T00:00:00.123456789Z",
    endsAt: "0001-01-01T00:00:00Z",
    generatorURL: "",
    fingerprint: "f",
  };
  const body = (alerts: unknown) => JSON.stringify({ version: "4", externalURL: "javascript:alert(1)", alerts });

  it("reads nanoseconds, unknown fields and a missing severity", () => {
    const [event] = eventsOf(body([{ ...item, extra: 1 }]));
    assert.deepEqual(
      [event?.raisedAt.toISOString(), event?.severity, event?.title, event?.url],
      ["2026-01-01T00:00:00.123Z", "medium", "A", null],
    );
  });
  const severityOf = (severity: string) =>
    eventsOf(body([{ ...item, labels: { alertname: "A", severity } }]))[0]?.severity;
  it("maps severities by the customs, and what it does not know to medium", () => {
    assert.deepEqual(["page", "ERROR", " Warning ", "minor", "none", "sev2", ""].map(severityOf), [
      "critical",
      "high",
      "medium",
      "low",
      "info",
      "medium",
      "medium",
    ]);
  });
  for (const name of ["constructor", "__proto__", "toString", "hasOwnProperty"]) {
    it(`takes "${name}" for a label's name or value like any other`, () => {
      assert.equal(severityOf(name), "medium");
      const named = Settings.parse({ severityLabel: name, clientLabel: name, resourceLabels: [name] });
      const parsed = parsePayload({ body: bytes(body([item])), headers: {}, receivedAt }, named);
      const [first] = parsed.ok ? parsed.value.items : [];
      const event = first?.kind === "event" ? first.event : assert.fail("no event");
      assert.deepEqual([event.severity, event.clientHint, event.resource], ["medium", null, null]);
    });
  }
  it("gives texts that every database and desk can store: no NUL, no half of a character pair", () => {
    const annotations = { summary: `${"x".repeat(498)}\u{1f600}\u{1f600}`, description: "a\u0000b\ud83d\r\nc" };
    const [event] = eventsOf(body([{ ...item, annotations, labels: { alertname: "A", client: "a\u0000" } }]));
    assert.equal(event?.title.isWellFormed(), true);
    assert.ok((event?.title.length ?? 0) <= 500);
    assert.deepEqual([event?.description, event?.clientHint], ["a\ufffdb\ufffd\nc", "a\ufffd"]);
    assert.doesNotMatch(JSON.stringify(event), /\\u0000|\\ud83d/);
  });
  it("ends a resolved alert at the time of receipt when the tool gives none", () => {
    const [event] = eventsOf(body([{ ...item, status: "resolved" }]));
    assert.deepEqual([event?.condition, event?.clearedAt], ["clear", receivedAt]);
  });
  it("says in the description how many alerts max_alerts has cut", () => {
    const cutOff = JSON.parse(readRecording("43-truncated-firing.json")) as { truncatedAlerts: number };
    assert.equal(cutOff.truncatedAlerts, 2);
    for (const event of eventsOf(readRecording("43-truncated-firing.json")))
      assert.match(event.description ?? "", /2 more alerts .*max_alerts/);
    assert.doesNotMatch(eventsOf(readRecording("01-firing-single.json"))[0]?.description ?? "", /max_alerts/);
  });
  for (const [sentence, deep] of [
    ["a million brackets", `${"[".repeat(1e6)}${"]".repeat(1e6)}`],
    ["a million objects", `${'{"a":'.repeat(1e6)}1${"}".repeat(1e6)}`],
  ] as const) {
    it(`refuses ${sentence} without falling over`, () => {
      const parsed = parsePayload(
        { body: bytes(`{"version":"4","alerts":${deep}}`), headers: {}, receivedAt },
        settings,
      );
      assert.equal(parsed.ok ? "" : parsed.error.path.split(".")[0], "alerts");
      assert.ok(parsed.ok || parsed.error.detail.length < 500);
    });
  }
  it("reads five thousand alerts in one body", () => {
    assert.equal(
      eventsOf(body(Array.from({ length: 5_000 }, (_, index) => ({ ...item, fingerprint: `f${index}` })))).length,
      5_000,
    );
  });
  for (const [sentence, text, path] of [
    ["no JSON", "<html>", ""],
    ["no text at all", "\0\0\0", ""],
    ["a template of the operator's own", '{"text":"CPU high"}', "version"],
    ["another version", body([]).replace('"4"', '"5"'), "version"],
    ["an alert without a fingerprint", body([{ ...item, fingerprint: undefined }]), "alerts.0.fingerprint"],
    ["a broken time", body([{ ...item, startsAt: "yesterday" }]), "alerts.0.startsAt"],
  ] as const) {
    it(`says what is wrong with ${sentence}`, () => {
      const parsed = parsePayload({ body: bytes(text), headers: {}, receivedAt }, settings);
      assert.equal(parsed.ok, false);
      assert.equal(parsed.ok ? undefined : parsed.error.path, path);
      assert.equal(JSON.stringify(parsed).includes("\\u0000"), false, "it can be stored");
    });
  }
});
