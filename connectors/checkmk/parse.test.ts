import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testParser } from "../../test/contract/parse-monitor.ts";
import { Settings } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

const folder = new URL("./recordings/", import.meta.url);
const receivedAt = new Date("2026-11-23T14:00:00Z");
const under = (settings: object) => testParser(parsePayload, Settings.parse(settings), { folder, receivedAt });
const read = under({ siteUrl: "https://mon.example.net/main/" });

describe("what Checkmk says", () => {
  const cases = [
    ["01-service-problem", "high", "Filesystem /var on Web server 01: CRITICAL", "118"],
    ["02-service-repeat", "high", "Filesystem /var on Web server 01: CRITICAL", "118"],
    ["04-service-recovery", "high", "Filesystem /var on Web server 01: OK", "118"],
    ["05-host-down", "critical", "Web server 01: DOWN", "119"],
    ["06-host-up", "critical", "Web server 01: UP", "119"],
  ] as const;
  for (const [name, severity, title, episode] of cases)
    it(`in ${name}`, () => {
      const [event] = read.recorded(name);
      assert.deepEqual(
        [event?.severity, event?.title, event?.episodeId, event?.resource],
        [severity, title, episode, "web-01.example.net"],
      );
      assert.equal(event?.raisedAt.toISOString(), "2026-11-23T13:00:05.112Z");
      assert.match(event.url ?? "", /^https:\/\/mon\.example\.net\/main\/check_mk\/index\.py\?start_url=/);
    });

  it("with output and labels", () => {
    const [event] = read.recorded("05-host-down");
    assert.match(event?.description ?? "", /^No IP packet received for 16\.1 s/);
    assert.deepEqual([event?.service, event?.labels["site"], event?.labels["address"]], [null, "main", "192.0.2.10"]);
  });

  it("of an acknowledgement, and whether it is our own", () => {
    const [event] = read.recorded("03-service-acknowledged");
    assert.deepEqual(event?.acknowledgement, { state: "set", by: "psa-sync", note: "Ticket T20261123.0042" });
    assert.deepEqual([event.condition, event.byUs], ["firing", undefined]);
    assert.equal(under({ ourUser: "psa-sync" }).recorded("03-service-acknowledged")[0]?.byUs, true);
  });

  it("of the customer: by host label, or by site", () => {
    const body = read.body("01-service-problem");
    const labelled = JSON.stringify({ ...(JSON.parse(body) as object), client: "acme-dental" });
    assert.deepEqual([read.event(body).clientHint, read.event(labelled).clientHint], [null, "acme-dental"]);
    assert.equal(under({ clientField: "omd_site" }).event(labelled).clientHint, "main");
  });

  it("without a link where the address of the site is not set", () => {
    assert.equal(under({}).recorded("01-service-problem")[0]?.url, null);
  });
});

describe("what Checkmk could say one day", () => {
  const service = {
    notification_type: "PROBLEM",
    what: "SERVICE",
    omd_site: "main",
    host_name: "h",
    service_desc: "s",
    service_state: "WARNING",
  };
  const json = (change: Record<string, string | undefined> = {}) => JSON.stringify({ ...service, ...change });

  it("since when a state lasts, by its own clock", () => {
    const times = { last_service_state_change: "1795438000", micro_time: "1795438805112233" };
    assert.equal(read.event(json(times)).raisedAt.getTime(), 1_795_438_000_000);
    assert.deepEqual(read.event(json()).raisedAt, receivedAt);
  });

  it("no episode in some recoveries", () => {
    const event = read.event(json({ notification_type: "RECOVERY", service_state: "OK", service_problem_id: "0" }));
    assert.equal(event.episodeId, null);
  });

  it("a resolve at the end of flapping or of a downtime", () => {
    for (const type of ["FLAPPINGSTOP", "DOWNTIMEEND"])
      assert.equal(read.event(json({ notification_type: type, service_state: "OK" })).condition, "clear");
  });

  it("of an alert handler, which is no alert", () => {
    assert.match(read.nothing(json({ notification_type: "ALERTHANDLER (STARTED)" })), /alert handler/);
  });

  for (const [sentence, change, path] of [
    ["a type that is not known", { notification_type: "ALARM" }, "notification_type"],
    ["neither host nor service", { what: "BUSINESS" }, "what"],
    ["no site", { omd_site: "" }, "omd_site"],
    ["a service without a name", { service_desc: "" }, "service_desc"],
    ["a short state", { service_state: "CRIT" }, "service_state"],
  ] as const)
    it(`a problem with its place: ${sentence}`, () => assert.equal(read.problem(json(change)).path, path));
});
