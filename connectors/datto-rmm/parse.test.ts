import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testParser } from "../../test/contract/parse-monitor.ts";
import { dattoRmm } from "./index.ts";
import { Settings } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

const folder = new URL("./recordings/", import.meta.url);
const receivedAt = new Date("2026-11-23T14:00:00Z");
const under = (settings: object) => testParser(parsePayload, Settings.parse(settings), { folder, receivedAt });
const read = under({});
const json = (change: Readonly<Record<string, string | undefined>>) =>
  JSON.stringify({ event: "alert.triggered", alert_uid: "u", ...change });

describe("what Datto RMM says", () => {
  it("of an alert", () => {
    const [event] = read.recorded("01-triggered");
    assert.deepEqual(
      [event?.title, event?.severity, event?.resource, event?.service, event?.clientHint, event?.episodeId],
      ["WEB-01: [Disk] C: usage 96% exceeds 95%", "critical", "WEB-01", "Disk Usage", "Acme Dental", event?.dedupKey],
    );
    assert.deepEqual([event?.raisedAt, event?.url, event?.labels["platform"]], [receivedAt, null, "vidal"]);
  });

  it("in a text that broke the payload", () => {
    const [event] = read.recorded("02-triggered-unescaped");
    assert.equal(event?.description, 'Event Log: "Backup Exec" failed on \\\\NAS\\backup');
    assert.deepEqual([event.severity, event.resource, event.clientHint], ["high", "SRV-02", "Acme Dental"]);
  });

  it("of its end, by the same id", () => {
    const [event] = read.recorded("03-resolved");
    assert.deepEqual([event?.condition, event?.clearedAt], ["clear", receivedAt]);
  });

  it("of the customer, by the field that is set", () => {
    assert.equal(under({ clientField: "site_id" }).recorded("01-triggered")[0]?.clientHint, "12345");
  });
});

describe("priority", () => {
  for (const [priority, severity] of [
    ["Critical", "critical"],
    ["High", "high"],
    ["Moderate", "medium"],
    ["Low", "low"],
    [" information ", "info"],
    ["", "medium"],
    ["[priority]", "medium"],
    [undefined, "medium"],
  ] as const)
    it(`${priority ?? "absent"} is ${severity}`, () => assert.equal(read.event(json({ priority })).severity, severity));

  it("that is not given is what the connection says", () => {
    assert.equal(under({ severityWithoutPriority: "high" }).event(json({})).severity, "high");
  });
});

describe("what cannot be read", () => {
  for (const [sentence, change, path] of [
    ["a priority that is not known", { priority: "Urgent" }, "priority"],
    ["neither beginning nor end", { event: undefined }, "event"],
    ["an event that is not known", { event: "alert.muted" }, "event"],
    ["no id", { alert_uid: "[alert_uid]" }, "alert_uid"],
  ] as const)
    it(`is named: ${sentence}`, () => assert.equal(read.problem(json(change)).path, path));
});

describe("the payloads that an admin puts in", () => {
  const secrets = { token: "a-token-of-16-or-more" };
  const [triggered, resolved, header] =
    dattoRmm.buildSetup?.({ settings: {}, secrets, hookUrl: "https://hub.example/hooks/a/b" }) ?? [];
  const fill = (text: string | undefined, values: Readonly<Record<string, string>>) =>
    (text ?? "").replaceAll(/\[(\w+)\]/g, (whole, name: string) => values[name] ?? whole);
  const hostile = 'x", "alert_uid": "other", "event": "alert.resolved", "site_name": "Somebody Else", "y": "';
  const values = {
    alert_uid: "u-1",
    alert_message: 'Service "Spooler" \\ C:\n',
    sitename: "Acme",
    device_hostname: "W1",
  };

  it("are read back, whatever stands in the text", () => {
    const event = read.event(fill(triggered?.text, values));
    assert.deepEqual(
      [event.dedupKey, event.condition, event.clientHint, event.resource, event.severity],
      ["u-1", "firing", "Acme", "W1", "medium"],
    );
    assert.match(event.description ?? "", /Service "Spooler" \\ C:/);
    assert.equal(read.event(fill(resolved?.text, values)).condition, "clear");
  });

  it("cannot be overruled by the text of an alert", () => {
    for (const text of [hostile, `"${hostile}`]) {
      const event = read.event(fill(triggered?.text, { ...values, alert_message: text }));
      assert.deepEqual([event.dedupKey, event.condition, event.clientHint], ["u-1", "firing", "Acme"]);
    }
  });

  it("come with the header that is checked", () => {
    assert.equal(header?.text, "X-Interdesk-Token: a-token-of-16-or-more");
    assert.equal(dattoRmm.buildSetup?.({ settings: {}, secrets: {}, hookUrl: "https://hub.example" }).length, 2);
  });
});
