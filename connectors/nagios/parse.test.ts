import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testParser } from "../../test/contract/parse-monitor.ts";
import { Settings } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

const folder = new URL("./recordings/", import.meta.url);
const receivedAt = new Date("2026-11-23T14:00:00Z");
const read = testParser(parsePayload, Settings.parse({}), { folder, receivedAt });
const at = (seconds: number) => new Date(seconds * 1_000);

describe("notifications of a real Nagios", () => {
  const cases = [
    ["01-service-warning", "medium", "Disk /var on Web server 01: WARNING", "1", 1_795_439_896],
    ["02-service-escalates-to-critical", "high", "Disk /var on Web server 01: CRITICAL", "1", 1_795_439_900],
    ["04-service-recovery", "high", "Disk /var on Web server 01: OK", "1", 1_795_439_957],
    ["06-critical-to-unknown", "medium", "HTTP on Web server 01: UNKNOWN", "2", 1_795_439_969],
    ["08-host-down", "critical", "Web server 01: DOWN", "3", 1_795_439_977],
    // The id of the problem has moved to the last one.
    ["09-host-up", "critical", "Web server 01: UP", "3", 1_795_439_985],
    ["11-downtime-end-while-critical", "high", "Disk /var on Web server 01: CRITICAL", "5", 1_795_439_997],
    ["50-own-script-critical", "high", "Disk /var on Web server 01: CRITICAL", "1", 1_795_841_223],
    ["51-own-script-recovery", "high", "Disk /var on Web server 01: OK", "1", 1_795_841_228],
  ] as const;
  for (const [name, severity, title, episode, changed] of cases)
    it(`in ${name}`, () => {
      const [event] = read.recorded(name);
      assert.deepEqual(
        [event?.severity, event?.title, event?.episodeId, event?.clientHint, event?.resource],
        [severity, title, episode, "acme-dental", "web-01.example.net"],
      );
      assert.deepEqual(event?.clearedAt ?? event?.raisedAt, at(changed));
    });

  it("tell the whole output, line by line", () => {
    const [event] = read.recorded("50-own-script-critical");
    assert.equal(event?.description, 'DISK "quotes" & $(id) café\n\nsecond line\nthird line');
    assert.deepEqual(event.labels, { address: "192.0.2.10" });
  });

  it("tell of an acknowledgement, and whether it is our own", () => {
    const [event] = read.recorded("03-acknowledgement");
    assert.deepEqual(event?.acknowledgement, {
      state: "set",
      by: "psa-sync",
      note: "Ticket T20261123.0042 accepted by J. Doe",
    });
    assert.deepEqual([event.condition, event.byUs], ["firing", undefined]);
    const ours = testParser(parsePayload, Settings.parse({ ourUser: "psa-sync" }), { folder, receivedAt });
    assert.equal(ours.recorded("20-repeat-acknowledged")[0]?.byUs, true);
  });

  it("are of one episode from the first fire to the recovery, and repeat its times", () => {
    const series = ["18-repeat-first", "19-repeat-second", "20-repeat-acknowledged", "21-repeat-recovery"];
    const events = series.map((name) => read.recorded(name)[0]);
    assert.deepEqual(new Set(events.map((event) => event?.episodeId)), new Set(["13"]));
    assert.deepEqual(events[0]?.raisedAt, events[2]?.raisedAt);
  });
});

describe("notifications that could come one day", () => {
  const service = { notification_type: "PROBLEM", host_name: "h", service_desc: "s", service_state: "CRITICAL" };
  const json = (change: Record<string, string | undefined> = {}) => JSON.stringify({ ...service, ...change });

  it("have no episode where Nagios counted none", () => {
    const ids = { service_problem_id: "0", last_service_problem_id: "0" };
    assert.equal(read.event(json({ ...ids, notification_type: "DOWNTIMEEND", service_state: "OK" })).episodeId, null);
  });

  it("belong to the last episode where none is open", () => {
    const ids = { service_problem_id: "0", last_service_problem_id: "7" };
    const event = read.event(json({ ...ids, notification_type: "FLAPPINGSTOP", service_state: "OK" }));
    assert.deepEqual([event.condition, event.episodeId], ["clear", "7"]);
  });

  it("keep backslashes of an output", () => {
    const event = read.event(json({ long_service_output: "C:\\\\new\\\\x\\nsecond" }));
    assert.equal(event.description, "C:\\new\\x\nsecond");
  });

  it("count a macro that was not filled in as absent", () => {
    assert.equal(read.event(json({ client: "$_HOSTCLIENT$" })).clientHint, null);
  });

  it("are medium where a host is behind one that is down", () => {
    const event = read.event(json({ service_desc: "", host_state: "UNREACHABLE" }));
    assert.deepEqual([event.dedupKey, event.severity], ["h", "medium"]);
  });

  for (const [sentence, change, path] of [
    ["a type of Icinga's that Nagios has not", { notification_type: "ALARM" }, "notification_type"],
    ["a state that is not known", { service_state: "PENDING" }, "service_state"],
    ["no host", { host_name: undefined }, "host_name"],
  ] as const)
    it(`are a problem with its place: ${sentence}`, () => assert.equal(read.problem(json(change)).path, path));
});
