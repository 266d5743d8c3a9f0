import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readRequest } from "../../test/contract/monitor-recordings.ts";
import { testParser } from "../../test/contract/parse-monitor.ts";
import { uptimerobot } from "./index.ts";
import { Settings } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

const folder = new URL("./recordings/", import.meta.url);
const receivedAt = new Date("2026-11-23T13:10:09Z");
const read = testParser(parsePayload, Settings.parse({}), { folder, receivedAt });
const down = JSON.parse(read.body("01-down")) as Record<string, unknown>;
const json = (change: Record<string, unknown>) => JSON.stringify({ ...down, ...change });

describe("what UptimeRobot says", () => {
  const cases = [
    [
      "01-down",
      "high",
      "Shop website: Down",
      "HTTP 503 - Service Unavailable\n\nhttps://shop.example.net",
      "13:00:05",
      null,
    ],
    ["02-up", "info", "Shop website: Up", "HTTP 200 - OK\n\nhttps://shop.example.net", "13:00:05", "13:10:05"],
    [
      "03-ssl-expiry",
      "low",
      "Shop website: SSL expiry",
      "SSL certificate expires soon\n\nCertificate expires: 2026-12-01\n\nhttps://shop.example.net",
      "13:00:05",
      null,
    ],
  ] as const;
  const at = (time: string) => new Date(`2026-11-23T${time}Z`);
  for (const [name, severity, title, description, raised, cleared] of cases)
    it(`in ${name}`, () => {
      const [event] = read.recorded(name);
      assert.deepEqual(
        [event?.severity, event?.title, event?.description, event?.resource, event?.clientHint, event?.url],
        [severity, title, description, "Shop website", "Shop website", null],
      );
      assert.deepEqual([event?.raisedAt, event?.clearedAt], [at(raised), cleared && at(cleared)]);
    });

  it("ends an outage at the same time, whichever of its times the message of its end carries", () => {
    const up = (seconds: number) =>
      read.event(json({ alertType: "2", alertDuration: "600", alertDateTime: String(seconds) }));
    for (const seconds of [1_795_438_805, 1_795_438_805 + 600]) {
      const { raisedAt, clearedAt } = up(seconds);
      assert.ok(
        Math.abs((clearedAt?.getTime() ?? 0) - at("13:10:05").getTime()) <= 4_000,
        "not later than it was told",
      );
      assert.equal((clearedAt?.getTime() ?? 0) - raisedAt.getTime(), 600_000);
    }
    assert.deepEqual(read.event(json({ alertType: "2", alertDateTime: "" })).clearedAt, receivedAt);
  });

  it("keeps an expiry apart from being down, since an up does not end it", () => {
    assert.notEqual(read.recorded("03-ssl-expiry")[0]?.dedupKey, read.recorded("02-up")[0]?.dedupKey);
  });

  it("as a form, too: the variables of the older style, posted", () => {
    const { method, path } = readRequest(folder, "04-query-string-get.json");
    assert.equal(method, "GET");
    const event = read.event(path.slice(path.indexOf("?") + 1));
    assert.deepEqual([event.dedupKey, event.title, event.severity], ["790000123", "Shop website: Down", "high"]);
  });

  it("in a template that a quote broke", () => {
    const broken = read.body("01-down").replace("HTTP 503 - Service", 'HTTP 503 - "Service"');
    assert.match(read.event(broken).description ?? "", /^HTTP 503 - "Service" Unavailable/);
  });
});

describe("what cannot be read", () => {
  for (const [sentence, change, path] of [
    ["a type that is not known", { alertType: "99" }, "alertType"],
    ["no type", { alertType: undefined }, "alertType"],
    ["a type that was not filled in", { alertType: "*alertType*" }, "alertType"],
    ["no monitor", { monitorID: "" }, "monitorID"],
    ["a template without asterisks", { monitorID: "monitorID", alertType: "alertType" }, "monitorID"],
  ] as const)
    it(`is named: ${sentence}`, () => assert.equal(read.problem(json(change)).path, path));

  it("counts variables that were not filled in as absent", () => {
    const event = read.event(
      json({
        dashboardUrl: "*dashboardUrl*",
        alertDetails: "alertDetails",
        monitorFriendlyName: "*monitorFriendlyName*",
      }),
    );
    assert.deepEqual(
      [event.url, event.description, event.clientHint, event.title],
      [null, "https://shop.example.net", null, "https://shop.example.net: Down"],
    );
  });
});

describe("the value that an admin puts in", () => {
  it("names every variable that is read, in asterisks", () => {
    const [text] =
      uptimerobot.buildSetup?.({ settings: {}, secrets: {}, hookUrl: "https://hub.example/hooks/a/b" }) ?? [];
    const values: Readonly<Record<string, string>> = {
      monitorID: "7",
      alertType: "1",
      dashboardUrl: "https://dashboard.uptimerobot.com/monitors/7",
    };
    const event = read.event(
      (text?.text ?? "").replaceAll(/"\*(\w+)\*"/g, (whole, name: string) =>
        name in values ? JSON.stringify(values[name]) : whole,
      ),
    );
    assert.deepEqual(
      [event.dedupKey, event.title, event.url],
      ["7", "7: Down", "https://dashboard.uptimerobot.com/monitors/7"],
    );
  });
});
