import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, it, type TestContext } from "node:test";
import { z } from "zod";
import { must, openWorld, olderWebhookSecret } from "./test-support.ts";
import { parseDelivery, verifyDelivery } from "./webhook.ts";

const Signed = z.object({ secret: z.string(), headers: z.record(z.string(), z.string()), raw_body: z.string() });
const recorded: unknown = JSON.parse(readFileSync(new URL("./recordings/webhooks.json", import.meta.url), "utf8"));
/** Of the vendor's sheet, byte for byte. */
const example = z.object({ signed_delivery: Signed }).parse(recorded).signed_delivery;
const { secret } = example;
const signed = { body: example.raw_body, signature: example.headers["X-Halo-Signature"] ?? "" };
const bytes = (text: string) => new TextEncoder().encode(text);

function accepts(body: string, signature: string | undefined, secrets: readonly string[] = [secret]): boolean {
  const headers: Record<string, string> = signature === undefined ? {} : { "x-interdesk-signature": signature };
  return verifyDelivery({ method: "POST", headers, query: {}, body: bytes(body), receivedAt: new Date(0) }, secrets)
    .accepted;
}

const envelope = (id: string, more: Readonly<Record<string, unknown>> = {}) => ({
  id,
  event: "ticket updated",
  object_id: 10_417,
  agent_id: 14,
  timestamp: "2026-11-03T13:02:29.4410276Z",
  ...more,
});
const parse = (body: unknown) => parseDelivery(bytes(JSON.stringify(body)));

describe("signatures of deliveries", () => {
  it("accepts the vendor's own example", () => assert.equal(accepts(signed.body, signed.signature), true));
  it("accepts an older secret while it is being changed", () => {
    assert.equal(accepts(signed.body, signed.signature, ["newer-secret", secret]), true);
    assert.equal(accepts(signed.body, signed.signature, ["newer-secret"]), false);
  });
  for (const [sentence, body, signature] of [
    ["no signature", signed.body, undefined],
    ["an empty one", signed.body, ""],
    ["hexadecimal", signed.body, "a".repeat(64)],
    ["a cut one", signed.body, signed.signature.slice(0, -2)],
    ["one byte changed", signed.body.replace("10417", "10418"), signed.signature],
    ["the same data written otherwise", JSON.stringify(JSON.parse(signed.body), null, 1), signed.signature],
  ] as const)
    it(`refuses ${sentence}`, () => assert.equal(accepts(body, signature), false));
});

describe("what a delivery says", () => {
  const hint = (topic: "record" | "comments" = "record") => ({ kind: "hint", externalId: "10417", topic });
  for (const [name, body, deliveryKey, items] of [
    ["one event", envelope("a", { ticket: { id: 10_417 } }), "a", [hint()]],
    ["an event without its ticket", envelope("b"), "b", [hint()]],
    ["names instead of numbers", envelope("c", { ticket: { id: 10_417, status_id: "Closed" } }), "c", [hint()]],
    ["a number as text", envelope("d", { object_id: "10417" }), "d", [hint()]],
    ["an action", envelope("e", { action: { ticket_id: 10_417, id: 3 } }), "e", [hint("comments")]],
    ["another entity", envelope("f", { object_id: 41, client: { id: 41 } }), "f", []],
    ["a list of one", [envelope("g")], "g", [hint()]],
    ["an object with a list", { events: [envelope("h")] }, "h", [hint()]],
  ] as const)
    it(`reads ${name}`, () => assert.deepEqual(must(parse(body)), { deliveryKey, items }));

  it("knows a batch by all of its events", () => {
    const key = (body: unknown) => must(parse(body)).deliveryKey;
    assert.equal(key([envelope("a"), envelope("b")]), key({ any: [envelope("a"), envelope("b")] }));
    assert.notEqual(key([envelope("a"), envelope("b")]), key([envelope("a"), envelope("c")]));
    assert.equal(must(parse([envelope("a"), envelope("b")])).items.length, 2);
  });
  for (const [name, body, path] of [
    ["a custom payload", { ticket_number: 5 }, "id"],
    ["an event without a number", { id: "a", event: "x" }, "object_id"],
    ["a batch with one of them", [envelope("a"), { id: "b" }], "1.object_id"],
  ] as const)
    it(`does not understand ${name}`, () => {
      const parsed = parse(body);
      assert.equal(parsed.ok ? undefined : parsed.error.path, path);
    });
  it("does not understand what is no JSON", () => assert.equal(parseDelivery(bytes("<xml/>")).ok, false));
});

interface Received {
  headers: Record<string, string>;
  body: Uint8Array;
}

async function listen(context: TestContext, status: () => number) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      received.push({ headers, body: Buffer.concat(parts) });
      response.writeHead(status()).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  context.after(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/c/t`, received };
}

describe("deliveries of the simulator", () => {
  for (const batch of ["none", "list", "object"] as const) {
    for (const payload of ["full", "eventOnly", "displayValues"] as const) {
      it(`verify and parse: ${payload}, batch ${batch}`, async (context) => {
        const world = await openWorld(context);
        const { url, received } = await listen(context, () => 202);
        world.simulator.setQuirks({ batch, payload });
        must((await world.desk.ensureWebhook?.(url)) ?? assert.fail());
        const id = await world.simulator.technician.createTicket({ title: "hello" });
        await world.simulator.technician.edit(id, { status: "Closed" });
        await world.simulator.settled();
        assert.equal(received.length, 3);
        for (const { headers, body } of received) {
          const request = { method: "POST", headers, query: {}, body, receivedAt: new Date() };
          assert.deepEqual(world.inbound.verify(request), { accepted: true });
          const { items } = must(world.inbound.parse(request));
          assert.deepEqual(items, [{ kind: "hint", externalId: id, topic: "record" }]);
        }
      });
    }
  }

  it("come again under the same key, and end with the webhook switched off and repaired", async (context) => {
    const world = await openWorld(context);
    let status = 202;
    const { url, received } = await listen(context, () => status);
    must((await world.desk.ensureWebhook?.(url)) ?? assert.fail());
    world.simulator.setFaults({ webhookTwice: true });
    await world.simulator.technician.createTicket({ title: "twice" });
    const keys = received.map(({ headers, body }) =>
      must(world.inbound.parse({ headers, body, receivedAt: new Date() })),
    );
    assert.equal(keys.length, 2);
    assert.equal(keys[0]?.deliveryKey, keys[1]?.deliveryKey);
    status = 500;
    world.simulator.setQuirks({ disableAfter: 2 });
    for (const title of ["lost", "lost too"]) await world.simulator.technician.createTicket({ title });
    assert.equal(world.simulator.webhooks()[0]?.active, false);
    assert.equal(must((await world.desk.ensureWebhook?.(url)) ?? assert.fail()).state, "repaired");
    assert.equal(world.simulator.webhooks()[0]?.active, true);
  });

  it("signed with the secret before the present one are accepted", async (context) => {
    const world = await openWorld(context);
    const body = bytes(JSON.stringify(envelope("a")));
    const signature = createHmac("sha256", olderWebhookSecret).update(body).digest("base64");
    const headers = { "x-interdesk-signature": signature };
    const request = { method: "POST", headers, query: {}, body, receivedAt: new Date() };
    assert.deepEqual(world.inbound.verify(request), { accepted: true });
  });
});
