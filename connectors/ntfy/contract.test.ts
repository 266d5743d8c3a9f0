import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { expectKind, must } from "../../test/contract/expect.ts";
import { describePagerContract } from "../../test/contract/pager-contract.ts";
import { buildPage, openPagerWorld } from "../../test/contract/pager-world.ts";
import { ntfy } from "./index.ts";
import { startNtfySimulator } from "./simulator/index.ts";

const topic = "oncall-7Qm2xR9vKd4T";
const options = {
  connector: ntfy,
  start: startNtfySimulator,
  addresses: {
    push: { good: [topic, "a"], bad: ["on call", "a/b", "nächte", "x".repeat(65), `https://ntfy.sh/${topic}`] },
  },
  answers: [],
} as const;

describePagerContract(options);

describe("a push message", () => {
  const push = (change: Parameters<typeof buildPage>[0] = {}) =>
    buildPage({ channel: "push", address: topic, ...change });
  for (const [priority, theirs] of [
    [1, 5],
    [2, 4],
    [3, 3],
    [4, 2],
    [5, 1],
  ] as const)
    it(`of priority ${priority} is ${theirs} there`, async (context) => {
      const world = await openPagerWorld(options, context);
      must(await world.pager.send(push({ priority })));
      assert.match(world.newest().text, new RegExp(`priority ${theirs}\\n`));
    });
  it("is short enough to be no file, and never empty", async (context) => {
    const world = await openPagerWorld(options, context);
    must(await world.pager.send(push({ body: "Ä😀".repeat(3_000) })));
    assert.doesNotMatch(world.newest().text, /attachment/);
    must(await world.pager.send(push({ kind: "notice", body: "", facts: [] })));
    assert.doesNotMatch(world.newest().text, /triggered/);
  });
  it("opens the page that asks once more, or has the phone say it, by setting", async (context) => {
    const byPage = await openPagerWorld(options, context);
    must(await byPage.pager.send(push()));
    assert.match(byPage.newest().text, /view Acknowledge https:\/\/hub\.example\/pages/);
    const byPhone = await openPagerWorld(options, context, { settings: { acknowledgeBy: "phone" } });
    must(await byPhone.pager.send(push({ language: "de" })));
    assert.match(byPhone.newest().text, /http Annehmen https:\/\/hub\.example\/pages/);
  });
  it("is followed by a quiet one when somebody has taken it", async (context) => {
    const world = await openPagerWorld(options, context);
    const page = push();
    const { handle } = must(await world.pager.send(page));
    const state = { thread: page.thread, by: null, at: new Date(), text: "Taken by J. Doe", language: "en" } as const;
    must((await world.pager.show?.({ page, handle }, { ...state, state: "open" })) ?? assert.fail());
    assert.equal(world.simulator.pages().length, 1);
    must((await world.pager.show?.({ page, handle }, { ...state, state: "acknowledged" })) ?? assert.fail());
    assert.match(world.newest().text, /Taken by J\. Doe\npriority 2/);
  });
  it("waits an hour when the day's messages are used up", async (context) => {
    const world = await openPagerWorld(options, context, { gateway: true });
    const body = JSON.stringify({ code: 42908, http: 429, error: "limit reached: too many daily messages" });
    world.gateway?.interfere({ kind: "instead", answer: () => ({ status: 429, body }) });
    const error = expectKind(await world.pager.send(push()), ["rateLimited"], "the day's limit");
    assert.equal(error.kind === "rateLimited" && error.retryAfterMs, 3_600_000);
  });
  for (const [address, kind] of [
    ["oncall", "rejected"],
    ["nightshiftnightshift", "rejected"],
    ["oncall-7Qm2xR9vKd4T", "blocked"],
  ] as const)
    it(`on ntfy.sh without an account: the topic ${address} is ${kind}`, async (context) => {
      const world = await openPagerWorld(options, context);
      const { pager } = ntfy.open({
        settings: { serverUrl: "https://ntfy.sh" },
        secrets: {},
        secretVersions: [{}],
        maps: {},
        http: {
          request: async () => ({ ok: false, error: { kind: "blocked", detail: "no network here" } }),
          redact: String,
        },
        clock: world.clock,
      });
      expectKind((await pager?.send(push({ address }))) ?? assert.fail(), [kind], address);
    });
});
