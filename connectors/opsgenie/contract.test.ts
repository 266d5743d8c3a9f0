import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { must } from "../../test/contract/expect.ts";
import { describePagerContract } from "../../test/contract/pager-contract.ts";
import { buildPage, openPagerWorld } from "../../test/contract/pager-world.ts";
import { opsgenie } from "./index.ts";
import { startOpsgenieSimulator } from "./simulator/index.ts";
import { parseTold } from "./webhook.ts";

const options = {
  connector: opsgenie,
  start: startOpsgenieSimulator,
  addresses: {
    alert: {
      good: ["team:Night", "schedule:Week end", "escalation:P1", "user:j.doe@example.com", "default"],
      bad: ["Night", "team:", "user:j.doe", "group:Night", "team:a\nb"],
    },
  },
  answers: ["acknowledge", "resolve", "reopen"],
  signedBy: "hookSecret",
} as const;

describePagerContract(options);
describePagerContract({ ...options, variant: "JSM Operations", settings: { product: "jsmOperations" } });

const alert = (change: Parameters<typeof buildPage>[0] = {}) =>
  buildPage({ channel: "alert", address: "team:Night", ...change });

describe("an alert in Opsgenie", () => {
  it("is one for all pages of an escalation, and follows what becomes of it", async (context) => {
    const world = await openPagerWorld(options, context);
    const page = alert();
    const { handle } = must(await world.pager.send(page));
    must(await world.pager.send(alert()));
    assert.equal(world.simulator.pages().length, 1);
    const shown = { thread: page.thread, by: "J. Doe", at: new Date(), text: "x", language: "en" } as const;
    for (const state of ["acknowledged", "open", "ended"] as const) {
      must((await world.pager.show?.({ page, handle }, { ...shown, state })) ?? assert.fail());
      assert.equal(world.newest().state, state);
    }
  });
  for (const [address, responders] of [
    ["team:Night", '[{"type":"team","name":"Night"}]'],
    ["user:j.doe@example.com", '[{"type":"user","username":"j.doe@example.com"}]'],
    ["default", '"default"'],
  ] as const)
    it(`calls ${address}`, async (context) => {
      const world = await openPagerWorld(options, context);
      must(await world.pager.send(alert({ address })));
      assert.equal(world.newest().to, responders);
    });
  it("always says its priority, since a missing one is P3, and keeps a long title whole in its text", async (context) => {
    const world = await openPagerWorld(options, context);
    must(await world.pager.send(alert({ priority: 1, title: `${"long ".repeat(40)}end` })));
    assert.match(world.newest().text, /long end\n[\s\S]*priority P1$/);
    must(await world.pager.send(alert({ kind: "notice", thread: "another" })));
    assert.match(world.newest().text, /priority P5$/);
  });
  for (const [product, path] of [
    ["opsgenie", "/v2/alerts"],
    ["jsmOperations", "/jsm/ops/integration/v2/alerts"],
  ] as const)
    it(`goes to ${path} of ${product}`, async (context) => {
      const world = await openPagerWorld(options, context, { settings: { product } });
      must(await world.pager.send(alert()));
      assert.deepEqual(world.simulator.calls(), [`POST ${path} 202`]);
    });
});

describe("what Opsgenie tells", () => {
  const bodyOf = (change: object, more: object = {}) =>
    Buffer.from(
      JSON.stringify({
        action: "Acknowledge",
        alert: { alertId: "1", alias: "t", username: "j@example.com", updatedAt: 1_767_225_600_000, ...change },
        source: { name: "web", type: "web" },
        ...more,
      }),
    );
  const parse = (change: object, more: object = {}) =>
    must(parseTold({ body: bodyOf(change, more), headers: {}, receivedAt: new Date() }));
  const answerOf = (change: object, more: object = {}) => {
    const [item] = parse(change, more).items;
    return item?.kind === "answer" ? item.answer : undefined;
  };
  for (const [action, ours] of [
    ["Acknowledge", "acknowledge"],
    ["UnAcknowledge", "reopen"],
    ["Close", "resolve"],
    ["AddNote", undefined],
    ["Escalate", undefined],
    ["Create", undefined],
    ["constructor", undefined],
  ] as const)
    it(`${action} is ${ours ?? "nothing"}`, () => assert.equal(answerOf({}, { action })?.action, ours));
  it("of what we told it is an echo", () => {
    assert.equal(answerOf({}, { source: { type: "API", name: "Interdesk" } }), undefined);
    assert.equal(answerOf({}, { source: { type: "api", name: "Interdesk" } }), undefined);
    assert.notEqual(answerOf({}, { source: { type: "API", name: "Another tool" } }), undefined);
  });
  it("of an alert without an alias is about none of ours", () => assert.equal(answerOf({ alias: null }), undefined));
  for (const [updatedAt, at] of [
    [1_767_225_600_000, new Date("2026-01-01T00:00:00Z")],
    [1_767_225_600_000_000_000, new Date("2026-01-01T00:00:00Z")],
    [7, null],
    [null, null],
    ["yesterday", null],
  ] as const)
    it(`has been at ${String(at)} by ${updatedAt}`, () => assert.deepEqual(answerOf({ updatedAt })?.at, at));
  it("has a key for each change of each alert", () => {
    const keys = [{}, {}, { updatedAt: 1_767_225_600_001 }, { alertId: "2" }].map(
      (change) => parse(change).deliveryKey,
    );
    assert.equal(keys[0], keys[1]);
    assert.equal(new Set(keys).size, 3);
  });
});
