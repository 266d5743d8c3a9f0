import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readRequest } from "../../test/contract/monitor-recordings.ts";
import { openTestWorld } from "../../test/support/world.ts";
import { awaitUntil } from "../demo/world.ts";

const recordings = new URL("../../connectors/monit/recordings/", import.meta.url);
const secrets = { basicUser: "monit", basicPassword: "aPasswordOfItsOwn1" };

describe("a secret that a sender puts into its body", () => {
  it("is not stored, and what was sent with it counts all the same", async (context) => {
    const world = await openTestWorld(context);
    const { hookUrl } = (await world.api.post("/connections", {
      name: "monit",
      connector: "monit",
      secrets,
      defaultClient: "Acme Dental",
    })) as { hookUrl: string };
    const { body } = readRequest(recordings, "14-mmonit-program-failed.json");
    assert.match(body, /<password>monit-test<\/password>/);
    const send = (password: string) =>
      fetch(hookUrl, {
        method: "POST",
        headers: {
          "content-type": "text/xml",
          authorization: `Basic ${Buffer.from(`${secrets.basicUser}:${password}`).toString("base64")}`,
        },
        body,
      });
    assert.equal((await send("another-password")).status, 401, "verified before anything is taken out");
    const answer = await send(secrets.basicPassword);
    assert.equal(answer.status, 202);
    const { deliveryId } = (await answer.json()) as { deliveryId: string };
    const { value: stored } = await awaitUntil("the outcome", async () => {
      const delivery = (await world.api.get(`/deliveries/${deliveryId}`)) as { outcome: string; body: string };
      return delivery.outcome === "applied" ? delivery : undefined;
    });
    assert.doesNotMatch(JSON.stringify(stored), /monit-test/);
    assert.match(stored.body, /<credentials><\/credentials>/);
    assert.ok((await world.tickets()).some(({ title }) => title.startsWith("nightly-backup on web-01.example.net")));
  });
});
