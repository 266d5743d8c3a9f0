import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { must } from "../../test/contract/expect.ts";
import { buildPage, openPagerWorld } from "../../test/contract/pager-world.ts";
import { slack } from "./index.ts";
import { buildMessage, escapeMrkdwn } from "./message.ts";
import { startSlackSimulator } from "./simulator/index.ts";
import { parsePressed } from "./webhook.ts";

const options = { connector: slack, start: startSlackSimulator, addresses: {}, answers: [] } as const;
const chat = (change: Parameters<typeof buildPage>[0] = {}) =>
  buildPage({ channel: "chat", address: "C0123ABCDEF", ...change });

describe("a message in Slack", () => {
  it("calls nobody by what a monitoring tool wrote", async (context) => {
    const world = await openPagerWorld(options, context);
    must(
      await world.pager.send(
        chat({ title: "<!channel> <@U1> & <b>", body: "<!here>", facts: [{ label: "<!x>", value: "<#C1>" }] }),
      ),
    );
    assert.doesNotMatch(world.newest().text, /everybody was called/);
    assert.match(world.newest().text, /<!channel> <@U1> & <b>/);
  });
  it("is changed in place: who took it instead of the buttons, and the buttons again when nobody works on it", async (context) => {
    const world = await openPagerWorld(options, context);
    const page = chat();
    const { handle } = must(await world.pager.send(page));
    assert.match(world.newest().text, /Acknowledge\nPass on\nOpen ticket/);
    const show = async (state: "acknowledged" | "open", text: string) =>
      must(
        (await world.pager.show?.(
          { page, handle },
          { thread: page.thread, state, by: null, at: new Date(), text, language: "en" },
        )) ?? assert.fail(),
      );
    await show("acknowledged", "Taken by J. Doe <!channel>");
    assert.match(world.newest().text, /✓ Taken by J\. Doe <!channel>/);
    assert.doesNotMatch(world.newest().text, /Pass on|everybody was called/);
    await show("open", "Nobody works on it");
    assert.match(world.newest().text, /Pass on/);
    assert.equal(world.simulator.pages().length, 1);
  });
  it("that is gone cannot be changed, and says so", async (context) => {
    const world = await openPagerWorld(options, context);
    const state = { thread: "t", state: "ended", by: null, at: new Date(), text: "Over", language: "en" } as const;
    const shown = await world.pager.show?.({ page: chat(), handle: { channel: "C0123ABCDEF", ts: "1.000009" } }, state);
    assert.equal(shown?.ok === false && shown.error.kind, "gone");
  });
  it("to a channel that is not there is refused for good, although Slack answers 200", async (context) => {
    const world = await openPagerWorld(options, context);
    const sent = await world.pager.send(chat({ address: "C0000000000" }));
    assert.ok(!sent.ok && sent.error.kind === "rejected");
    assert.match(sent.error.detail, /no such channel/);
  });
  for (const [error, kind] of [
    ["invalid_auth", "unauthorized"],
    ["ratelimited", "rateLimited"],
    ["internal_error", "unavailable"],
    ["not_in_channel", "rejected"],
    ["constructor", "rejected"],
  ] as const)
    it(`answered 200 and “${error}” is ${kind}`, async (context) => {
      const world = await openPagerWorld(options, context, { gateway: true });
      const body = JSON.stringify({ ok: false, error });
      world.gateway?.interfere({ kind: "instead", answer: () => ({ status: 200, body }) });
      const sent = await world.pager.send(chat());
      assert.equal(!sent.ok && sent.error.kind, kind);
    });
  it("carries a link where no button comes back to us, and none where nobody has to answer", () => {
    const ids = (page: ReturnType<typeof chat>, canAnswer: boolean) =>
      buildMessage(page, { canAnswer }).blocks.flatMap((block) =>
        ((block["elements"] ?? []) as { action_id?: string }[]).flatMap((element) => element.action_id ?? []),
      );
    assert.deepEqual(ids(chat(), true), ["acknowledge", "pass", "ticket"]);
    assert.deepEqual(ids(chat(), false), ["link", "ticket"]);
    assert.deepEqual(ids(chat({ kind: "notice" }), true), ["ticket"]);
  });
  it("escapes what Slack reads as markup, and nothing else", () =>
    assert.equal(escapeMrkdwn('a & <b> "c" *d*'), 'a &amp; &lt;b&gt; "c" *d*'));
});

describe("a pressed button", () => {
  const parse = (payload: object) =>
    parsePressed({
      body: Buffer.from(new URLSearchParams({ payload: JSON.stringify(payload) }).toString()),
      headers: {},
      receivedAt: new Date(),
    });
  const pressed = { type: "block_actions", user: { id: "U1", name: "j.doe" } };
  it("says who pressed it, and when by Slack's clock", () => {
    const { deliveryKey, items } = must(
      parse({ ...pressed, actions: [{ action_id: "pass", value: chat().id, action_ts: "1767225600.5" }] }),
    );
    const [item] = items;
    assert.ok(item?.kind === "answer");
    assert.deepEqual([item.answer.by, item.answer.at], ["j.doe (U1)", new Date(1_767_225_600_500)]);
    assert.equal(deliveryKey, "U1:1767225600.5");
  });
  it("that only follows a link is no answer", () =>
    assert.deepEqual(must(parse({ ...pressed, actions: [{ action_id: "ticket" }] })).items, []));
  it("that names no page is said to be so", () =>
    assert.equal(parse({ ...pressed, actions: [{ action_id: "acknowledge", value: "incident:1" }] }).ok, false));
  it("is stored without what would let others change the message", async (context) => {
    const world = await openPagerWorld(options, context);
    must(await world.pager.send(chat()));
    await world.simulator.answer(world.newest().id, "acknowledge");
    const body = world.hook.received[0]?.body ?? assert.fail();
    const kept = decodeURIComponent(Buffer.from(world.inbound?.redact?.(body) ?? body).toString());
    assert.match(kept, /"action_id":"acknowledge"/);
    assert.doesNotMatch(kept, /hooks\.slack|verification|1\.2\.abc/);
  });
});
