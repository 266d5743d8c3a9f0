import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { InboundAdapter, InboundRequest } from "../../../connectors/contract.ts";
import { must, only } from "../expect.ts";
import { type HookReceiver, mustParse, parseKept } from "../hook-receiver.ts";
import { malformedBodies } from "../malformed.ts";
import { alterSecret } from "../secrets.ts";
import type { Suite } from "../suite.ts";
import { type ContractWorld, ref } from "../world.ts";
import { draftOf } from "./comments.ts";

/** Which of what came are meant. */
interface Heard {
  world: ContractWorld;
  inbound: InboundAdapter;
  receiver: HookReceiver;
  id: string;
  /** What came of the ticket's creation by a technician. */
  request: InboundRequest;
}

/** What the vendor sends to us: who sent it, which record it is about, and whether it came before. */
export function describeWebhooks(suite: Suite): void {
  describe("webhooks", () => {
    describeVerifying(suite);
    describeParsing(suite);
    describeRepeats(suite);
    it("of our own writes, where they come, say no more than that the record moved", async (context) => {
      const { world, receiver, inbound } = await hear(suite, context);
      const id = await world.create();
      must(await world.desk.write({ externalId: id, raw: await world.toRaw({ title: "Ours" }) }));
      must(await world.desk.addComment(id, draftOf("Ours.", "internal")));
      const before = await world.read(id);
      const later = receiver.received.slice(1);
      for (const request of later) {
        assert.deepEqual(inbound.verify(request), { accepted: true });
        for (const item of mustParse(inbound, suite.manifest.keepHeaders, request).items)
          assert.deepEqual([item.kind === "event", "externalId" in item && item.externalId], [false, id]);
      }
      const comments = must(await world.desk.comments([id])).get(id);
      assert.deepEqual(await world.read(id), before);
      assert.equal(only(comments ?? []).byUs, true);
    });
  });
}

async function hear(suite: Suite, context: Parameters<Suite["open"]>[0]): Promise<Heard> {
  const world = await suite.open(context);
  const receiver = await world.hear();
  const id = await world.simulator.technician.createTicket({ title: "Born there" });
  await world.simulator.settled();
  return { world, receiver, id, inbound: world.inbound ?? assert.fail(), request: only(receiver.received) };
}

function describeVerifying(suite: Suite): void {
  it("are accepted as they come, in a content type that is taken", async (context) => {
    const { inbound, request } = await hear(suite, context);
    assert.deepEqual(inbound.verify(request), { accepted: true });
    const type = (request.headers["content-type"] ?? "").split(";")[0]?.trim();
    assert.ok(suite.manifest.contentTypes.includes(type ?? ""), `content type ${type}`);
  });

  it("are refused with one byte changed, wherever it is", async (context) => {
    const { inbound, request } = await hear(suite, context);
    const { length } = request.body;
    for (const place of [0, 1, length >> 2, length >> 1, length - 2, length - 1]) {
      const body = Buffer.from(request.body);
      body[place] = (body[place] ?? 0) ^ 1;
      assertRefused(inbound, { ...request, body }, `byte ${place}`);
    }
    assertRefused(inbound, { ...request, body: Buffer.concat([request.body, Buffer.from(" ")]) }, "a blank more");
    assertRefused(inbound, { ...request, body: request.body.slice(0, -1) }, "a byte less");
    assertRefused(inbound, { ...request, body: new Uint8Array() }, "no body");
  });

  it("are refused without their signature, and with another one", async (context) => {
    const { inbound, request } = await hear(suite, context);
    assertRefused(inbound, { ...request, headers: {} }, "no headers");
    const needed = Object.keys(request.headers).filter((name) => {
      const { [name]: _left, ...headers } = request.headers;
      return !inbound.verify({ ...request, headers }).accepted;
    });
    assert.ok(needed.length > 0, "no header is needed");
    for (const name of needed)
      for (const value of ["", "x", alterSecret(request.headers[name] ?? ""), `${request.headers[name]}x`])
        assertRefused(inbound, { ...request, headers: { ...request.headers, [name]: value } }, `${name}: ${value}`);
  });

  it("are accepted by each of two secrets while one is being changed, and by no other", async (context) => {
    const { world, request } = await hear(suite, context);
    const right = world.simulator.secrets;
    const wrong = Object.fromEntries(Object.entries(right).map(([key, secret]) => [key, alterSecret(secret)]));
    const accepts = (...secretVersions: (typeof right)[]) =>
      world
        .openAgain({ ...(secretVersions[0] ? { secrets: secretVersions[0] } : {}), secretVersions })
        .inbound?.verify(request).accepted;
    assert.deepEqual(
      [accepts(right), accepts(right, wrong), accepts(wrong, right), accepts(wrong), accepts(wrong, wrong)],
      [true, true, true, false, false],
    );
  });
}

function assertRefused(inbound: InboundAdapter, request: InboundRequest, what: string): void {
  const verdict = inbound.verify(request);
  assert.ok(!verdict.accepted, `accepted with ${what}`);
  assert.match(verdict.reason, /\p{L}{2}/u);
}

function describeParsing(suite: Suite): void {
  it("name the ticket that a technician made, edited, talked on and deleted", async (context) => {
    const { world, receiver, inbound, id } = await hear(suite, context);
    const { technician } = world.simulator;
    const { status } = suite.options.editable;
    const steps: readonly (() => Promise<unknown>)[] = [
      () => technician.edit(id, { status: status.label, title: "Renamed" }),
      () => technician.addComment(id, { text: "Looking.", visibility: "public" }),
    ];
    for (const step of steps) {
      const before = receiver.received.length;
      world.clock.move(1_000);
      await step();
      await world.simulator.settled();
      const came = receiver.received.slice(before);
      assert.ok(came.length > 0, "nobody was told");
      for (const request of came)
        for (const item of mustParse(inbound, suite.manifest.keepHeaders, request).items)
          assert.deepEqual([item.kind === "event", "externalId" in item && item.externalId], [false, id]);
    }
    assert.equal((await world.read(id)).raw.title, "Renamed");
    assert.equal(only(must(await world.desk.comments([ref(id)])).get(ref(id)) ?? []).body, "Looking.");
  });

  for (const [name, body] of Object.entries(malformedBodies))
    it(`that hold ${name} are told with their place, not thrown`, async (context) => {
      const { inbound, request } = await hear(suite, context);
      const parsed = parseKept(inbound, suite.manifest.keepHeaders, { ...request, body });
      const { path, expected, detail } = parsed.ok ? assert.fail("understood") : parsed.error;
      assert.equal(typeof path, "string");
      assert.match(expected, /\p{L}{2}/u);
      assert.match(detail, /\p{L}{2}/u);
    });

  it("that were cut anywhere are never understood, nor thrown", async (context) => {
    const { inbound, request } = await hear(suite, context);
    for (let length = 0; length < request.body.length; length++) {
      const body = request.body.slice(0, length);
      assert.equal(parseKept(inbound, suite.manifest.keepHeaders, { ...request, body }).ok, false, `${length} bytes`);
    }
  });
}

function describeRepeats(suite: Suite): void {
  const { keepHeaders } = suite.manifest;
  it("that come again have the same key, and others another", async (context) => {
    const world = await suite.open(context);
    const receiver = await world.hear();
    const inbound = world.inbound ?? assert.fail();
    world.simulator.setFaults({ webhookTwice: true });
    const id = await world.simulator.technician.createTicket({ title: "Twice" });
    world.clock.move(1_000);
    await world.simulator.technician.edit(id, { title: "Twice again" });
    await world.simulator.settled();
    const parsed = receiver.received.map((request) => mustParse(inbound, keepHeaders, request));
    const keys = parsed.map(({ deliveryKey }) => deliveryKey ?? "");
    assert.equal(keys.length, 4);
    assert.ok(
      keys.every((key) => key !== "" && key.length <= 500),
      keys.join(" "),
    );
    assert.equal(new Set(keys).size, 2);
    for (const key of new Set(keys)) {
      const same = parsed.filter(({ deliveryKey }) => deliveryKey === key);
      assert.deepEqual(same[1]?.items, same[0]?.items);
    }
    assert.equal((await world.read(id)).raw.title, "Twice again");
  });

  it("that come out of order and again lead to the same record", async (context) => {
    const world = await suite.open(context);
    const receiver = await world.hear();
    const inbound = world.inbound ?? assert.fail();
    const id = await world.simulator.technician.createTicket({ title: "First" });
    for (const title of ["Second", "Third"]) {
      world.clock.move(1_000);
      await world.simulator.technician.edit(id, { title });
    }
    const record = await world.read(id);
    const items = receiver.received.flatMap((request) => mustParse(inbound, keepHeaders, request).items);
    const shuffled = [...items, ...items].toReversed();
    let shelf: Parameters<NonNullable<InboundAdapter["merge"]>>[0];
    for (const item of shuffled) if (item.kind === "record") shelf = inbound.merge?.(shelf, item.patch);
    assert.deepEqual(
      [...new Set(shuffled.flatMap((item) => ("externalId" in item ? [String(item.externalId)] : [])))],
      [id],
    );
    assert.equal(record.raw.title, "Third");
    if (shelf !== undefined) assert.match(JSON.stringify(shelf), /"Third"/);
    assert.equal((await world.read(id)).version, record.version);
  });
}
