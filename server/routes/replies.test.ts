import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readRequest } from "../../test/contract/monitor-recordings.ts";
import { openTestWorld } from "../../test/support/world.ts";
import { awaitUntil } from "../demo/world.ts";

const recordings = new URL("../../connectors/pagerduty-events-v2/recordings/", import.meta.url);

describe("a sender that insists on an answer of its own", () => {
  it("gets it after the commit, also for what is kept in quarantine; its key is not stored", async (context) => {
    const world = await openTestWorld(context);
    const { hookUrl } = (await world.api.post("/connections", {
      name: "pagerduty",
      connector: "pagerduty-events-v2",
      secrets: { routingKey: "0123456789abcdef0123456789abcdef" },
      defaultClient: "Acme Dental",
    })) as { hookUrl: string };
    const send = async (body: string) => {
      const answer = await fetch(hookUrl, { method: "POST", headers: { "content-type": "application/json" }, body });
      return { code: answer.status, ...((await answer.json()) as { status: unknown; dedup_key?: string }) };
    };
    const recorded = (name: string) => readRequest(recordings, `${name}.json`).body;

    const made = await send(recorded("20-sample-trigger-minimal"));
    assert.deepEqual([made.code, made.status], [202, "success"]);
    const { value: ticket } = await awaitUntil("the ticket", async () =>
      (await world.tickets()).find(({ title }) => title === "CPU 97 % on web-01"),
    );
    const end = JSON.stringify({
      routing_key: "0123456789abcdef0123456789abcdef",
      event_action: "resolve",
      dedup_key: made.dedup_key,
    });
    assert.deepEqual((await send(end)).code, 202);
    await awaitUntil("its end, by the key that our answer told", async () =>
      (await world.tickets()).find(({ id, status }) => id === ticket.id && status === "resolved"),
    );

    const unknown = await send(recorded("04-zabbix-acknowledge"));
    assert.deepEqual([unknown.code, unknown.status, unknown.dedup_key], [202, "success", "25"]);
    const invalid = await send(recorded("22-sample-invalid-severity"));
    assert.deepEqual([invalid.code, invalid.status], [400, "invalid event"]);
    const wrong = await send(recorded("03-zabbix-trigger").replace("0123456789abcdef", "fedcba9876543210"));
    assert.equal(wrong.code, 401);

    const { value: held } = await awaitUntil("the quarantine", async () => {
      const rows = (await world.api.get("/quarantine")) as { deliveryId: string | null; path: string | null }[];
      return rows.find(({ path }) => path === "payload.severity");
    });
    const stored = (await world.api.get(`/deliveries/${held.deliveryId}`)) as { body: string };
    assert.match(stored.body, /"routing_key":"\*\*\*"/);
    assert.equal((await world.tickets()).length, 1, "the acknowledgement of what nobody knows opened none");
  });
});
