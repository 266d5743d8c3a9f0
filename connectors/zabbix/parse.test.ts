import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testParser } from "../../test/contract/parse-monitor.ts";
import { Settings } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

const folder = new URL("./recordings/", import.meta.url);
const receivedAt = new Date("2026-11-23T14:00:00Z");
const under = (settings: object) => testParser(parsePayload, Settings.parse(settings), { folder, receivedAt });
const read = under({});
const iso = (time: string) => `2026-11-23T${time}.000Z`;

describe("messages of a real Zabbix", () => {
  const severities = [
    ["19-severity-0-not-classified", "info"],
    ["20-severity-1-information", "info"],
    ["21-severity-2-warning", "low"],
    ["22-severity-3-average", "medium"],
    ["23-severity-4-high", "high"],
    ["24-severity-5-disaster", "critical"],
  ] as const;
  for (const [name, severity] of severities)
    it(`are ${severity} in ${name}`, () => assert.equal(read.recorded(name)[0]?.severity, severity));

  it("tell what is wrong, where, since when, and where to look", () => {
    const [event] = read.recorded("01-problem-high");
    assert.deepEqual(
      [
        event?.title,
        event?.resource,
        event?.service,
        event?.clientHint,
        event?.raisedAt.toISOString(),
        event?.clearedAt,
      ],
      ["High CPU on web-01.example.net", "web-01.example.net", "cpu.util", "acme-dental", iso("13:14:35"), null],
    );
    assert.equal(event?.url, "https://zabbix.example.net/tr_events.php?triggerid=23133&eventid=25");
    assert.match(
      event.description ?? "",
      /^CPU above 90 %\n\nOperational data: Now 97\.5 %\n\ncpu\.util: 97\.5\n\nSee: https:/,
    );
    assert.deepEqual(
      [event.episodeId, event.labels["triggerId"], event.labels["host"], event.labels["scope"]],
      ["25", "23133", "web-01.example.net", "performance, capacity"],
    );
  });

  it("end at the time of the recovery, by a manual close as by itself", () => {
    for (const name of ["09-manual-close-update", "10-manual-close-recovery"]) {
      const [event] = read.recorded(name);
      assert.deepEqual(
        [event?.condition, event?.raisedAt.toISOString(), event?.clearedAt?.toISOString(), event?.acknowledgement],
        ["clear", iso("13:16:15"), iso("13:16:30"), undefined],
      );
    }
  });

  it("have the severity that somebody changed it to", () => {
    assert.equal(read.recorded("05-update-severity-changed")[0]?.severity, "critical");
  });

  const acknowledgements = [
    ["01-problem-high", undefined],
    ["02-escalation-repeat", undefined],
    ["03-update-acknowledged", { state: "set", by: "psa-sync", note: "Ticket T20261123.0042 accepted by J. Doe" }],
    ["04-update-comment-only", undefined],
    ["05-update-severity-changed", undefined],
    ["06-update-unacknowledged", { state: "removed", by: "psa-sync", note: null }],
    ["50-own-script-acknowledged", { state: "set", by: "psa-sync", note: "Ticket T20261123.0042 accepted by J. Doe" }],
  ] as const;
  for (const [name, acknowledgement] of acknowledgements)
    it(`tell of ${acknowledgement ? `an acknowledgement ${acknowledgement.state}` : "none"} in ${name}`, () =>
      assert.deepEqual(read.recorded(name)[0]?.acknowledgement, acknowledgement));

  it("are known as our own by the user's name, and only acknowledgements are", () => {
    const ours = under({ ourUser: "psa-sync" });
    assert.deepEqual(
      ["03-update-acknowledged", "06-update-unacknowledged", "04-update-comment-only", "10-manual-close-recovery"].map(
        (name) => ours.recorded(name)[0]?.byUs,
      ),
      [true, true, undefined, undefined],
    );
    assert.equal(under({ ourUser: "sync" }).recorded("03-update-acknowledged")[0]?.byUs, undefined);
  });

  it("keep problems of one trigger apart, in whatever order they end", () => {
    const names = ["15-multi-problem-1", "16-multi-problem-2", "18-multi-close-2-recovery"];
    const events = names.map((name) => read.recorded(name)[0]);
    assert.equal(new Set(events.map((event) => event?.labels["triggerId"])).size, 1);
    assert.deepEqual(
      events.map((event) => event?.dedupKey),
      ["35", "36", "36"],
    );
  });
});

describe("messages under other settings", () => {
  it("name the customer by tag or host group instead", () => {
    const body = read.body("01-problem-high");
    assert.equal(under({ clientField: "tag" }).event(body).clientHint, "acme-dental");
    assert.equal(under({ clientField: "tag", clientTag: "component" }).event(body).clientHint, "cpu");
    assert.equal(under({ clientField: "tag", clientTag: "constructor" }).event(body).clientHint, null);
    assert.equal(under({ clientField: "trigger_hostgroup_name" }).event(body).clientHint, "Clients/Acme Dental");
  });

  it("are of the server's time zone", () => {
    const [event] = under({ timeZone: "Europe/Berlin" }).recorded("12-recovery");
    assert.deepEqual(
      [event?.raisedAt.toISOString(), event?.clearedAt?.toISOString()],
      read
        .recorded("12-recovery")
        .flatMap(({ raisedAt, clearedAt }) =>
          [raisedAt, clearedAt].map((date) => new Date((date?.getTime() ?? 0) - 3_600_000).toISOString()),
        ),
    );
  });
});

describe("messages that could come one day", () => {
  const problem = {
    event_id: "7",
    event_source: "0",
    event_value: "1",
    event_update_status: "0",
    event_nseverity: "3",
    event_date: "2026.11.23",
    event_time: "13:00:00",
    host_name: "h",
  };
  const json = (change: Record<string, string | undefined> = {}) => JSON.stringify({ ...problem, ...change });

  it("are named by their host where they have no name, and have no link without the frontend's address", () => {
    const event = read.event(json({ event_name: "{EVENT.NAME}", zabbix_url: "{$ZABBIX.URL}", trigger_id: "1" }));
    assert.deepEqual([event.title, event.url], ["h", null]);
  });

  it("end after they began, though only whole seconds are told", () => {
    const recovery = { event_value: "0", event_recovery_date: "2026.11.23", event_recovery_time: "13:00:00" };
    const event = read.event(json(recovery));
    assert.ok((event.clearedAt ?? 0) > event.raisedAt);
  });

  it("end when they came, where they do not say when", () => {
    assert.deepEqual(read.event(json({ event_value: "0" })).clearedAt, receivedAt);
  });

  it("tell an acknowledgement among other changes", () => {
    const acts = (action: string) =>
      read.event(json({ event_update_status: "1", event_update_action: action })).acknowledgement?.state;
    assert.deepEqual(
      [
        "acknowledged",
        "commented, acknowledged and changed severity from High to Disaster",
        "unacknowledged and commented",
        "commented",
        "suppressed",
      ].map(acts),
      ["set", "set", "removed", undefined, undefined],
    );
    assert.equal(read.event(json({ event_update_action: "acknowledged" })).acknowledgement, undefined);
  });

  it("name people by their names, and users without any by the user", () => {
    const by = (name: string) =>
      read.event(json({ event_update_status: "1", event_update_action: "acknowledged", user_fullname: name }))
        .acknowledgement?.by;
    assert.deepEqual(["  (psa-sync)", "Ann Lee (ann)", "{USER.FULLNAME}"].map(by), ["psa-sync", "Ann Lee (ann)", null]);
  });

  it("keep their worth where the tags are no list", () => {
    for (const tags of ["{broken", "[1]", '"x"'])
      assert.equal(read.event(json({ event_tagsjson: tags })).dedupKey, "7");
  });

  it("open nothing where the event is not of a trigger", () => {
    for (const source of ["1", "2", "3", "4"])
      assert.match(read.nothing(json({ event_source: source })), /not of a trigger/);
  });

  for (const [sentence, change, path] of [
    ["no event", { event_id: "{EVENT.ID}" }, "event_id"],
    ["a severity that there is not", { event_nseverity: "6" }, "event_nseverity"],
    ["a severity by name", { event_nseverity: "High" }, "event_nseverity"],
    ["a value that is neither problem nor recovery", { event_value: "2" }, "event_value"],
    ["no time", { event_time: "{EVENT.TIME}" }, "event_date"],
    ["a date of another shape", { event_date: "23/11/2026" }, "event_date"],
  ] as const)
    it(`are a problem with its place: ${sentence}`, () => assert.equal(read.problem(json(change)).path, path));
});
