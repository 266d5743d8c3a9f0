import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testParser } from "../../test/contract/parse-monitor.ts";
import { Settings } from "./manifest.ts";
import { parseList } from "./parse.ts";

const folder = new URL("./recordings/", import.meta.url);
const receivedAt = new Date("2026-11-23T14:00:00Z");
const server = "https://www.systemmonitor.example";
const under = (settings: object) =>
  testParser(parseList, Settings.parse({ server, ...settings }), { folder, receivedAt });
const read = under({});
const one = read.body("01-poll-one-failing-check");

describe("what N-sight lists", () => {
  it("in 01-poll-one-failing-check", () => {
    const [event, ...more] = read.recorded("01-poll-one-failing-check");
    assert.equal(more.length, 0);
    assert.deepEqual(
      [event?.title, event?.severity, event?.resource, event?.clientHint, event?.description],
      [
        "Disk Space Check - drive C: on WEB-01",
        "high",
        "WEB-01",
        "Acme Dental",
        "Total: 476.3GB, Free: 12.1GB\n\nFailing since 2026-11-23 12:58:00, by the account's clock.",
      ],
    );
    assert.deepEqual(event?.raisedAt, receivedAt);
    assert.deepEqual([event.labels["site"], event.labels["checkStatus"]], ["HQ", "testerror"]);
  });

  it("in 03-poll-two-clients: a device that is offline fails by itself, and is worse", () => {
    const events = read
      .recorded("03-poll-two-clients")
      .map(({ title, severity, clientHint }) => [title, severity, clientHint]);
    assert.deepEqual(events.slice(1), [
      ["offline on PC-07", "critical", "Acme Dental"],
      ["Backup Check on SRV-02", "high", "Backerei"],
    ]);
  });

  it("is a full list, an empty one too", () => {
    for (const name of ["01-poll-one-failing-check", "02-poll-empty-after-recovery"])
      assert.deepEqual(
        read.parsed(read.body(name)).scans?.map(({ keyPrefix }) => keyPrefix),
        [""],
      );
  });

  it("with the start under its other names, or none", () => {
    const other = one.replaceAll("startdate", "date").replaceAll("starttime", "time");
    assert.match(read.event(other).description ?? "", /since 2026-11-23 12:58:00/);
    const none = one.replaceAll("startdate", "x").replaceAll("starttime", "y");
    assert.equal(read.event(none).description, "Total: 476.3GB, Free: 12.1GB");
  });

  it("by number of the client where the settings say so", () => {
    assert.equal(under({ clientField: "clientid" }).event(one).clientHint, "301");
  });

  it("by keys that tell checks of one number on two devices apart", () => {
    const moved = read.event(one.replace("<id>501</id>", "<id>502</id>"));
    assert.notEqual(moved.dedupKey, read.event(one).dedupKey);
  });

  it("in the encoding that it declares", () => {
    const latin = Buffer.from(one.replace("Acme Dental", "Bäckerei Süß"), "latin1");
    const parsed = parseList({ body: latin, headers: {}, receivedAt }, Settings.parse({ server }));
    const [item] = parsed.ok ? parsed.value.items : [];
    assert.equal(item?.kind === "event" ? item.event.clientHint : "", "Bäckerei Süß");
  });
});

describe("what is no list ends nothing", () => {
  for (const [sentence, text, path] of [
    ["a refusal", one.replace('status="OK"', 'status="FAIL"'), "result.status"],
    ["no status", one.replace(' status="OK"', ""), "result.status"],
    ["no items", '<result status="OK"></result>', "result.items"],
    ["another document", "<html></html>", ""],
    ["a check without a number", one.replace("<checkid>9001</checkid>", ""), "checkid"],
    ["a device without a number", one.replace("<id>501</id>", ""), "id"],
    ["a client without a number", one.replace("<clientid>301</clientid>", ""), "clientid"],
    ["an encoding that there is not", one.replace("ISO-8859-1", "X-NONE"), ""],
  ] as const)
    it(`is named: ${sentence}`, () => assert.equal(read.problem(text).path, path));
});

describe("settings", () => {
  it("take addresses, and no pace that N-able asks nobody to keep", () => {
    for (const settings of [
      { server: "systemmonitor" },
      { server: "https://u:p@x.example" },
      { server, pollSeconds: 60 },
    ])
      assert.equal(Settings.safeParse(settings).success, false);
    assert.equal(Settings.safeParse({ server, pollSeconds: 90 }).success, true);
  });
});
