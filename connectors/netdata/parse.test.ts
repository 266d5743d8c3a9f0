import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testParser } from "../../test/contract/parse-monitor.ts";
import { Settings } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

const folder = new URL("./recordings/", import.meta.url);
const receivedAt = new Date("2026-11-23T14:00:00Z");
const read = testParser(parsePayload, Settings.parse({}), { folder, receivedAt });
const warning = JSON.parse(read.body("01-warning")) as Record<string, unknown>;
const json = (change: Record<string, unknown>) => JSON.stringify({ ...warning, ...change });
const at = (seconds: number) => new Date(seconds * 1_000);

describe("notifications of a real Netdata", () => {
  const began = 1_795_440_143;
  const cases = [
    ["01-warning", "medium", "85 jobs", began, null],
    ["02-escalated-critical", "critical", "99 jobs", began, null],
    ["03-demoted-warning", "medium", "70 jobs", began, null],
    ["04-clear", "medium", "10 jobs", began, 1_795_440_184],
    ["05-flap-1-critical", "critical", "99 jobs", 1_795_440_198, null],
    ["06-flap-1-clear", "critical", "10 jobs", 1_795_440_198, 1_795_440_206],
    ["09-flap-3-critical", "critical", "99 jobs", 1_795_440_228, null],
    ["10-flap-3-clear", "critical", "10 jobs", 1_795_440_228, 1_795_440_236],
  ] as const;
  for (const [name, severity, value, raised, cleared] of cases)
    it(`in ${name}`, () => {
      const [event] = read.recorded(name);
      assert.deepEqual(
        [event?.severity, event?.title, event?.resource, event?.service, event?.clientHint],
        [
          severity,
          `demo_queue_depth on web-01.example.net: ${value}`,
          "web-01.example.net",
          "statsd_demo.queue_gauge",
          "web-01.example.net",
        ],
      );
      assert.deepEqual([event?.raisedAt, event?.clearedAt], [at(raised), cleared && at(cleared)]);
      assert.match(event?.description ?? "", /^jobs waiting in the demo queue\n\n\w/);
      assert.match(event?.url ?? "", /^https:\/\/registry\.my-netdata\.io\/goto-host-from-alarm\.html/);
    });
});

describe("statuses", () => {
  for (const status of ["REMOVED", "UNDEFINED", "UNINITIALIZED"])
    it(`${status} is no recovery`, () => assert.match(read.nothing(json({ status })), /no recovery/));

  it("that are clear were as bad as the one before, if that is known", () => {
    const severity = (old_status: string | undefined) => read.event(json({ status: "CLEAR", old_status })).severity;
    assert.deepEqual(["CRITICAL", "WARNING", "UNDEFINED", undefined].map(severity), [
      "critical",
      "medium",
      "info",
      "info",
    ]);
  });

  it("are as old as their receipt where no time is given", () => {
    assert.deepEqual(read.event(json({ when: "" })).raisedAt, receivedAt);
    assert.deepEqual(read.event(json({ when: "1795440143", non_clear_duration: "x" })).raisedAt, at(1_795_440_143));
  });
});

describe("what cannot be read", () => {
  for (const [sentence, change, path] of [
    ["a status that is not known", { status: "RAISED" }, "status"],
    ["a variable that was not filled in", { status: "${status}" }, "status"],
    ["no host", { host: "" }, "host"],
    ["no chart", { chart: undefined }, "chart"],
    ["no name", { name: "" }, "name"],
  ] as const)
    it(`is named: ${sentence}`, () => assert.equal(read.problem(json(change)).path, path));
});
