import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { selectKept, type InboundAdapter, type InboundRequest, type Page } from "../../../connectors/contract.ts";
import { must } from "../expect.ts";
import { malformedBodies } from "../malformed.ts";
import { buildPage, openPagerWorld, type PagerContractOptions, type PagerWorld } from "../pager-world.ts";
import { alterSecret } from "../secrets.ts";

/** What people and platforms say back. */
export function describeAnswers(options: PagerContractOptions): void {
  const { connector } = options;
  const parse = (inbound: InboundAdapter, request: InboundRequest) =>
    inbound.parse({
      body: inbound.redact?.(request.body) ?? request.body,
      headers: selectKept(request, connector.manifest),
      receivedAt: request.receivedAt,
    });
  const answersOf = (inbound: InboundAdapter, request: InboundRequest) =>
    must(parse(inbound, request)).items.flatMap((item) =>
      item.kind === "answer" ? [item.answer] : assert.fail(item.kind),
    );
  const channels = Object.entries(options.addresses).map(([channel, { good }]) => [channel, good[0] ?? ""] as const);
  const hear = async (world: PagerWorld, change: Partial<Page>, action = options.answers[0] ?? assert.fail()) => {
    const page = buildPage(change);
    must(await world.pager.send(page));
    const before = world.hook.received.length;
    await world.simulator.answer(world.newest().id, action);
    await world.simulator.settled();
    const heard = world.hook.received.slice(before);
    const inbound = world.inbound ?? assert.fail();
    for (const request of heard) assert.deepEqual(inbound.verify(request), { accepted: true });
    const told = heard.filter((request) => answersOf(inbound, request).some((one) => one.action === action));
    return { page, inbound, heard, request: told.at(-1) ?? assert.fail(`nobody told of "${action}"`) };
  };

  describe("answers", () => {
    for (const [channel, address] of channels)
      for (const action of options.answers)
        it(`${channel}: "${action}" comes back, about this page`, async (context) => {
          const world = await openPagerWorld(options, context);
          const { page, inbound, request } = await hear(world, { channel, address }, action);
          const type = (request.headers["content-type"] ?? "").split(";")[0]?.trim() ?? "";
          assert.ok(connector.manifest.contentTypes.includes(type), `content type ${type}`);
          const [answer] = answersOf(inbound, request).filter((one) => one.action === action);
          const about = answer?.about;
          if (about?.by === "page") assert.equal(about.id, page.id);
          else if (about?.by === "thread") assert.equal(about.thread, page.thread);
          else if (about?.by === "code") assert.equal(about.code, page.code);
          else assert.deepEqual(about, { by: "address", channel, address });
          const reply = connector.reply?.(request);
          if (reply) assert.equal(reply.status, 200);
        });

    const [[channel, address] = assert.fail()] = channels;
    it("have a key that stays the same when they come again, and each has its own", async (context) => {
      const world = await openPagerWorld(options, context);
      const one = await hear(world, { channel, address });
      const two = await hear(world, { channel, address, thread: "interdesk:escalation:0198" });
      const keys = [one.request, one.request, two.request].map(
        (request) => must(parse(one.inbound, request)).deliveryKey,
      );
      assert.equal(keys[0], keys[1]);
      if (keys[0] !== null) assert.notEqual(keys[0], keys[2]);
    });

    it("are refused without their signature, and with another one", async (context) => {
      const world = await openPagerWorld(options, context);
      const { inbound, request } = await hear(world, { channel, address });
      const assertRefused = (changed: InboundRequest, why: string) => {
        const verdict = inbound.verify(changed);
        assert.equal(verdict.accepted, false, why);
        assert.match(!verdict.accepted ? verdict.reason : "", /\p{L}{3}/u);
      };
      assertRefused({ ...request, headers: {} }, "no headers");
      const without = Object.keys(request.headers).filter((name) => {
        const { [name]: _left, ...headers } = request.headers;
        return !inbound.verify({ ...request, headers }).accepted;
      });
      assert.ok(without.length > 0, "no header says who it is");
      for (const name of without)
        for (const value of ["", "x", alterSecret(request.headers[name] ?? "")])
          assertRefused({ ...request, headers: { ...request.headers, [name]: value } }, `${name}: ${value}`);
    });

    it("are accepted by each secret that is valid, and by no other", async (context) => {
      const world = await openPagerWorld(options, context);
      const { request } = await hear(world, { channel, address });
      const { secrets } = world.simulator;
      const signing = options.signedBy === undefined ? Object.keys(secrets) : [options.signedBy];
      const changed = Object.fromEntries(signing.map((name) => [name, alterSecret(secrets[name] ?? "")]));
      const others = { ...secrets, ...changed };
      for (const [versions, accepted] of [
        [[secrets, others], true],
        [[others, secrets], true],
        [[others], false],
      ] as const)
        assert.equal(world.openInbound(...versions).verify(request).accepted, accepted);
    });

    it("that make no sense are said to be so, and nothing fails", async (context) => {
      const world = await openPagerWorld(options, context);
      const { inbound, request } = await hear(world, { channel, address });
      for (const [name, body] of Object.entries(malformedBodies)) {
        const parsed = parse(inbound, { ...request, body });
        if (parsed.ok) assert.deepEqual(parsed.value.items, [], name);
        else assert.match(parsed.error.detail, /\p{L}{2}/u, name);
        inbound.verify({ ...request, body });
        connector.reply?.({ ...request, body });
      }
    });
  });
}
