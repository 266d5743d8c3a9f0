import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testParser } from "../../test/contract/parse-monitor.ts";
import { Settings } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

const folder = new URL("./recordings/", import.meta.url);
const receivedAt = new Date("2026-11-23T14:00:00Z");
const under = (settings: object) => testParser(parsePayload, Settings.parse(settings), { folder, receivedAt });
const read = under({});

describe("events of a real Monit", () => {
  const failed = 'status failed (2) -- backup failed: disk full <x> & "q"';
  const refused = "failed protocol test [HTTP] at [web-01.example.net]:18099 [TCP/IP] -- Connection refused";
  const cases = [
    ["01-program-failed", "nightly-backup", failed, "13:20:52", false],
    ["02-program-failed-repeat", "nightly-backup", failed, "13:21:02", false],
    ["03-program-recovered", "nightly-backup", "status succeeded (0) -- backup ok", "13:21:17", true],
    ["04-connection-failed", "shop-website", refused, "13:21:26", false],
    ["14-mmonit-program-failed", "nightly-backup", failed, "13:20:52", false],
    ["15-mmonit-program-recovered", "nightly-backup", "status succeeded (0) -- backup ok", "13:21:17", true],
    ["16-mmonit-connection-failed", "shop-website", refused, "13:21:26", false],
    [
      "17-mmonit-connection-recovered",
      "shop-website",
      "connection succeeded to [web-01.example.net]:18099 [TCP/IP]",
      "13:21:35",
      true,
    ],
  ] as const;
  for (const [name, service, description, time, isClear] of cases)
    it(`in ${name}`, () => {
      const [event] = read.recorded(name);
      const at = new Date(`2026-11-23T${time}Z`);
      assert.deepEqual(
        [event?.severity, event?.title, event?.resource, event?.service, event?.clientHint, event?.description],
        [
          "high",
          `${service} on web-01.example.net: ${description}`,
          "web-01.example.net",
          service,
          "web-01.example.net",
          description,
        ],
      );
      assert.deepEqual([event?.raisedAt, event?.clearedAt, event?.episodeId], [at, isClear ? at : null, null]);
    });

  it("are as bad as the settings say, since Monit does not", () => {
    assert.equal(under({ severity: "low" }).recorded("14-mmonit-program-failed")[0]?.severity, "low");
    assert.equal(under({ severity: "critical" }).recorded("01-program-failed")[0]?.severity, "critical");
  });
});

describe("messages for M/Monit", () => {
  const message = read.body("14-mmonit-program-failed");
  const change = (from: string, to: string) => message.replaceAll(from, to);

  it("tell of changes that are neither failures nor recoveries", () => {
    const [head = "", tail = ""] = message.split("<event>");
    const changed = `${head}<event>${tail.replace("<state>1</state>", "<state>2</state>")}`;
    assert.match(read.nothing(changed), /change of nightly-backup/);
  });

  it("may hold several events, texts in Latin-1 or UTF-8, and marks within CDATA", () => {
    const [head = "", tail = ""] = message.split("<event>");
    const second = tail.replace("<state>1</state>", "<state>0</state>").replace("</monit>", "");
    assert.deepEqual(
      read.events(`${head}<event>${second}<event>${tail}`).map(({ condition }) => condition),
      ["clear", "firing"],
    );
    const parse = (encoding: BufferEncoding) => {
      const body = Buffer.from(change("backup failed:", "Gerät </event> &amp;"), encoding);
      const parsed = parsePayload({ body, headers: {}, receivedAt }, Settings.parse({}));
      const [item] = parsed.ok ? parsed.value.items : [];
      return item?.kind === "event" ? item.event.description : undefined;
    };
    for (const encoding of ["latin1", "utf8"] as const)
      assert.match(parse(encoding) ?? "", /Gerät <\/event> &amp; disk full <x>/);
  });

  for (const [sentence, text, path] of [
    ["no id of the Monit", change(' id="f41b35cb05eea6d39c01980b7a12f683"', ""), "monit.id"],
    ["another root", "<html><body></body></html>", "monit.id"],
    ["a state that is not known", message.replace(/<state>1<\/state>/, "<state>7</state>"), "event.0.state"],
    ["no time", message.replace(/<event><collected_sec>\d+<\/collected_sec>/, "<event>"), "event.0.collected_sec"],
    ["no service", message.replace(/<service>nightly-backup<\/service>/, ""), "event.0.service"],
    ["no kind of event", message.replace("<id>2097152</id>", "<id></id>"), "event.0.id"],
    ["a cut message", message.slice(0, -10), ""],
  ] as const)
    it(`name what cannot be read: ${sentence}`, () => assert.equal(read.problem(text).path, path));

  it("are a problem wherever they were cut", () => {
    for (let length = 1; length < message.length; length++) assert.ok(read.problem(message.slice(0, length)).detail);
  });
});

describe("events by a script", () => {
  const sample = JSON.parse(read.body("01-program-failed")) as Record<string, unknown>;
  const json = (change: Record<string, unknown>) => JSON.stringify({ ...sample, ...change });

  it("are as old as the script says, else as Monit's date in the zone that is set, else as their receipt", () => {
    const at = (change: Record<string, unknown>, settings = {}) =>
      under(settings).event(json(change)).raisedAt.toISOString();
    assert.equal(at({ sent_at: "1795440053" }), "2026-11-23T13:20:53.000Z");
    assert.equal(at({}, { timeZone: "Europe/Berlin" }), "2026-11-23T12:20:52.000Z");
    assert.equal(at({ date: "Mon, 5 Nov 2026 03:04:05" }), "2026-11-05T03:04:05.000Z");
    for (const date of ["Mon, 23 Foo 2026 13:20:52", "yesterday", undefined])
      assert.equal(at({ date }), receivedAt.toISOString());
  });

  for (const [failure, recovery] of [
    ["Status failed", "Status succeeded"],
    ["Resource limit matched", "Resource limit succeeded"],
    ["Does not exist", "Exists"],
    ["Timeout", "Timeout recovery"],
    ["Link down", "Link up"],
    ["Speed failed", "Speed ok"],
    ["Download bytes exceeded", "Download bytes ok"],
    ["Data access error", "Data access succeeded"],
    ["Invalid type", "Type succeeded"],
  ] as const)
    it(`tie "${failure}" to "${recovery}"`, () => {
      const [fired, ended] = [
        read.event(json({ event: failure })),
        read.event(json({ event: recovery, kind: "recovered" })),
      ];
      assert.deepEqual([fired.condition, ended.condition], ["firing", "clear"]);
      assert.equal(fired.dedupKey, ended.dedupKey);
    });

  for (const [sentence, change, path] of [
    ["a kind that is not known", { kind: "changed" }, "kind"],
    ["no kind", { kind: "" }, "kind"],
    ["an event whose end nobody could tell", { event: "Something odd" }, "event"],
    ["no event", { event: undefined }, "event"],
    ["no host", { host: "" }, "host"],
    ["no service", { service: undefined }, "service"],
  ] as const)
    it(`name what cannot be read: ${sentence}`, () => assert.equal(read.problem(json(change)).path, path));
});
