import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openTestWorld } from "../../test/support/world.ts";
import { awaitUntil } from "../demo/world.ts";

describe("a sender that asks first whether it may", () => {
  it("gets the answer of its connector, and the headers of its events are kept by what they begin with", async (context) => {
    const world = await openTestWorld(context);
    const { hookUrl } = (await world.api.post("/connections", {
      name: "events",
      connector: "cloudevents",
      defaultClient: "Acme Dental",
      settings: { clientHint: "event.?customer" },
    })) as { hookUrl: string };
    const ask = (url: string, origin?: string) =>
      fetch(url, { method: "OPTIONS", headers: origin === undefined ? {} : { "webhook-request-origin": origin } });

    const allowed = await ask(hookUrl, "eventgrid.azure.net");
    assert.deepEqual(
      [allowed.status, allowed.headers.get("webhook-allowed-origin"), allowed.headers.get("webhook-allowed-rate")],
      [200, "eventgrid.azure.net", "*"],
    );
    const refused = [
      ask(hookUrl),
      ask(`${hookUrl}x`, "eventgrid.azure.net"),
      ask(world.hookUrl, "eventgrid.azure.net"),
    ];
    assert.deepEqual(
      (await Promise.all(refused)).map(({ status }) => status),
      [405, 405, 405],
    );

    const answer = await fetch(hookUrl, {
      method: "POST",
      headers: {
        "content-type": "text/plain",
        "ce-specversion": "1.0",
        "ce-id": "1",
        "ce-source": "/probes",
        "ce-type": "alert.firing",
        "ce-subject": "web-01",
        "ce-customer": "Acme Dental",
        cookie: "not-to-be-kept",
      },
      body: "Disk full on web-01",
    });
    const { deliveryId } = (await answer.json()) as { deliveryId: string };
    assert.equal(answer.status, 202);
    await awaitUntil("the ticket", async () =>
      (await world.tickets()).find(({ title }) => title === "Disk full on web-01"),
    );
    const { headers } = (await world.api.get(`/deliveries/${deliveryId}`)) as { headers: Record<string, string> };
    assert.deepEqual(Object.keys(headers).toSorted(), [
      "ce-customer",
      "ce-id",
      "ce-source",
      "ce-specversion",
      "ce-subject",
      "ce-type",
      "content-type",
    ]);
  });
});
