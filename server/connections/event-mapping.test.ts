import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openTestWorld } from "../../test/support/world.ts";
import { awaitUntil } from "../demo/world.ts";

const settings = {
  dedupKey: "item.id",
  condition: 'item.state != "up"',
  severity: '{"red": "critical"}[item.colour]',
  title: "item.what",
};

describe("a connection whose fields are mapped by expressions", () => {
  it("is refused with field and place, and mended while deliveries wait", async (context) => {
    const world = await openTestWorld(context);
    const add = (change: object) =>
      world.api.post("/connections", {
        name: "generic",
        connector: "generic-webhook",
        settings: { ...settings, ...change },
        defaultClient: "Acme Dental",
      });
    await assert.rejects(add({ severity: "itm.colour" }), /settings\.severity: characters 1 to 3: .*itm/);
    await assert.rejects(add({ dedupKey: undefined }), /settings\.dedupKey/);
    const { hookUrl } = (await add({})) as { hookUrl: string };
    await assert.rejects(
      world.api.patch("/connections/generic", { settings: { raisedAt: "item.a &&" } }),
      /settings\.raisedAt: characters \d+ to \d+/,
    );

    const answer = await fetch(hookUrl, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ id: "a1", state: "down", colour: "orange", what: "The lamp is orange" }),
    });
    const { deliveryId } = (await answer.json()) as { deliveryId: string };
    assert.equal(answer.status, 202);
    const { value: held } = await awaitUntil("the quarantine", async () => {
      const delivery = (await world.api.get(`/deliveries/${deliveryId}`)) as {
        outcome: string;
        quarantine: { path: string; detail: string }[];
      };
      return delivery.outcome === "quarantined" ? delivery : undefined;
    });
    assert.deepEqual(
      held.quarantine.map(({ path, detail }) => [path, detail]),
      [["severity", "severity: No such key: orange"]],
    );

    await world.api.patch("/connections/generic", {
      settings: { severity: '{"red": "critical", "orange": "high"}[item.colour]' },
    });
    await world.api.post(`/deliveries/${deliveryId}/replay`);
    await awaitUntil("the ticket", async () =>
      (await world.tickets()).find(({ title }) => title === "The lamp is orange"),
    );
  });
});
