import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testParser } from "../../test/contract/parse-monitor.ts";
import { datadog } from "./index.ts";
import { Settings } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

const folder = new URL("./recordings/", import.meta.url);
const receivedAt = new Date("2026-11-23T14:00:00Z");
const under = (settings: object) => testParser(parsePayload, Settings.parse(settings), { folder, receivedAt });
const read = under({});
const sample = JSON.parse(read.body("01-triggered")) as Record<string, unknown>;
const json = (change: Readonly<Record<string, unknown>>) => JSON.stringify({ ...sample, ...change });

describe("what Datadog says", () => {
  const cases = [
    ["01-triggered", "high", "CPU is high on host:web-01", null],
    ["02-renotify", "high", "CPU is high on host:web-01", null],
    ["03-warn", "high", "CPU is high on host:web-01", null],
    ["04-no-data", "high", "CPU is high on host:web-01: no data", null],
    ["05-recovered", "high", "CPU is high on host:web-01", "2026-11-23T13:40:05.000Z"],
  ] as const;
  for (const [name, severity, title, clearedAt] of cases)
    it(`in ${name}`, () => {
      const [event] = read.recorded(name);
      assert.deepEqual(
        [event?.severity, event?.title, event?.resource, event?.clientHint, event?.clearedAt?.toISOString() ?? null],
        [severity, title, "web-01", "acme-dental", clearedAt],
      );
      assert.equal(event?.raisedAt.toISOString(), "2026-11-23T13:00:05.000Z");
      assert.equal(event.url, "https://app.datadoghq.eu/monitors/1234567?to_ts=1795438805000");
      assert.deepEqual([event.episodeId, event.labels["monitorId"]], [event.dedupKey, "1234567"]);
    });

  it("without marks of blocks and those who were to be told", () => {
    const [event] = read.recorded("01-triggered");
    assert.match(event?.description ?? "", /^system\.cpu\.user over host:web-01 was > 90/);
    assert.match(event?.description ?? "", /\n\nCPU is high on host web-01\.\n\nThe monitor was last triggered/);
    assert.equal(
      read.event(json({ alert_status: "", body: "Tell @webhook-a and ann@example.net, @ops@example.net" })).description,
      "Tell and ann@example.net,",
    );
  });

  it("with an id of each message, by which a repeated one is known", () => {
    assert.equal(read.parsed(read.body("02-renotify")).deliveryKey, "7654321098765432102");
  });
});

describe("severity", () => {
  for (const [priority, type, severity] of [
    ["P1", "error", "critical"],
    ["P2", "warning", "high"],
    ["P3", "error", "medium"],
    ["P4", "error", "low"],
    ["P5", "error", "info"],
    ["", "error", "high"],
    ["$ALERT_PRIORITY", "warning", "medium"],
    ["", "info", "info"],
    ["", "success", "info"],
  ] as const)
    it(`of priority ${priority || "none"} and type ${type} is ${severity}`, () =>
      assert.equal(read.event(json({ alert_priority: priority, alert_type: type })).severity, severity));
});

describe("states", () => {
  for (const [transition, condition] of [
    ["Triggered", "firing"],
    ["Re-Triggered", "firing"],
    ["Warn", "firing"],
    ["Re-Warn", "firing"],
    ["No Data", "firing"],
    ["Re-No Data", "firing"],
    ["Renotify", "firing"],
    ["Recovered", "clear"],
  ] as const)
    it(`${transition} is ${condition}`, () =>
      assert.equal(read.event(json({ alert_transition: transition })).condition, condition));

  it("are none where the event is of no monitor", () => {
    for (const transition of ["", "$ALERT_TRANSITION"])
      assert.match(read.nothing(json({ alert_transition: transition })), /no alert of a monitor/);
  });

  it("end after they began, by Datadog's clock, else when they came", () => {
    const recovered = { alert_transition: "Recovered" };
    const same = read.event(json({ ...recovered, last_updated: sample["date"] }));
    assert.ok((same.clearedAt ?? 0) > same.raisedAt);
    assert.deepEqual(read.event(json({ ...recovered, last_updated: "$LAST_UPDATED" })).clearedAt, receivedAt);
  });
});

describe("tags", () => {
  it("name customer, host and service", () => {
    const event = read.event(
      json({ tags: "service:shop,client:b,env:prod,monitor", alert_scope: "host:h", hostname: "" }),
    );
    assert.deepEqual([event.clientHint, event.resource, event.service], ["b", "h", "shop"]);
    assert.equal(under({ clientField: "org" }).event(json({})).clientHint, "Acme Dental");
    assert.equal(under({ clientTag: "constructor" }).event(json({})).clientHint, null);
  });

  it("may hold colons, and be none", () => {
    assert.equal(read.event(json({ tags: "url:http://x:80", alert_scope: "*" })).labels["url"], "http://x:80");
    assert.equal(read.event(json({ tags: "", alert_scope: "" })).clientHint, null);
  });
});

describe("what cannot be read", () => {
  for (const [sentence, change, path] of [
    ["a transition that is not known", { alert_transition: "Escalated" }, "alert_transition"],
    ["a priority that is not known", { alert_priority: "P6" }, "alert_priority"],
    ["neither priority nor a known type", { alert_priority: "", alert_type: "user_update" }, "alert_type"],
    ["no cycle", { alert_cycle_key: "$ALERT_CYCLE_KEY" }, "alert_cycle_key"],
    ["no time", { date: "$DATE" }, "date"],
    ["no id", { id: "" }, "id"],
  ] as const)
    it(`is named: ${sentence}`, () => assert.equal(read.problem(json(change)).path, path));
});

describe("what an admin puts in", () => {
  const build = (secrets: Readonly<Record<string, string>>) =>
    datadog.buildSetup?.({ settings: {}, secrets, hookUrl: "https://hub.example/hooks/a/b" }) ?? [];

  it("names every field that is read, once", () => {
    const [payload] = build({});
    const filled = (payload?.text ?? "").replaceAll(/"\$(\w+)"/g, (whole, name: string) => {
      const values: Readonly<Record<string, string>> = {
        ID: "1",
        ALERT_CYCLE_KEY: "c",
        ALERT_TRANSITION: "Triggered",
        ALERT_TYPE: "error",
        DATE: "1795438805000",
      };
      return name in values ? JSON.stringify(values[name]) : whole;
    });
    const event = read.event(filled);
    assert.deepEqual(
      [event.dedupKey, event.severity, event.clientHint, event.url, event.description],
      ["c", "high", null, null, null],
    );
  });

  it("has the token in the header that is checked, where there is one", () => {
    assert.deepEqual(
      build({}).map(({ title }) => title.en),
      ["Payload"],
    );
    assert.deepEqual(JSON.parse(build({ token: "a-token-of-16-or-more" })[1]?.text ?? ""), {
      "X-Interdesk-Token": "a-token-of-16-or-more",
    });
  });
});
