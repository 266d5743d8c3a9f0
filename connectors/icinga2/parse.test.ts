import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testParser } from "../../test/contract/parse-monitor.ts";
import { Settings } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

const folder = new URL("./recordings/", import.meta.url);
const receivedAt = new Date("2026-11-23T14:00:00Z");
const read = testParser(parsePayload, Settings.parse({}), { folder, receivedAt });
const at = (seconds: number) => new Date(seconds * 1_000);

describe("notifications of a real Icinga 2", () => {
  const cases = [
    ["01-service-warning", "medium", "Disk /var on Web server 01: WARNING", 1_795_439_182],
    ["02-service-escalates-to-critical", "high", "Disk /var on Web server 01: CRITICAL", 1_795_439_186],
    ["05-service-recovery", "high", "Disk /var on Web server 01: OK", 1_795_439_240],
    // The third failed check: its last state is critical already, and what fires began with the first.
    ["06-hard-state-after-three-checks", "high", "http on Web server 01: CRITICAL", 1_795_439_244],
    ["08-service-unknown", "medium", "http on Web server 01: UNKNOWN", 1_795_439_257],
    ["10-host-down", "critical", "Web server 01: DOWN", 1_795_439_265],
    ["11-host-up", "critical", "Web server 01: UP", 1_795_439_274],
    ["22-parent-host-down", "critical", "Core switch: DOWN", 1_795_439_348],
    ["51-own-script-critical", "high", "Disk /var on Web server 01: CRITICAL", 1_795_840_311],
    ["52-own-script-recovery", "high", "Disk /var on Web server 01: OK", 1_795_840_316],
  ] as const;
  for (const [name, severity, title, changed] of cases)
    it(`in ${name}`, () => {
      const [event] = read.recorded(name);
      assert.deepEqual([event?.severity, event?.title, event?.clientHint], [severity, title, "acme-dental"]);
      assert.deepEqual(event?.clearedAt ?? event?.raisedAt, at(changed));
      assert.equal(event?.episodeId, null);
    });

  it("tell host, service, address and the whole output", () => {
    const [event] = read.recorded("51-own-script-critical");
    assert.deepEqual(
      [event?.resource, event?.service, event?.labels],
      ["web-01.example.net", "disk /var", { address: "192.0.2.10", checkCommand: "dummy" }],
    );
    assert.equal(event?.description, 'DISK "quotes" & $(id) `id` café\nsecond line');
    const [host] = read.recorded("10-host-down");
    assert.deepEqual([host?.service, host?.description], [null, "PING CRITICAL - Packet loss = 100%"]);
  });

  it("tell of an acknowledgement, and whether it is our own", () => {
    const [event] = read.recorded("04-acknowledgement");
    assert.deepEqual(event?.acknowledgement, {
      state: "set",
      by: "psa-sync",
      note: "Ticket T20261123.0042 accepted by J. Doe",
    });
    assert.deepEqual([event.condition, event.severity, event.byUs], ["firing", "high", undefined]);
    const ours = testParser(parsePayload, Settings.parse({ ourUser: "psa-sync" }), { folder, receivedAt });
    assert.equal(ours.recorded("04-acknowledgement")[0]?.byUs, true);
    assert.equal(ours.recorded("03-service-repeat")[0]?.byUs, undefined);
  });

  it("end a downtime in the order of their times, whatever order they come in", () => {
    const series = ["13-problem-at-downtime-end", "14-recovery-after-downtime", "15-downtime-end-late"];
    const events = series.map((name) => read.recorded(name)[0]);
    assert.deepEqual(
      events.map((event) => event?.condition),
      ["firing", "clear", "clear"],
    );
    assert.deepEqual(events[2]?.clearedAt, events[1]?.clearedAt);
  });
});

describe("notifications that could come one day", () => {
  const service = { notification_type: "PROBLEM", host_name: "h", service_name: "s", service_state: "CRITICAL" };
  const json = (change: Record<string, string | undefined> = {}) => JSON.stringify({ ...service, ...change });

  it("say when they were sent where they do not say since when, else they are as old as their receipt", () => {
    assert.deepEqual(
      read.event(json({ timet: "1795439182", service_last_state_change: "0" })).raisedAt,
      at(1_795_439_182),
    );
    assert.deepEqual(read.event(json()).raisedAt, receivedAt);
  });

  it("count a macro that was not filled in as absent", () => {
    const event = read.event(json({ client: "$host.vars.client$", service_output: "$5 left" }));
    assert.deepEqual([event.clientHint, event.description], [null, "$5 left"]);
  });

  it("resolve at the end of flapping, where no recovery comes", () => {
    assert.equal(read.event(json({ notification_type: "FLAPPINGEND", service_state: "OK" })).condition, "clear");
    assert.equal(read.event(json({ notification_type: "FLAPPINGEND" })).condition, "firing");
    assert.match(read.nothing(json({ notification_type: "FLAPPINGSTART" })), /flap/);
  });

  it("keep hosts and services apart whose names hold the separator", () => {
    const keys = [
      ["a!b", "c"],
      ["a", "b!c"],
    ].map(([host, name]) => read.event(json({ host_name: host, service_name: name })).dedupKey);
    assert.notEqual(keys[0], keys[1]);
  });

  for (const [sentence, change, path] of [
    ["a type that is not known", { notification_type: "ALARM" }, "notification_type"],
    ["no type", { notification_type: undefined }, "notification_type"],
    ["a state that is not known", { service_state: "FATAL" }, "service_state"],
    ["no state", { service_state: undefined }, "service_state"],
    ["no host", { host_name: "" }, "host_name"],
    [
      "a host's state on a notification without a service",
      { service_name: undefined, host_state: "OKAY" },
      "host_state",
    ],
  ] as const)
    it(`are a problem with its place: ${sentence}`, () => assert.equal(read.problem(json(change)).path, path));

  it("are a problem where they are no form of ours", () => {
    for (const body of ["hello", "a=b", '{"text":"CPU"}', "<html>"]) assert.match(read.problem(body).detail, /\p{L}/u);
  });
});
