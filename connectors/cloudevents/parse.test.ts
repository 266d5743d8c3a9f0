import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { must } from "../../test/contract/expect.ts";
import { testParser } from "../../test/contract/parse-monitor.ts";
import { decodeHeader } from "./decode-header.ts";
import { Settings } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

const folder = new URL("./recordings/", import.meta.url);
const receivedAt = new Date("2026-11-23T14:00:00Z");
const read = testParser(parsePayload, Settings.parse({}), { folder, receivedAt });

const parse = (body: string | Uint8Array, headers: Record<string, string>, settings: object = {}) =>
  parsePayload(
    { body: typeof body === "string" ? Buffer.from(body) : body, headers, receivedAt },
    Settings.parse(settings),
  );
const structured = { "content-type": "application/cloudevents+json; charset=utf-8" };
const batch = { "content-type": "application/cloudevents-batch+json" };
const attributes = { id: "1", source: "/s", specversion: "1.0", type: "a.firing", subject: "web-01" };
const json = (change: Record<string, unknown> = {}) => JSON.stringify({ ...attributes, ...change });
const binary = (change: Record<string, string> = {}) => ({
  ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce-${name}`, value])),
  "content-type": "application/json",
  ...change,
});
const event = (...given: Parameters<typeof parse>) => {
  const [item] = must(parse(...given)).items;
  return item?.kind === "event" ? item.event : assert.fail("no event");
};
const problem = (...given: Parameters<typeof parse>) => {
  const result = parse(...given);
  return result.ok ? assert.fail(JSON.stringify(result.value)) : result.error;
};

describe("events of the JavaScript SDK", () => {
  const host = "hosts/web-01.example.net";
  const cases = [
    ["01-structured-firing", 0, "critical", "CPU 97 % on web-01", host, "13:00"],
    ["02-structured-resolved", 0, "critical", "CPU back to normal on web-01", host, "13:07"],
    ["03-binary-firing", 0, "critical", "CPU 97 % on web-01", host, "13:00"],
    ["04-binary-resolved", 0, "critical", "CPU back to normal on web-01", host, "13:07"],
    ["05-binary-text-nonascii-header", 0, "medium", "disk full: 99 %", "hosts/café-01", "13:08"],
    ["06-structured-data-base64", 0, "medium", "net.example.alert.firing", host, "13:09"],
    ["07-batch", 0, "critical", "CPU 97 % on web-01", host, "13:00"],
    ["07-batch", 1, "critical", "CPU back to normal on web-01", host, "13:07"],
    ["08-binary-emitter-chunked", 0, "critical", "CPU 97 % on web-01", host, "13:00"],
  ] as const;
  for (const [name, index, severity, title, resource, time] of cases)
    it(`in ${name}, event ${index}`, () => {
      const given = read.recorded(name)[index];
      assert.deepEqual([given?.severity, given?.title, given?.resource], [severity, title, resource]);
      assert.equal(given?.raisedAt.toISOString(), `2026-11-23T${time}:00.000Z`);
      // An event has one time.
      if (given.clearedAt) assert.equal(given.clearedAt.getTime() - given.raisedAt.getTime(), 1);
    });

  it("are known by source and id, in every mode but a batch", () => {
    assert.equal(must(parse(json(), structured)).deliveryKey, must(parse("{}", binary())).deliveryKey);
    assert.notEqual(
      must(parse(json({ source: "/s 1", id: "2" }), structured)).deliveryKey,
      must(parse(json({ source: "/s", id: "1 2" }), structured)).deliveryKey,
    );
    assert.equal(must(parse(`[${json()}]`, batch)).deliveryKey, null);
  });
});

describe("modes and data", () => {
  it("are told apart by content type, then by headers", () => {
    assert.equal(event(json(), structured).dedupKey, "web-01");
    assert.equal(event("{}", binary()).dedupKey, "web-01");
    assert.equal(event("", binary({ "content-type": "" })).dedupKey, "web-01");
    assert.equal(event(json({ subject: "body" }), { ...binary(), ...structured }).dedupKey, "body");
    assert.match(problem(json(), { "content-type": "application/json" }).detail, /neither structured nor binary/);
  });

  it("are JSON where their type is, or where none is given", () => {
    const title = (change: Record<string, unknown>) => event(json(change), structured).title;
    assert.equal(title({ data: { title: "T" } }), "T");
    assert.equal(title({ data: { title: "T" }, datacontenttype: "application/vnd.x+json; v=1" }), "T");
    assert.equal(title({ data: "full", datacontenttype: "text/plain" }), "full");
    assert.equal(title({ data: "full", datacontenttype: "application/xml" }), "full");
    assert.equal(title({ data_base64: Buffer.from('{"title":"T"}').toString("base64") }), "T");
    assert.equal(
      title({ data_base64: Buffer.from("plain").toString("base64"), datacontenttype: "text/plain" }),
      "plain",
    );
    assert.equal(title({ data: null }), "a.firing");
    assert.equal(event("plain", binary({ "content-type": "text/plain" })).title, "plain");
    assert.equal(event('{"title":"T"}', binary({ "content-type": "application/json; charset=utf-8" })).title, "T");
  });

  it("may come in batches, empty ones too", () => {
    assert.match(must(parse("[]", batch)).nothing ?? "", /empty/);
    assert.equal(must(parse(`[${json()},${json({ subject: "b" })}]`, batch)).items.length, 2);
    const leaveOut = [{ when: 'event.subject == "web-01"', reason: "Not ours." }];
    assert.equal(must(parse(`[${json()}]`, batch, { leaveOut })).nothing, "Not ours.");
    const long = `[${Array.from({ length: 5_001 }, () => "{}").join()}]`;
    assert.equal(problem(long, batch).path, "");
  });

  it("have extensions, which expressions see as attributes", () => {
    const settings = { clientHint: "event.customer", severity: "event.?level.orValue('low')" };
    assert.equal(event(json({ customer: "acme", level: "critical" }), structured, settings).clientHint, "acme");
    assert.equal(event("{}", binary({ "ce-customer": "acme", "ce-level": "critical" }), settings).severity, "critical");
    assert.equal(event(json({ customer: "acme", level: null }), structured, settings).severity, "low");
  });

  for (const [given, decoded] of [
    ["plain", "plain"],
    ["caf%C3%A9%20%22x%22", 'café "x"'],
    ["hosts/caf\u00c3\u00a9-01", "hosts/café-01"],
    ["caf\u00e9", "café"],
    ["100%", "100%"],
    ["%ff%C3", "%ff%C3"],
    ["€", "€"],
  ] as const)
    it(`have headers that are decoded: ${given}`, () => assert.equal(decodeHeader(given), decoded));
});

describe("states by default", () => {
  for (const [type, status, condition] of [
    ["a.firing", undefined, "firing"],
    ["a.resolved", undefined, "clear"],
    ["a.changed", "resolved", "clear"],
    ["a.changed", "firing", "firing"],
    ["a.resolved", "firing", "clear"],
  ] as const)
    it(`of type ${type} and status ${status ?? "none"} are ${condition}`, () =>
      assert.equal(event(json({ type, data: { status } }), structured).condition, condition));

  it("and keys are of partition key, else subject", () => {
    assert.equal(event(json({ partitionkey: "p" }), structured).dedupKey, "p");
    assert.equal(problem(json({ subject: undefined }), structured).path, "dedupKey");
  });
});

describe("what cannot be read", () => {
  for (const [sentence, body, headers, path] of [
    ["no id", json({ id: undefined }), structured, "id"],
    ["an empty id", json({ id: "" }), structured, "id"],
    ["no source", json({ source: undefined }), structured, "source"],
    ["no type", json({ type: undefined }), structured, "type"],
    ["another version", json({ specversion: "0.3" }), structured, "specversion"],
    ["an extension that is no value", json({ customer: { a: 1 } }), structured, "customer"],
    ["bytes that are no base64", json({ data_base64: "%" }), structured, "data_base64"],
    ["no version in headers", "{}", { ...binary(), "ce-specversion": "2.0" }, "ce-specversion"],
    ["a batch that is none", json(), batch, ""],
    ["a bad event in a batch", `[${json()},${json({ id: "" })}]`, batch, "1.id"],
    [
      "an unknown state in a batch",
      `[${json()},${json({ type: "a.b", data: { status: "x" } })}]`,
      batch,
      "1.condition",
    ],
    ["data that is no JSON", "{", binary(), "data"],
    ["no state", json({ type: "a.b" }), structured, "condition"],
    ["an unknown severity", json({ data: { severity: "sev1" } }), structured, "severity"],
  ] as const)
    it(`is named: ${sentence}`, () => assert.equal(problem(body, headers).path, path));
});
