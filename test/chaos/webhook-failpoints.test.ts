import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { describe, it } from "node:test";
import { awaitUntil, deliverBody } from "../../server/demo/world.ts";
import type { PostRow } from "../../server/db/webhook-log.ts";
import { alertmanagerBody } from "../support/alertmanager.ts";
import { createTestDatabase } from "../support/database.ts";
import { startHubProcess } from "../support/hub-process.ts";
import { startWebhookReceiver } from "../support/webhook-receiver.ts";

/** Places at which the process is ended, and how often the receiver has the event then. */
const places = [
  ["post.afterClaim", 1],
  ["post.beforeCall", 1],
  ["post.afterCall", 2],
] as const;

describe("a process that ends while it tells another system", () => {
  for (const [place, times] of places)
    it(`${place}: the event is there ${times === 1 ? "once" : "twice, under one id"}`, async (context) => {
      const receiver = await startWebhookReceiver();
      const database = await createTestDatabase();
      const dataDir = await mkdtemp(path.join(os.tmpdir(), "interdesk-webhook-"));
      const environment = {
        INTERDESK_DATA: dataDir,
        INTERDESK_PORT: "0",
        INTERDESK_ALLOWED_PRIVATE: receiver.address,
        DATABASE_URL: database.url,
      };
      let hub = await startHubProcess({ ...environment, INTERDESK_FAILPOINT: place });
      context.after(async () => {
        await hub.stop();
        receiver.close();
        await database.drop();
        await rm(dataDir, { recursive: true, force: true });
      });
      const { hookUrl } = (await hub.api.post("/connections", {
        name: "prometheus",
        connector: "alertmanager",
        secrets: { bearerToken: "test-token-not-secret" },
        defaultClient: "Acme Dental",
      })) as { hookUrl: string };
      const box = receiver.at("events");
      const { id } = (await hub.api.post("/webhooks", { url: box.url, types: ["interdesk.alert.opened"] })) as {
        id: string;
      };
      assert.equal(await deliverBody(hookUrl, alertmanagerBody([{ alertname: "Down" }])), 202);
      await hub.ended;
      hub = await startHubProcess(environment);
      const { value } = await awaitUntil("the event to be taken", async () => {
        const rows = (await hub.api.get(`/webhooks/${id}/deliveries`)) as PostRow[];
        return rows.every(({ state }) => state === "done") && rows.length > 0 ? rows : undefined;
      });
      assert.deepEqual(
        value.map(({ attempts }) => attempts),
        [2],
      );
      assert.equal(box.all().length, times);
      assert.equal(new Set(box.all().map(({ headers }) => headers["webhook-id"])).size, 1);
    });
});
