import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MonitorEvent } from "../../schemas/alert.ts";
import { mapBody } from "./map-body.ts";

const receivedAt = new Date("2026-11-23T14:00:00Z");
const simple = { leaveOut: [], dedupKey: "item.id", condition: "item.firing", severity: "item.severity" };
const body = { id: "k", firing: true, severity: "high" };

const map = (settings: object, given: unknown = body) => mapBody(given, { ...simple, ...settings }, receivedAt, "d1");
const parsed = (settings: object, given?: unknown) => {
  const result = map(settings, given);
  return result.ok ? result.value : assert.fail(JSON.stringify(result.error));
};
const event = (settings: object, given?: unknown) => {
  const [item] = parsed(settings, given).items;
  return item?.kind === "event" ? item.event : assert.fail("no event");
};
const problem = (settings: object, given?: unknown) => {
  const result = map(settings, given);
  return result.ok ? assert.fail(JSON.stringify(result.value)) : result.error;
};

describe("a body that is mapped", () => {
  it("needs key, condition and severity, and holds to the schema of an event", () => {
    assert.deepEqual(MonitorEvent.parse(event({})), event({}));
    assert.deepEqual(
      [event({}).title, event({}).raisedAt, event({}).clearedAt, parsed({}).deliveryKey],
      ["k", receivedAt, null, "d1"],
    );
  });

  it("gives every field", () => {
    const given = {
      ...body,
      n: 7,
      h: "web-01",
      e: "r1",
      u: "https://x.example/1",
      c: 4711,
      s: "http",
      t: " CPU\u0000 ",
    };
    const mapped = event(
      {
        dedupKey: "item.n",
        title: "item.t",
        description: '"Host " + item.h',
        clientHint: "item.c",
        resource: "item.h",
        service: "item.s",
        url: "item.u",
        episodeId: "item.e",
      },
      given,
    );
    assert.deepEqual(
      [
        mapped.dedupKey,
        mapped.title,
        mapped.description,
        mapped.clientHint,
        mapped.resource,
        mapped.service,
        mapped.url,
        mapped.episodeId,
      ],
      ["7", "CPU\ufffd", "Host web-01", "4711", "web-01", "http", "https://x.example/1", "r1"],
    );
  });

  it("gives nothing where it holds null, nothing, or an empty text", () => {
    for (const host of [null, undefined, "", " "]) {
      const mapped = event({ resource: "item.?host", title: "item.?host", url: "item.?host" }, { ...body, host });
      assert.deepEqual([mapped.resource, mapped.title, mapped.url], [null, "k", null]);
    }
    assert.equal(event({ url: "item.u" }, { ...body, u: "javascript:alert(1)" }).url, null);
  });

  for (const [given, condition] of [
    [true, "firing"],
    ["firing", "firing"],
    [false, "clear"],
    ["clear", "clear"],
  ] as const)
    it(`is ${condition} where it says ${given}`, () =>
      assert.equal(event({}, { ...body, firing: given }).condition, condition));

  for (const [given, severity] of [
    ["critical", "critical"],
    ["high", "high"],
    ["medium", "medium"],
    ["low", "low"],
    ["info", "info"],
    [" Warning ", "medium"],
    ["ERROR", "high"],
  ] as const)
    it(`is ${severity} where it says ${given}`, () =>
      assert.equal(event({}, { ...body, severity: given }).severity, severity));

  for (const [given, iso] of [
    ["2026-11-23T13:00:05+0100", "2026-11-23T12:00:05.000Z"],
    [1_795_438_805, "2026-11-23T13:00:05.000Z"],
    [1_795_438_805_123, "2026-11-23T13:00:05.123Z"],
    ["1795438805", "2026-11-23T13:00:05.000Z"],
    [99_999_999_999, "5138-11-16T09:46:39.000Z"],
    [100_000_000_000, "1973-03-03T09:46:40.000Z"],
  ] as const)
    it(`takes ${given} for the time ${iso}`, () => {
      assert.equal(event({ raisedAt: "item.at" }, { ...body, at: given }).raisedAt.toISOString(), iso);
      const ended = event({ clearedAt: "item.at" }, { ...body, firing: false, at: given });
      assert.equal(ended.clearedAt?.toISOString(), iso);
    });

  it("ends just after the time of a message that tells one time only, which may be that of its fire", () => {
    const given = { ...body, firing: false, at: 1_795_438_805 };
    const ended = event({ raisedAt: "item.at", clearedAt: "item.at" }, given);
    assert.deepEqual([ended.raisedAt.getTime(), ended.clearedAt?.getTime()], [1_795_438_805_000, 1_795_438_805_001]);
  });

  it("ends when the message of its end came, if no time is given", () => {
    const settings = { raisedAt: "item.at", clearedAt: "item.?end" };
    const ended = event(settings, { ...body, firing: false, at: 1_795_438_805 });
    assert.deepEqual([ended.raisedAt.getTime(), ended.clearedAt], [1_795_438_805_000, receivedAt]);
  });
});

describe("a body with a list", () => {
  const alerts = [body, { ...body, id: "l", firing: false }, { ...body, id: "t", test: true }];
  const leaveOut = [
    { when: "has(item.test) && item.test", reason: "A test." },
    { when: 'item.id == "x"', reason: "Not ours." },
  ];

  it("is one alert for each element, in order, but for those that are left out", () => {
    const { items, nothing } = parsed({ items: "body.alerts", leaveOut }, { alerts });
    assert.deepEqual(
      items.map((item) => (item.kind === "event" ? [item.event.dedupKey, item.event.condition] : [])),
      [
        ["k", "firing"],
        ["l", "clear"],
      ],
    );
    assert.equal(nothing, undefined);
  });

  it("says why it holds none", () => {
    const given = { alerts: [alerts[2], { ...body, id: "x" }, alerts[2]] };
    assert.equal(parsed({ items: "body.alerts", leaveOut }, given).nothing, "A test. Not ours.");
    assert.match(parsed({ items: "body.alerts" }, { alerts: [] }).nothing ?? "", /empty/);
    assert.equal(parsed({ leaveOut }, alerts[2]).nothing, "A test.");
  });

  it("sees the body beside each element", () => {
    assert.equal(
      event({ items: "body.alerts", clientHint: "body.client" }, { client: "acme", alerts }).clientHint,
      "acme",
    );
  });

  it("is read up to five thousand elements", () => {
    const many = (count: number) => ({ alerts: Array.from({ length: count }, () => body) });
    assert.equal(parsed({ items: "body.alerts" }, many(5_000)).items.length, 5_000);
    assert.match(problem({ items: "body.alerts" }, many(5_001)).detail, /5001 alerts; 5000/);
  });

  it("costs no more than a bound, however its expressions multiply", () => {
    const given = {
      alerts: Array.from({ length: 2_000 }, () => body),
      tags: Array.from({ length: 1_000 }, (_tag, index) => index),
    };
    const started = performance.now();
    const { path, detail } = problem(
      { items: "body.alerts", resource: "body.tags.filter(tag, tag < 0.0).map(tag, string(tag)).join()" },
      given,
    );
    assert.match(path, /^items\.\d+\.resource$/);
    assert.match(detail, /steps/);
    assert.ok(performance.now() - started < 5_000);
  });
});

describe("a body that a mapping cannot read", () => {
  for (const [sentence, settings, given, path, words] of [
    ["a field that is not there", { title: "item.name" }, body, "title", /title: No such key: name/],
    ["a field of something that is none", { title: "item.id.name" }, body, "title", /title: /],
    [
      "an unknown condition",
      {},
      { ...body, firing: "maybe" },
      "condition",
      /gives "maybe", and must give true or "firing"/,
    ],
    ["a number as a condition", {}, { ...body, firing: 1 }, "condition", /gives 1,/],
    ["no condition", {}, { ...body, firing: null }, "condition", /gives nothing/],
    ["an unknown severity", {}, { ...body, severity: "sev1" }, "severity", /gives "sev1"/],
    ["no severity", {}, { ...body, severity: null }, "severity", /gives nothing/],
    ["an empty key", {}, { ...body, id: " " }, "dedupKey", /gives nothing/],
    ["a key that is a list", {}, { ...body, id: [1] }, "dedupKey", /gives a list/],
    ["a key that is a map", {}, { ...body, id: { a: 1 } }, "dedupKey", /gives a map/],
    [
      "a time without a zone",
      { raisedAt: "item.at" },
      { ...body, at: "2026-11-23T13:00:05" },
      "raisedAt",
      /must give a time/,
    ],
    ["a time of no calendar", { raisedAt: "item.at" }, { ...body, at: 1e20 }, "raisedAt", /must give a time/],
    ["no list", { items: "body.alerts" }, { alerts: "none" }, "items", /gives "none", and must give a list/],
    ["null for a list", { items: "body.alerts" }, { alerts: null }, "items", /gives nothing/],
    [
      "a bad element",
      { items: "body.alerts" },
      { alerts: [body, { id: "x" }] },
      "items.1.condition",
      /No such key: firing/,
    ],
    ["an element that is null", { items: "body.alerts" }, { alerts: [null] }, "items.0.dedupKey", /dedupKey: /],
    [
      "a reason that is no truth",
      { leaveOut: [{ when: "item.test", reason: "r" }] },
      { ...body, test: "yes" },
      "leaveOut.0",
      /gives "yes"/,
    ],
    ["what objects inherit", { dedupKey: "item.constructor.name" }, body, "dedupKey", /No such key: constructor/],
    ["a body that is a text", {}, "text", "dedupKey", /dedupKey: /],
    ["a body that is null", {}, null, "dedupKey", /dedupKey: /],
  ] as const)
    it(`is a problem that names the field: ${sentence}`, () => {
      const { path: named, expected, detail } = problem(settings, given);
      assert.equal(named, path);
      assert.match(detail, words);
      assert.match(expected, /\p{L}{2}/u);
      assert.ok(detail.length < 1_000);
    });

  it("quotes no more of it than is needed, and nothing that cannot be stored", () => {
    const { detail } = problem({}, { ...body, severity: `\ud83d${"x".repeat(100_000)}` });
    assert.ok(detail.length < 500 && detail.isWellFormed());
  });
});
