import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testParser } from "../../test/contract/parse-monitor.ts";
import { pingdom } from "./index.ts";
import { Settings } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

const folder = new URL("./recordings/", import.meta.url);
const receivedAt = new Date("2026-11-23T14:00:00Z");
const under = (settings: object) => testParser(parsePayload, Settings.parse(settings), { folder, receivedAt });
const read = under({});
const down = JSON.parse(read.body("01-down")) as Record<string, unknown>;
const json = (change: Record<string, unknown>) => JSON.stringify({ ...down, ...change });

describe("what Pingdom says", () => {
  const cases = [
    ["01-down", "critical", "Shop website: DOWN", "2026-11-23T13:00:05.000Z", null],
    ["02-up", "critical", "Shop website: UP", "2026-11-23T13:10:05.000Z", "2026-11-23T13:10:05.000Z"],
    ["03-transaction-failing", "medium", "Shop website: FAILING", "2026-11-23T13:00:05.000Z", null],
  ] as const;
  for (const [name, severity, title, raisedAt, clearedAt] of cases)
    it(`in ${name}`, () => {
      const [event] = read.recorded(name);
      assert.deepEqual(
        [event?.severity, event?.title, event?.resource, event?.service, event?.clientHint],
        [severity, title, "shop.example.net", "Shop website", "acme-dental"],
      );
      assert.equal(event?.raisedAt.toISOString(), raisedAt);
      assert.equal(event.clearedAt?.toISOString() ?? null, clearedAt);
      assert.deepEqual([event.url, event.episodeId], [null, null]);
    });

  it("with reason, places and address", () => {
    assert.equal(
      read.recorded("01-down")[0]?.description,
      "HTTP Server Error 503 Service Unavailable\n\nSeen from: Stockholm, Sweden; Frankfurt, Germany\n\nhttps://shop.example.net/health",
    );
    assert.equal(
      read.recorded("02-up")[0]?.description,
      "OK\n\nSeen from: Stockholm, Sweden\n\nhttps://shop.example.net/health",
    );
    assert.match(read.event(json({ custom_message: "Call the shop." })).description ?? "", /\n\nCall the shop\.\n\n/);
  });

  for (const [state, condition] of [
    ["DOWN", "firing"],
    ["FAILING", "firing"],
    ["UP", "clear"],
    ["SUCCESS", "clear"],
  ] as const)
    it(`${state} is ${condition}`, () => assert.equal(read.event(json({ current_state: state })).condition, condition));

  it("needs no more than check and state", () => {
    const event = read.event('{"check_id":7,"current_state":"DOWN"}');
    assert.deepEqual(
      [event.dedupKey, event.severity, event.title, event.resource, event.clientHint, event.raisedAt],
      ["7", "medium", "Check 7: DOWN", null, null, receivedAt],
    );
  });
});

describe("customers", () => {
  it("are the first tag, the first that begins so, or the check's name", () => {
    const body = json({ tags: ["prod", "client-acme", "client-b"] });
    assert.equal(read.event(body).clientHint, "prod");
    assert.equal(under({ clientTagPrefix: "client-" }).event(body).clientHint, "acme");
    assert.equal(under({ clientTagPrefix: "customer-" }).event(body).clientHint, null);
    assert.equal(under({ clientField: "check_name" }).event(body).clientHint, "Shop website");
  });
});

describe("what cannot be read, and what is not stored", () => {
  for (const [sentence, change, path] of [
    ["a state that is not known", { current_state: "PAUSED" }, "current_state"],
    ["an importance that is not known", { importance_level: "MEDIUM" }, "importance_level"],
    ["no check", { check_id: undefined }, "check_id"],
    ["no state", { current_state: undefined }, "current_state"],
  ] as const)
    it(`is named: ${sentence}`, () => assert.equal(read.problem(json(change)).path, path));

  it("is what the check sends to the site, which may hold a credential", () => {
    const { inbound } = pingdom.open({
      settings: {},
      secrets: {},
      secretVersions: [{}],
      maps: {},
      http: { request: () => assert.fail("calls nobody"), redact: String },
      clock: { now: () => receivedAt },
    });
    const params = { hostname: "h", header: "Authorization:Basic c2VjcmV0", post_data: "password=hunter2" };
    const kept = Buffer.from(inbound?.redact?.(Buffer.from(json({ check_params: params }))) ?? []).toString();
    assert.doesNotMatch(kept, /c2VjcmV0|hunter2/);
    assert.equal(read.event(kept).resource, "h");
  });
});
