import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { must } from "../../test/contract/expect.ts";
import { describePagerContract } from "../../test/contract/pager-contract.ts";
import { buildPage, openPagerWorld } from "../../test/contract/pager-world.ts";
import { webhookPager } from "./index.ts";
import { startWebhookPagerSimulator } from "./simulator/index.ts";
import { parseAnswer } from "./webhook.ts";

const options = {
  connector: webhookPager,
  start: startWebhookPagerSimulator,
  addresses: { webhook: { good: ["night-shift", "+49 30 / 1", "ä".repeat(200)], bad: [" ", "a\nb", "x".repeat(201)] } },
  answers: ["acknowledge", "pass", "resolve", "reopen"],
  signedBy: "inboundSecret",
  readsAnswer: false,
} as const;

describePagerContract(options);

describe("a page by webhook", () => {
  const page = buildPage({ channel: "webhook", address: "night-shift" });
  it("is known again by its id when it is sent again, and its state is told", async (context) => {
    const world = await openPagerWorld(options, context);
    const { handle } = must(await world.pager.send(page));
    must(await world.pager.send(page));
    assert.equal(world.simulator.pages().length, 1);
    const state = {
      thread: page.thread,
      state: "ended",
      by: "J. Doe",
      at: new Date(),
      text: "Over",
      language: "en",
    } as const;
    must((await world.pager.show?.({ page, handle }, state)) ?? assert.fail());
    assert.equal(world.newest().state, "ended");
  });
  for (const [body, state] of [
    ['{"state":"arrived"}', "arrived"],
    ['{"state":"read"}', "accepted"],
    ["", "accepted"],
    ["ok", "accepted"],
  ] as const)
    it(`that is answered ${JSON.stringify(body)} is ${state}`, async (context) => {
      const world = await openPagerWorld(options, context, { gateway: true });
      world.gateway?.interfere({ kind: "instead", answer: () => ({ status: 200, body }) });
      assert.equal(must(await world.pager.send(page)).state, state);
    });
});

describe("an answer by webhook", () => {
  const parse = (answer: object) =>
    parseAnswer({
      body: Buffer.from(JSON.stringify({ type: "answer", action: "acknowledge", ...answer })),
      headers: { "webhook-id": "msg_1" },
      receivedAt: new Date(),
    });
  const id = "0197c0de-0000-7000-8000-000000000001";
  for (const [about, expected] of [
    [{ page: id }, { by: "page", id }],
    [{ thread: "t" }, { by: "thread", thread: "t" }],
    [{ code: "k7m2-qx4d" }, { by: "code", code: "K7M2-QX4D", address: null }],
    [
      { code: "K7M2-QX4D", address: "a" },
      { by: "code", code: "K7M2-QX4D", address: "a" },
    ],
    [{ address: "a" }, { by: "address", channel: "webhook", address: "a" }],
  ] as const)
    it(`may be about ${JSON.stringify(about)}`, () => {
      const { items, deliveryKey } = must(parse({ about }));
      const [item] = items;
      assert.deepEqual(item?.kind === "answer" && item.answer.about, expected);
      assert.equal(deliveryKey, "msg_1");
    });
  for (const answer of [
    { about: {} },
    { about: { page: id, thread: "t" } },
    { about: { page: "4711" } },
    { about: { page: id }, action: "close" },
    { about: { page: id }, at: "yesterday" },
    { about: { page: id }, type: "page" },
  ])
    it(`is refused with the place that is wrong: ${JSON.stringify(answer)}`, () => {
      const parsed = parse(answer);
      assert.ok(!parsed.ok);
      assert.notEqual(parsed.error.path, "");
    });
});
