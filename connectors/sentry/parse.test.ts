import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { must } from "../../test/contract/expect.ts";
import { testParser } from "../../test/contract/parse-monitor.ts";
import { sentry } from "./index.ts";
import { Settings } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

const folder = new URL("./recordings/", import.meta.url);
const receivedAt = new Date("2026-11-23T14:00:00Z");
const parse = (text: string, resource: string | undefined, settings: object = {}, id = "r1") =>
  parsePayload(
    {
      body: Buffer.from(text),
      headers: { "request-id": id, ...(resource === undefined ? {} : { "sentry-hook-resource": resource }) },
      receivedAt,
    },
    Settings.parse(settings),
  );
const read = testParser(parsePayload, Settings.parse({}), { folder, receivedAt });
const parsedOf = (...given: Parameters<typeof parse>) => must(parse(...given));
const eventOf = (...given: Parameters<typeof parse>) => {
  const [item] = parsedOf(...given).items;
  return item?.kind === "event" ? item.event : assert.fail("no event");
};
const nothingOf = (...given: Parameters<typeof parse>) => parsedOf(...given).nothing ?? assert.fail("an event");
const withAction = (name: string, action: string) =>
  JSON.stringify({ ...(JSON.parse(read.body(name)) as object), action });

describe("what Sentry says", () => {
  const metric = ["Too many errors", null, "shop", "https://acme.sentry.io/alerts/rules/details/7/?alert=1"] as const;
  const issue = "TypeError: x is undefined";
  const cases = [
    ["01-metric-alert-critical", "high", ...metric, "2026-11-23T12:55:00.000Z", null],
    ["02-metric-alert-warning", "medium", ...metric, "2026-11-23T12:55:00.000Z", null],
    ["03-metric-alert-resolved", "high", ...metric, "2026-11-23T12:55:00.000Z", "2026-11-23T13:12:00.000Z"],
    [
      "04-issue-alert-triggered",
      "high",
      issue,
      "web-01",
      "shop",
      "https://acme.sentry.io/issues/4200012345/events/0f1e2d3c4b5a69788796a5b4c3d2e1f0/",
      "2026-11-23T13:00:05.677Z",
      null,
    ],
    [
      "05-issue-resolved",
      "high",
      issue,
      null,
      "shop",
      "https://acme.sentry.io/issues/4200012345/",
      "2026-11-23T13:00:05.677Z",
      receivedAt.toISOString(),
    ],
  ] as const;
  for (const [name, severity, title, resource, project, url, raisedAt, clearedAt] of cases)
    it(`in ${name}`, () => {
      const [event] = read.recorded(name);
      assert.deepEqual(
        [event?.severity, event?.title, event?.resource, event?.clientHint, event?.url],
        [severity, title, resource, project, url],
      );
      assert.equal(event?.raisedAt.toISOString(), raisedAt);
      assert.equal(event.clearedAt?.toISOString() ?? null, clearedAt);
    });

  it("under the id of the request, by which one that comes twice is known", () => {
    const parsed = parse(read.body("01-metric-alert-critical"), "metric_alert", {}, "6f1c");
    assert.equal(parsed.ok && parsed.value.deliveryKey, "6f1c");
    assert.equal(parse(read.body("05-issue-resolved"), "issue", {}, "").ok, true);
  });

  it("ends an issue after it began, so that it is not taken for an old message", () => {
    const [fired] = read.recorded("04-issue-alert-triggered");
    const [ended] = read.recorded("05-issue-resolved");
    assert.ok((ended?.clearedAt ?? 0) > (fired?.raisedAt ?? 0));
    assert.equal(fired?.dedupKey, ended?.dedupKey);
  });
});

describe("metric alerts", () => {
  it("of the level critical mean what the settings say", () => {
    const body = read.body("01-metric-alert-critical");
    assert.equal(eventOf(body, "metric_alert", { metricCritical: "critical" }).severity, "critical");
  });
  it("have one key for each episode, with the rule as a label", () => {
    const event = eventOf(read.body("01-metric-alert-critical"), "metric_alert");
    assert.deepEqual([event.episodeId, event.labels["ruleId"]], ["7:1", "7"]);
    const without = read.body("01-metric-alert-critical").replace('"identifier":"1",', "");
    assert.equal(eventOf(without, "metric_alert").dedupKey, "7:4");
  });
});

describe("issues", () => {
  for (const [level, severity] of [
    ["fatal", "critical"],
    ["error", "high"],
    ["warning", "medium"],
    ["info", "low"],
    ["debug", "info"],
  ] as const)
    it(`of the level ${level} are ${severity}`, () => {
      const text = read.body("04-issue-alert-triggered").replace('"level":"error"', `"level":"${level}"`);
      assert.equal(eventOf(text, "event_alert").severity, severity);
    });

  it("that are new count only where every one shall", () => {
    const created = withAction("05-issue-resolved", "created");
    assert.match(nothingOf(created, "issue"), /alert rule/);
    const event = eventOf(created, "issue", { everyIssue: true });
    assert.deepEqual([event.condition, event.raisedAt.toISOString()], ["firing", "2026-11-23T13:00:05.677Z"]);
  });

  it("that come back begin anew", () => {
    const event = eventOf(withAction("05-issue-resolved", "unresolved"), "issue");
    assert.deepEqual([event.condition, event.raisedAt], ["firing", receivedAt]);
  });

  for (const action of ["assigned", "archived", "ignored"])
    it(`that are ${action} do not end`, () =>
      assert.match(nothingOf(withAction("05-issue-resolved", action), "issue"), new RegExp(action)));
});

describe("what is no alert, and what cannot be read", () => {
  for (const resource of ["installation", "comment", "error", "seer"])
    it(`opens nothing for ${resource}`, () =>
      assert.match(nothingOf('{"action":"created","data":{}}', resource), /\p{L}/u));

  for (const [sentence, text, resource, path] of [
    ["a resource that is not known", '{"action":"created","data":{}}', "monitor", "Sentry-Hook-Resource"],
    ["no resource", '{"action":"created","data":{}}', undefined, "Sentry-Hook-Resource"],
    ["the old plug-in", '{"project":"shop","culprit":"c","level":"error","event":{}}', undefined, "action"],
    [
      "an action of metric alerts that is not known",
      withAction("01-metric-alert-critical", "open"),
      "metric_alert",
      "action",
    ],
    [
      "an action of alert rules that is not known",
      withAction("04-issue-alert-triggered", "created"),
      "event_alert",
      "action",
    ],
    ["an action of issues that is not known", withAction("05-issue-resolved", "merged"), "issue", "action"],
    [
      "a level that is not known",
      read.body("05-issue-resolved").replace('"level":"error"', '"level":"sample"'),
      "issue",
      "data.issue.level",
    ],
    [
      "no rule",
      '{"action":"critical","data":{"metric_alert":{"id":"4"}}}',
      "metric_alert",
      "data.metric_alert.alert_rule",
    ],
    ["no issue", '{"action":"triggered","data":{"event":{"level":"error"}}}', "event_alert", "data.event.issue_id"],
  ] as const)
    it(`is named: ${sentence}`, () => {
      const parsed = parse(text, resource);
      assert.equal(parsed.ok ? "understood" : parsed.error.path, path);
    });
});

describe("signatures of a real shape", () => {
  const file = (name: string) =>
    JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8")) as {
      meta: { secret: string };
      request: { headers: Record<string, string>; body: string };
    };
  for (const name of [
    "01-metric-alert-critical",
    "03-metric-alert-resolved",
    "04-issue-alert-triggered",
    "05-issue-resolved",
  ])
    it(`fit ${name}, and not a changed body`, () => {
      const { meta, request } = file(name);
      const headers = { "sentry-hook-signature": request.headers["Sentry-Hook-Signature"] ?? "" };
      const secrets = { clientSecret: meta.secret };
      const { inbound } = sentry.open({
        settings: {},
        secrets,
        secretVersions: [secrets],
        maps: {},
        http: { request: () => assert.fail("calls nobody"), redact: String },
        clock: { now: () => receivedAt },
      });
      const accepts = (text: string) =>
        inbound?.verify({ method: "POST", headers, query: {}, body: Buffer.from(text), receivedAt }).accepted;
      assert.deepEqual([accepts(request.body), accepts(`${request.body} `)], [true, false]);
    });
});
