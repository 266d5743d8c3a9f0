import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testParser } from "../../test/contract/parse-monitor.ts";
import { uptimeKuma } from "./index.ts";
import { Settings } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

const folder = new URL("./recordings/", import.meta.url);
const receivedAt = new Date("2026-11-23T14:00:00Z");
const under = (settings: object) => testParser(parsePayload, Settings.parse(settings), { folder, receivedAt });
const read = under({});

const heartbeat = { monitorID: 1, status: 0, time: "2026-11-23 13:00:05.112", msg: "timeout" };
const monitor = { id: 1, name: "Shop", tags: [] as { name: string; value: string }[] };
const json = (beat: object = {}, of: object = {}, msg = "m") =>
  JSON.stringify({ heartbeat: { ...heartbeat, ...beat }, monitor: { ...monitor, ...of }, msg });

describe("what Uptime Kuma says", () => {
  it("of a monitor that is down", () => {
    const [event] = read.recorded("01-down");
    assert.deepEqual(
      [
        event?.title,
        event?.severity,
        event?.resource,
        event?.service,
        event?.clientHint,
        event?.raisedAt.toISOString(),
      ],
      ["Shop website is down", "high", "shop.example.net", "Shop website", "acme-dental", "2026-11-23T13:00:05.112Z"],
    );
    assert.equal(event?.description, "Request failed with status code 503\n\nAddress: https://shop.example.net/health");
  });

  it("again, while it is still down", () => {
    assert.equal(read.recorded("02-down-resend")[0]?.raisedAt.toISOString(), "2026-11-23T13:10:05.112Z");
  });

  it("of one that is up again, and since when it was down", () => {
    const [event] = read.recorded("03-up");
    assert.deepEqual(
      [event?.title, event?.raisedAt.toISOString(), event?.clearedAt?.toISOString()],
      ["Shop website is up", "2026-11-23T13:00:05.112Z", "2026-11-23T13:12:05.001Z"],
    );
  });

  it("in a form, with little else", () => {
    const [event] = read.recorded("05-form-data");
    assert.deepEqual(
      [event?.title, event?.description, event?.resource, event?.clientHint, event?.raisedAt],
      ["Shop website is down", "timeout", "Shop website", null, receivedAt],
    );
  });

  it("of a certificate that expires: one alert, however many days are left", () => {
    const [event] = read.recorded("04-test");
    assert.deepEqual([event?.severity, event?.clearedAt], ["low", null]);
    assert.match(event?.title ?? "", /will expire in 7 days$/);
    const notice = (days: number) =>
      JSON.stringify({
        heartbeat: null,
        monitor: null,
        msg: `[A][https://a] Server certificate a will expire in ${days} days`,
      });
    assert.equal(read.event(notice(21)).dedupKey, read.event(notice(1)).dedupKey);
  });

  it("to test itself, which opens nothing", () => {
    assert.match(
      read.nothing('{"heartbeat":null,"monitor":null,"msg":"Interdesk Testing"}'),
      /test: Interdesk Testing/,
    );
  });
});

describe("states", () => {
  it("0 is down, 1 is up", () => {
    assert.deepEqual(
      [0, 1].map((status) => read.event(json({ status })).condition),
      ["firing", "clear"],
    );
  });
  for (const [status, reason] of [
    [2, /pending/],
    [3, /maintenance/],
  ] as const)
    it(`${status} opens and ends nothing`, () => assert.match(read.nothing(json({ status })), reason));
});

describe("tags and groups", () => {
  it("say how bad it is, in our own words only", () => {
    const severity = (value: string) => read.event(json({}, { tags: [{ name: "severity", value }] })).severity;
    assert.deepEqual(["critical", " LOW ", "", "urgent", "constructor"].map(severity), [
      "critical",
      "low",
      "high",
      "high",
      "high",
    ]);
    assert.equal(under({ severity: "critical" }).event(json()).severity, "critical");
  });

  it("name the customer", () => {
    const path = ["Acme Dental", "Branch", "Shop"];
    assert.equal(under({ clientField: "group" }).event(json({}, { path })).clientHint, "Acme Dental");
    assert.equal(under({ clientField: "group" }).event(json({}, { path: ["Shop"] })).clientHint, null);
    const tags = [
      { name: "client", value: "first" },
      { name: "client", value: "second" },
    ];
    assert.equal(read.event(json({}, { tags })).clientHint, "first");
    assert.equal(under({ clientTag: "constructor" }).event(json()).clientHint, null);
  });

  it("may be missing, as in older versions, and so may a monitor's address", () => {
    const event = read.event(json({ msg: "N/A" }, { tags: null, url: "https://", hostname: null, name: "" }));
    assert.deepEqual(
      [event.resource, event.title, event.description],
      ["Monitor 1", "Monitor 1 is down", "Address: https://"],
    );
  });
});

describe("what cannot be read", () => {
  for (const [sentence, text, path] of [
    ["a status that is not known", json({ status: 4 }), "heartbeat.status"],
    ["a time of another shape", json({ time: "23.11.2026" }), "heartbeat.time"],
    ["a monitor without a number", json({}, { id: "x" }), "monitor.id"],
    ["a body of the operator's own", '{"text":"down"}', "heartbeat"],
    ["a form without the field", '--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n--b--\r\n', ""],
  ] as const)
    it(`is named: ${sentence}`, () => assert.equal(read.problem(text).path, path));
});

describe("what an admin puts in", () => {
  it("is the header that is checked, where there is a token", () => {
    const build = (secrets: Readonly<Record<string, string>>) =>
      uptimeKuma.buildSetup?.({ settings: {}, secrets, hookUrl: "https://hub.example" }) ?? [];
    assert.deepEqual(JSON.parse(build({ token: "a-token-of-16-or-more" })[0]?.text ?? ""), {
      Authorization: "Bearer a-token-of-16-or-more",
    });
    assert.deepEqual(build({}), []);
  });
});
