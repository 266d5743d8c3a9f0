import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testParser } from "../../test/contract/parse-monitor.ts";
import { Settings } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

const folder = new URL("./recordings/", import.meta.url);
const receivedAt = new Date("2026-11-23T14:00:00Z");
const under = (settings: object) => testParser(parsePayload, Settings.parse(settings), { folder, receivedAt });
const read = under({});

const facts = {
  CustomerName: "Acme",
  DeviceName: "WEB-01",
  AffectedService: "Disk",
  QualitativeOldState: "Normal",
  QualitativeNewState: "Failed",
};
const xml = (change: Readonly<Record<string, string | undefined>> = {}, root = "notification") => {
  const elements = Object.entries({ ...facts, ...change }).map(([name, text]) =>
    text === undefined ? "" : `<${name}>${text}</${name}>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?><${root}>${elements.join("")}</${root}>`;
};

describe("what N-central says", () => {
  const cases = [
    ["01-failed", "high", "Disk C: on WEB-01: Failed", "Disk Usage: 97.00 %\nFree: 1.2 GB"],
    ["02-warning", "medium", "Disk C: on WEB-01: Warning", "Disk Usage: 85.00 %"],
    ["03-normal", "high", "Disk C: on WEB-01: Normal", "Disk Usage: 61.00 %"],
    ["04-acknowledged", "high", "Disk C: on WEB-01: Failed", "Disk Usage: 97.00 %"],
  ] as const;
  for (const [name, severity, title, description] of cases)
    it(`in ${name}`, () => {
      const [event] = read.recorded(name);
      assert.deepEqual(
        [event?.severity, event?.title, event?.description, event?.resource, event?.service, event?.episodeId],
        [severity, title, description, "WEB-01", "Disk", "1000234567"],
      );
      assert.deepEqual(
        [event?.clientHint, event?.url, event?.raisedAt.toISOString()],
        ["Acme Dental > HQ", "https://ncentral.example.net/rc?id=42", "2026-11-23T13:00:05.000Z"],
      );
    });

  it("of its end, just after the state changed", () => {
    assert.equal(read.recorded("03-normal")[0]?.clearedAt?.toISOString(), "2026-11-23T13:00:05.001Z");
  });

  it("of an acknowledgement, and whether it is our own", () => {
    assert.deepEqual(read.recorded("04-acknowledged")[0]?.acknowledgement, {
      state: "set",
      by: "psa@example.net",
      note: null,
    });
    assert.equal(read.recorded("04-acknowledged")[0]?.byUs, undefined);
    assert.equal(under({ ourUser: "psa@example.net" }).recorded("04-acknowledged")[0]?.byUs, true);
    assert.equal(read.event(xml({ AcknowledgementTime: "2026-11-23 13:10:00" })).acknowledgement?.by, null);
  });

  it("of the server's time zone", () => {
    const [event] = under({ timeZone: "America/Chicago" }).recorded("01-failed");
    assert.deepEqual(event?.raisedAt, receivedAt, "13:00 there is later than the receipt");
    const [early] = under({ timeZone: "Europe/Berlin" }).recorded("01-failed");
    assert.equal(early?.raisedAt.toISOString(), "2026-11-23T12:00:05.000Z");
  });
});

describe("states", () => {
  for (const [service, state, expected] of [
    ["Disk", "Failed", "firing high"],
    ["Connectivity", "Failed", "firing critical"],
    ["Agent Status", "Failed", "firing critical"],
    ["Connectivity", "Warning", "firing medium"],
    ["Disk", "No Data", "firing low"],
    ["Disk", "Misconfigured", "firing low"],
    ["Disk", "Stale", "firing low"],
    ["Disk", "Disconnected", "firing low"],
    ["Disk", "Normal", "clear info"],
  ] as const)
    it(`${state} of ${service} is ${expected}`, () => {
      const event = read.event(xml({ AffectedService: service, QualitativeNewState: state }));
      assert.equal(`${event.condition} ${event.severity}`, expected);
    });
});

describe("a body", () => {
  it("may hold several notifications", () => {
    const events = read.events(`${xml({ DeviceName: "A" })}\n${xml({ DeviceName: "B" })}`);
    assert.deepEqual(
      events.map(({ resource }) => resource),
      ["A", "B"],
    );
  });

  it("keeps customers, devices, services and tasks apart", () => {
    const keys = [
      { CustomerName: "a|b", DeviceName: "c" },
      { CustomerName: "a", DeviceName: "b|c" },
    ].map((change) => read.event(xml(change)).dedupKey);
    assert.notEqual(keys[0], keys[1]);
    assert.equal(read.event(xml()).dedupKey, "Acme|WEB-01|Disk|");
  });

  it("may name a device by its address, and no time", () => {
    const event = read.event(xml({ DeviceName: undefined, DeviceURI: "192.0.2.10" }));
    assert.deepEqual([event.resource, event.raisedAt], ["192.0.2.10", receivedAt]);
  });

  it("names the customer by the field that is set", () => {
    const event = under({ clientField: "ExternalCustomerID" }).event(xml({ ExternalCustomerID: "42" }));
    assert.equal(event.clientHint, "42");
  });

  for (const [sentence, text, path] of [
    ["a state that is not known", xml({ QualitativeNewState: "Burning" }), "QualitativeNewState"],
    ["no state", xml({ QualitativeNewState: "" }), "QualitativeNewState"],
    ["no customer", xml({ CustomerName: undefined }), "CustomerName"],
    ["no device", xml({ DeviceName: undefined }), "DeviceName"],
    ["no service", xml({ AffectedService: undefined }), "AffectedService"],
    ["a time of another shape", xml({ TimeOfStateChange: "11/23/2026 1:00 PM" }), "TimeOfStateChange"],
    ["another root", xml({}, "event"), "notification"],
    ["a fault in the second notification", `${xml()}${xml({ DeviceName: undefined })}`, "1.DeviceName"],
    ["a document type", `<!DOCTYPE notification>${xml()}`, ""],
  ] as const)
    it(`is a problem with its place: ${sentence}`, () => assert.equal(read.problem(text).path, path));
});
