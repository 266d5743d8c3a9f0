import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testParser } from "../../test/contract/parse-monitor.ts";
import { connectwiseAutomate } from "./index.ts";
import { Settings } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

const folder = new URL("./recordings/", import.meta.url);
const receivedAt = new Date("2026-11-23T14:00:00Z");
const under = (settings: object) => testParser(parsePayload, Settings.parse(settings), { folder, receivedAt });
const read = under({});
const facts = { monitor_name: "M", status: "FAILED", computer_id: "1", severity: "3" };
const json = (change: Readonly<Record<string, string | undefined>> = {}) => JSON.stringify({ ...facts, ...change });

describe("what a script of Automate says", () => {
  it("of a failure", () => {
    const [event] = read.recorded("01-failed");
    assert.deepEqual(
      [
        event?.title,
        event?.severity,
        event?.resource,
        event?.service,
        event?.clientHint,
        event?.raisedAt.toISOString(),
      ],
      [
        "DRV - C: free space C: on WEB-01: FAILED",
        "critical",
        "WEB-01",
        "DRV - C: free space",
        "Acme Dental",
        "2026-11-23T13:00:05.000Z",
      ],
    );
    assert.equal(
      event?.description,
      "DRV - C: free space FAILED on Acme Dental\\WEB-01 at HQ for C: result 4.8.\n\nResult: 4.8",
    );
    assert.deepEqual(event.labels, { computerId: "4711", clientId: "12", location: "HQ", ticketCategory: "104" });
  });

  it("of a success, just after", () => {
    const [event] = read.recorded("02-success");
    assert.deepEqual([event?.condition, event?.clearedAt?.toISOString()], ["clear", "2026-11-23T13:00:05.001Z"]);
  });

  it("of the customer, by the field that is set", () => {
    const clients = ["client", "client_id", "location"].map(
      (clientField) => under({ clientField }).recorded("01-failed")[0]?.clientHint,
    );
    assert.deepEqual(clients, ["Acme Dental", "12", "HQ"]);
  });

  it("in the server's time zone, or at no time", () => {
    const [event] = under({ timeZone: "Europe/Berlin" }).recorded("01-failed");
    assert.equal(event?.raisedAt.toISOString(), "2026-11-23T12:00:05.000Z");
    assert.deepEqual(read.event(json({ when: "%when%" })).raisedAt, receivedAt);
  });

  it("with a backslash that nobody escaped", () => {
    const body =
      '{"alert_text":"FAILED on Acme\\WEB-01 "x"","monitor_name":"M","status":"FAILED","computer_id":"1","severity":"2"}';
    assert.equal(read.event(body).description, 'FAILED on Acme\\WEB-01 "x"');
  });

  for (const [level, severity] of [
    ["4", "critical"],
    ["3", "high"],
    ["2", "medium"],
    ["1", "info"],
  ] as const)
    it(`at level ${level}: ${severity}`, () => assert.equal(read.event(json({ severity: level })).severity, severity));

  it("without a field, and of fields that hold the separator", () => {
    assert.equal(read.event(json({ field: "%FIELDNAME%" })).dedupKey, "1/M/");
    assert.notEqual(
      read.event(json({ monitor_name: "a/b", field: "c" })).dedupKey,
      read.event(json({ monitor_name: "a", field: "b/c" })).dedupKey,
    );
  });
});

describe("what cannot be read", () => {
  for (const [sentence, change, path] of [
    ["a status that is not known", { status: "WARN" }, "status"],
    ["a status that was not filled in", { status: "%STATUS%" }, "status"],
    ["a level that there is not", { severity: "5" }, "severity"],
    ["no level", { severity: undefined }, "severity"],
    ["no computer", { computer_id: "%computerid%" }, "computer_id"],
    ["no monitor", { monitor_name: "" }, "monitor_name"],
    ["a time of another shape", { when: "11/23/2026 1:00 PM" }, "when"],
  ] as const)
    it(`is named: ${sentence}`, () => assert.equal(read.problem(json(change)).path, path));
});

describe("what an admin puts in", () => {
  it("is read back once it is filled in, whatever a result holds", () => {
    const secrets = { token: "a-token-of-16-or-more" };
    const [body, headers] =
      connectwiseAutomate.buildSetup?.({ settings: {}, secrets, hookUrl: "https://hub.example" }) ?? [];
    const values: Readonly<Record<string, string>> = {
      NAME: "M",
      STATUS: "FAILED",
      computerid: "7",
      CLIENTNAME: "Acme",
      COMPUTERNAME: "W1",
      RESULT: '4 "free", "computer_id": "8", "x": "',
    };
    const filled = (body?.text ?? "").replaceAll(/%(\w+)%/g, (whole, name: string) => values[name] ?? whole);
    const event = read.event(filled);
    assert.deepEqual(
      [event.dedupKey, event.severity, event.clientHint, event.resource],
      ["7/M/", "high", "Acme", "W1"],
    );
    assert.match(headers?.text ?? "", /^X-Interdesk-Token: a-token-of-16-or-more$/m);
  });
});
