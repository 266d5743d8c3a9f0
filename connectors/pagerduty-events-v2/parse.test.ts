import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testParser } from "../../test/contract/parse-monitor.ts";
import { redactEvent } from "./event.ts";
import { Secrets, Settings } from "./manifest.ts";
import { parsePayload } from "./parse.ts";
import { replyLikePagerduty } from "./reply.ts";

const folder = new URL("./recordings/", import.meta.url);
const receivedAt = new Date("2026-11-23T14:00:00Z");
const under = (settings: object) => testParser(parsePayload, Settings.parse(settings), { folder, receivedAt });
const read = under({});
const trigger = JSON.parse(read.body("03-zabbix-trigger")) as { payload: Record<string, unknown> };
const json = (change: Record<string, unknown>) => JSON.stringify({ ...trigger, ...change });
const withPayload = (change: Record<string, unknown>) => json({ payload: { ...trigger.payload, ...change } });
const reply = (body: string, at = receivedAt) => {
  const answer = replyLikePagerduty({
    method: "POST",
    headers: {},
    query: {},
    body: Buffer.from(body),
    receivedAt: at,
  });
  return JSON.parse(answer.body) as { status: string; dedup_key?: string; errors?: string[] };
};

describe("events of a real Alertmanager and a real Zabbix", () => {
  const cases = [
    [
      "01-alertmanager-trigger",
      "critical",
      "[FIRING:1] LinkDown (acme-dental rtr-01.example.net snmp pd critical)",
      "acme-dental",
      "Alertmanager",
      "snmp",
    ],
    [
      "02-alertmanager-resolve",
      "critical",
      "[RESOLVED] LinkDown (acme-dental rtr-01.example.net snmp pd critical)",
      "acme-dental",
      "Alertmanager",
      "snmp",
    ],
    [
      "03-zabbix-trigger",
      "high",
      "Problem: High CPU on web-01.example.net",
      null,
      "web-01.example.net : 192.0.2.10",
      null,
    ],
    ["04-zabbix-acknowledge", "info", "25", null, null, null],
    ["05-zabbix-resolve", "info", "29", null, null, null],
    ["20-sample-trigger-minimal", "critical", "CPU 97 % on web-01", null, "web-01.example.net", null],
  ] as const;
  for (const [name, severity, title, client, resource, service] of cases)
    it(`in ${name}`, () => {
      const [event] = read.recorded(name);
      assert.deepEqual(
        [event?.severity, event?.title, event?.clientHint, event?.resource, event?.service, event?.raisedAt],
        [severity, title, client, resource, service, receivedAt],
      );
    });

  it("link to the problem, else to the tool, and tell their details", () => {
    const [zabbix] = read.recorded("03-zabbix-trigger");
    assert.equal(zabbix?.url, "https://zabbix.example.net/tr_events.php?triggerid=23133&eventid=27");
    assert.match(zabbix.description ?? "", /^Event date: 2026\.11\.23\n.*\nEvent host ip: 192\.0\.2\.10$/s);
    assert.match(read.recorded("01-alertmanager-trigger")[0]?.url ?? "", /alertmanager\.example\.net/);
    assert.equal(read.event(withPayload({ custom_details: "words" })).description, "words");
    assert.match(read.event(withPayload({ custom_details: { a: { b: 1 } } })).description ?? "", /^a: \{"b":1\}$/);
  });
});

describe("acknowledgements", () => {
  it("say nothing more, so that they open nothing and change no severity", () => {
    const [event] = read.recorded("04-zabbix-acknowledge");
    assert.deepEqual(
      [event?.acknowledgement, event?.acknowledgementOnly],
      [{ state: "set", by: null, note: null }, true],
    );
    const [other] = read.recorded("03-zabbix-trigger");
    assert.deepEqual([other?.acknowledgement, other?.acknowledgementOnly], [undefined, undefined]);
  });
  it("may carry a payload that is none of a trigger", () => {
    assert.equal(read.event(json({ event_action: "acknowledge", payload: { summary: 7 } })).acknowledgementOnly, true);
    assert.equal(read.event(json({ event_action: "resolve", payload: null })).condition, "clear");
  });
});

describe("severity, time and client", () => {
  for (const [given, severity] of [
    ["critical", "critical"],
    ["error", "high"],
    ["warning", "medium"],
    ["info", "info"],
  ] as const)
    it(`${given} is ${severity}`, () => assert.equal(read.event(withPayload({ severity: given })).severity, severity));

  it("are those of the payload where it tells", () => {
    const timestamp = "2026-11-23T13:00:00.000+0000";
    assert.equal(read.event(withPayload({ timestamp })).raisedAt.toISOString(), "2026-11-23T13:00:00.000Z");
    assert.deepEqual(read.event(withPayload({ timestamp: "yesterday" })).raisedAt, receivedAt);
    const body = json({ client: "Zabbix", payload: { ...trigger.payload, group: "g", component: "c" } });
    const hints = ["group", "source", "client", "component"].map(
      (clientField) => under({ clientField }).event(body).clientHint,
    );
    assert.deepEqual(hints, ["g", "web-01.example.net : 192.0.2.10", "Zabbix", "c"]);
  });
});

describe("keys", () => {
  const minimal = read.body("20-sample-trigger-minimal");
  it("are made where there is none: the same for our answer and for what is stored, another for each event", () => {
    const answered = reply(minimal).dedup_key ?? "";
    assert.match(answered, /^[0-9a-f]{32}$/);
    const stored = Buffer.from(redactEvent(Buffer.from(minimal))).toString();
    assert.equal(read.event(stored).dedupKey, answered);
    assert.notEqual(reply(minimal, new Date(receivedAt.getTime() + 1)).dedup_key, answered);
    assert.notEqual(reply(minimal.replace("97", "98")).dedup_key, answered);
    assert.equal(read.event(minimal.replace('"event_action"', '"dedup_key":null,"event_action"')).dedupKey.length, 32);
  });
  it("may be as long as PagerDuty's", () => {
    assert.equal(read.event(json({ dedup_key: "k".repeat(255) })).dedupKey.length, 255);
    assert.equal(read.problem(json({ dedup_key: "k".repeat(256) })).path, "dedup_key");
  });
  it("of routing are 32 letters and digits, and are not stored", () => {
    assert.equal(Secrets.safeParse({ routingKey: "a".repeat(32) }).success, true);
    for (const routingKey of [undefined, "", "a".repeat(31), "a".repeat(33), `${"a".repeat(31)}"`])
      assert.equal(Secrets.safeParse({ routingKey }).success, false);
    assert.match(Buffer.from(redactEvent(Buffer.from(minimal))).toString(), /^\{"routing_key":"\*\*\*",/);
  });
});

describe("answers", () => {
  for (const name of [
    "01-alertmanager-trigger",
    "03-zabbix-trigger",
    "04-zabbix-acknowledge",
    "05-zabbix-resolve",
    "21-sample-resolve-minimal",
  ])
    it(`are those that stock senders insist on: ${name}`, () => {
      const body = read.body(name);
      const { dedup_key } = JSON.parse(body) as { dedup_key: string };
      const answer = reply(body);
      assert.deepEqual([answer.status, answer.dedup_key], ["success", dedup_key]);
      const whole = replyLikePagerduty({ method: "POST", headers: {}, query: {}, body: Buffer.from(body), receivedAt });
      assert.deepEqual([whole.status, whole.headers], [202, { "content-type": "application/json" }]);
    });

  it("name what is wrong with an event", () => {
    const answer = reply(read.body("22-sample-invalid-severity"));
    assert.equal(answer.status, "invalid event");
    assert.match(answer.errors?.[0] ?? "", /payload\.severity/);
  });
});

describe("what is no alert, and what cannot be read", () => {
  it("opens nothing for a change event", () => {
    const change =
      '{"routing_key":"r","payload":{"summary":"Deployed 1.2","source":"ci","timestamp":"2026-11-23T13:00:00Z"}}';
    assert.match(read.nothing(change), /change event.*Deployed 1\.2/);
    assert.deepEqual([reply(change).status, reply(change).dedup_key], ["success", undefined]);
  });

  for (const [sentence, text, path] of [
    ["an action that is not known", json({ event_action: "snooze" }), "event_action"],
    ["no action", json({ event_action: undefined }), "event_action"],
    ["a trigger without a payload", json({ payload: undefined }), "payload"],
    ["no summary", withPayload({ summary: "" }), "payload.summary"],
    ["no source", withPayload({ source: undefined }), "payload.source"],
    ["a severity that is not known", withPayload({ severity: "high" }), "payload.severity"],
    ["a resolve without a key", json({ event_action: "resolve", dedup_key: undefined }), "dedup_key"],
    ["the first version of the API", '{"service_key":"k","event_type":"trigger","description":"d"}', "event_action"],
  ] as const)
    it(`is named: ${sentence}`, () => assert.equal(read.problem(text).path, path));
});
