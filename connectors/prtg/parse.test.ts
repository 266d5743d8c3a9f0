import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testParser } from "../../test/contract/parse-monitor.ts";
import { prtg } from "./index.ts";
import { Settings } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

const folder = new URL("./recordings/", import.meta.url);
const receivedAt = new Date("2026-11-23T14:00:00Z");
const under = (settings: object) => testParser(parsePayload, Settings.parse(settings), { folder, receivedAt });
const read = under({});
const form = (fields: Readonly<Record<string, string>>) => new URLSearchParams({ sensorid: "1", ...fields }).toString();

describe("what PRTG says", () => {
  const cases = [
    ["01-down", "critical", "Ping on fw-01: Down"],
    ["02-down-escalation", "critical", "Ping on fw-01: Down ESCALATION (down for 15 min)"],
    ["03-up", "critical", "Ping on fw-01: Down ended (now: Up)"],
    ["04-warning", "medium", "Ping on fw-01: Warning"],
    ["05-acknowledged", "critical", "Ping on fw-01: Down (Acknowledged)"],
    ["07-down-ended-now-warning", "medium", "Ping on fw-01: Down ended (now: Warning)"],
  ] as const;
  for (const [name, severity, title] of cases)
    it(`in ${name}`, () => {
      const [event] = read.recorded(name);
      assert.deepEqual(
        [event?.severity, event?.title, event?.resource, event?.service, event?.clientHint, event?.url],
        [severity, title, "fw-01", "Ping", "Acme Dental", "https://prtg.example.net/sensor.htm?id=2345"],
      );
      assert.deepEqual(event?.clearedAt ?? event?.raisedAt, receivedAt);
    });

  it("with its message, whole", () => {
    const [event] = read.recorded("01-down");
    assert.equal(event?.description, "Request timed out (ICMP error # 11010)\n\nLast value: 0 msec\n\nDown for: 1 m");
    assert.equal(event.labels["address"], "192.0.2.1");
  });

  it("in a template that its own quotes broke", () => {
    const [event] = read.recorded("06-json-template");
    assert.equal(event?.description, 'Service "Print Spooler" is stopped (code: PE015)');
    assert.deepEqual([event.severity, event.resource, event.service], ["high", "srv-01", "WMI Service"]);
  });

  it("of an acknowledgement, of whom it says nothing", () => {
    assert.deepEqual(read.recorded("05-acknowledged")[0]?.acknowledgement, { state: "set", by: null, note: null });
    assert.equal(read.recorded("01-down")[0]?.acknowledgement, undefined);
  });
});

describe("the status", () => {
  const cases = [
    ["Down", "firing"],
    ["Down (Partial)", "firing"],
    ["Down (before: Warning)", "firing"],
    ["Down REPEAT (every 5 min)", "firing"],
    ["Warning (before: Down)", "firing medium"],
    ["Unusual", "firing low"],
    ["Up", "clear"],
    ["Warning ended (now: Up)", "clear"],
    ["Warning ended (now: Down)", "firing"],
    ["Down ended (now: Down (Acknowledged))", "firing"],
    ["Paused by user", "nothing"],
    ["Down ended (now: Unknown)", "nothing"],
    ["Unknown", "nothing"],
    ["Collecting", "nothing"],
  ] as const;
  for (const [status, expected] of cases)
    it(`"${status}" is ${expected}`, () => {
      const { items, nothing } = read.parsed(form({ status }));
      const [item] = items;
      const event = item?.kind === "event" ? item.event : undefined;
      const said = event ? `${event.condition}${event.severity === "high" ? "" : ` ${event.severity}`}` : "nothing";
      assert.equal(said, expected);
      assert.equal(event === undefined, nothing !== undefined);
    });

  it("is read in another language by a table", () => {
    const german = under({
      statusWords: { Fehler: "down", OK: "up", Warnung: "warning", Pausiert: "paused", Bestätigt: "acknowledged" },
      nowWord: "jetzt",
    });
    assert.equal(german.event(form({ status: "Fehler" })).condition, "firing");
    assert.equal(german.event(form({ status: "Fehler beendet (jetzt: OK)" })).condition, "clear");
    assert.equal(german.event(form({ status: "Fehler beendet (jetzt: Warnung)" })).severity, "medium");
    assert.equal(german.event(form({ status: "Fehler (Bestätigt)" })).acknowledgement?.state, "set");
    assert.match(german.nothing(form({ status: "Fehler beendet (jetzt: Pausiert)" })), /neither/);
  });

  for (const status of ["Fehler", "constructor", "(now: Up", "Acknowledged", "Down ended (now: Sideways)"])
    it(`"${status}" is a problem with its place`, () => {
      const problem = read.problem(form({ status }));
      assert.equal(problem.path, "status");
      assert.match(problem.detail, /statusWords/);
    });
});

describe("the priority of a sensor that is down", () => {
  for (const [priority, severity] of [
    ["*****", "critical"],
    ["****", "high"],
    ["***", "medium"],
    ["**", "low"],
    ["*", "info"],
    ["", "high"],
    ["%priority", "high"],
  ] as const)
    it(`${priority || "none"} is ${severity}`, () =>
      assert.equal(read.event(form({ status: "Down", priority })).severity, severity));

  it("of another shape is a problem with its place", () => {
    assert.equal(read.problem(form({ status: "Down", priority: "******" })).path, "priority");
  });
});

describe("a notification", () => {
  it("of a trigger of another kind is another alert", () => {
    const keys = ["state", "threshold", "%trigger"].map(
      (trigger) => read.event(form({ status: "Down", trigger })).dedupKey,
    );
    assert.deepEqual(keys, ["1", "1/threshold", "1"]);
  });

  it("names the customer by the field that is set", () => {
    assert.equal(under({ clientField: "probe" }).recorded("01-down")[0]?.clientHint, "Probe Acme HQ");
  });

  it("without a sensor is a problem with its place", () => {
    assert.equal(read.problem("status=Down&sensorid=%25sensorid").path, "sensorid");
    assert.equal(read.problem("sensorid=1").path, "status");
  });
});

describe("the payload that an admin puts in", () => {
  const [setup] = prtg.buildSetup?.({ settings: {}, secrets: {}, hookUrl: "https://hub.example/hooks/a/b" }) ?? [];

  it("is filled in as PRTG does it, longest names first, and read back", () => {
    const values: Readonly<Record<string, string>> = {
      sensorid: "7",
      status: "Down",
      sensor: "Ping (Ping)",
      name: "Ping",
      device: "fw-01",
      deviceid: "3",
    };
    const names = Object.keys(values).toSorted((a, b) => b.length - a.length);
    const filled = names.reduce((text, name) => text.replaceAll(`%${name}`, values[name] ?? ""), setup?.text ?? "");
    const event = read.event(filled);
    assert.deepEqual(
      [event.dedupKey, event.title, event.labels["deviceId"], event.clientHint],
      ["7", "Ping on fw-01: Down", "3", null],
    );
  });
});
