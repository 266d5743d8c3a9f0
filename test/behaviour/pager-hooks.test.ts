import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sql } from "kysely";
import { startTwilioSimulator } from "../../connectors/twilio/simulator/index.ts";
import { ConnectionId, TenantId } from "../../schemas/ids.ts";
import { buildPage } from "../contract/pager-world.ts";
import { openTestWorld } from "../support/world.ts";

describe("a phone call through the running hub", () => {
  it("is asked for by its own address, answered step by step, and each key is kept with its page", async (context) => {
    const twilio = await startTwilioSimulator();
    context.after(() => twilio.close());
    const world = await openTestWorld(context, { alsoAllowed: [twilio.address] });
    const { id } = (await world.api.post("/connections", {
      name: "twilio",
      connector: "twilio",
      settings: twilio.settings,
      secrets: twilio.secrets,
    })) as { id: string };
    const steps = (await world.api.post("/connections/twilio/test", {})) as { ok: boolean; detail: string }[];
    assert.deepEqual(
      steps.filter(({ ok }) => !ok),
      [],
    );
    assert.equal(twilio.pages().length, 0);

    const { hub } = world.hub;
    const { rows } = await sql<{ id: string }>`select id from list_tenants()`.execute(hub.db);
    const opened = await hub.connections.open(TenantId.parse(rows[0]?.id), ConnectionId.parse(id));
    const page = buildPage({ channel: "voice", address: "+4930123456" });
    const sent = await opened?.instance.pager?.send(page);
    assert.ok(sent?.ok);
    const sid = sent.value.handle["sid"] ?? assert.fail();
    assert.match(await twilio.press(sid, "9"), /^Alert, priority 1\. Disk full on SRV-01/);
    assert.match(await twilio.press(sid, "1"), /You have taken it/);
    assert.equal(twilio.statusOf(sid), "completed");

    const forged = await fetch(twilio.callbackOf(sid), {
      method: "POST",
      headers: { "x-twilio-signature": "AAAAAAAAAAAAAAAAAAAAAAAAAAA=" },
      body: new URLSearchParams({ CallSid: sid, CallStatus: "busy" }),
    });
    assert.equal(forged.status, 401);

    const deliveries = (await world.api.get("/deliveries?limit=10")) as { id: string }[];
    const stored = await Promise.all(
      deliveries.map(
        async (one) => (await world.api.get(`/deliveries/${one.id}`)) as { headers: Record<string, string> },
      ),
    );
    const kept = stored.map(({ headers }) => headers["?step"]);
    assert.deepEqual(kept.toSorted(), ["1", "2", undefined, undefined]);
    assert.ok(stored.every(({ headers }) => headers["?page"] === page.id));
    assert.doesNotMatch(JSON.stringify(stored), /say=|Disk full/);
  });
});
