import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, it } from "node:test";
import { createOne, openWorld } from "./test-world.ts";
import { parseNotice, verifyNotice } from "./webhook.ts";

describe("webhook", () => {
  it("hints at every change of a technician's, deletions too, and never at our own", async (context) => {
    const world = await openWorld(context);
    const heard: { verdict: unknown; parsed: unknown }[] = [];
    const receiver = await serveHook(context, (request) => {
      const { inbound } = world.instance;
      assert.ok(inbound);
      const verdict = inbound.verify({ ...request, method: "POST", query: {}, receivedAt: world.clock.now() });
      heard.push({ verdict, parsed: inbound.parse({ ...request, receivedAt: world.clock.now() }) });
    });
    await world.simulator.registerWebhooks(receiver);
    const own = await createOne(world);
    await world.simulator.technician.edit(own, { status: "In Progress" });
    await world.simulator.technician.addComment(own, { text: "Hello ☎", visibility: "public" });
    await world.simulator.technician.deleteTicket(own);
    await world.simulator.settled();
    assert.equal(heard.length, 3);
    for (const { verdict, parsed } of heard) {
      assert.deepEqual(verdict, { accepted: true });
      assert.ok(JSON.stringify(parsed).includes(`{"kind":"hint","externalId":"${own}","topic":"record"`));
    }
    const later = heard.map(({ parsed }) => JSON.stringify(parsed).includes('"againInMs":60000'));
    assert.deepEqual(later, [false, false, true], "a deletion is told before it is done");
    world.simulator.setToggles({ wrongSignature: true });
    await world.simulator.technician.createTicket({ title: "Forged" });
    await world.simulator.settled();
    assert.notDeepEqual(heard.at(-1)?.verdict, { accepted: true });
  });

  it("the sheet's own sample passes with our headers, and no old one", () => {
    const file = readFileSync(new URL("./recordings/webhook-notice.json", import.meta.url), "utf8");
    const sample = JSON.parse(file) as {
      testSecret: string;
      rawBody: string;
      request: { headers: Record<string, string> };
    };
    const headers = {
      "x-interdesk-timestamp": sample.request.headers["X-MSP-Timestamp"] ?? "",
      "x-interdesk-signature": sample.request.headers["X-MSP-Signature"] ?? "",
    };
    const request = (receivedAt: Date, headers: Record<string, string>) => ({
      method: "POST",
      query: {},
      headers,
      body: new TextEncoder().encode(sample.rawBody),
      receivedAt,
    });
    const at = new Date(1_776_159_044_000);
    const secrets = [sample.testSecret];
    assert.equal(verifyNotice(request(at, headers), secrets).accepted, true);
    assert.equal(verifyNotice(request(at, headers), ["a-newer-secret-16", ...secrets]).accepted, true);
    assert.equal(verifyNotice(request(at, headers), ["another-secret-16"]).accepted, false);
    assert.equal(verifyNotice(request(new Date(at.getTime() + 301_000), headers), secrets).accepted, false);
    assert.equal(verifyNotice(request(at, sample.request.headers), secrets).accepted, false);
    assert.deepEqual(parseNotice(new TextEncoder().encode(sample.rawBody)), {
      ok: true,
      value: {
        deliveryKey: "3f0c92e697f4e110d4a1b6e3f153af99",
        items: [{ kind: "hint", externalId: "5c1f0a7e97b4e110d4a1b6e3f153af21", topic: "record" }],
      },
    });
    assert.equal(parseNotice(new TextEncoder().encode('{"sys_id":"x"}')).ok, false);
    assert.equal(parseNotice(new TextEncoder().encode("no JSON")).ok, false);
  });
});

/** A receiver of notices on the loopback address; answers its own address. */
async function serveHook(
  context: { after(run: () => Promise<void>): void },
  hear: (request: { headers: Record<string, string>; body: Uint8Array }) => void,
): Promise<string> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      hear({ headers: request.headers as Record<string, string>, body: Buffer.concat(parts) });
      response.writeHead(202).end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  context.after(async () => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/x`;
}
