import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { describe, it } from "node:test";
import { startAlertmanagerSimulator } from "../../connectors/alertmanager/simulator/index.ts";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { awaitUntil, connectDesk, deliverRecording } from "../../server/demo/world.ts";
import type { TicketView } from "../../server/db/timeline.ts";
import { readRequest } from "../contract/monitor-recordings.ts";
import { createTestDatabase } from "../support/database.ts";
import { startHubProcess } from "../support/hub-process.ts";

const recordings = new URL("../../connectors/alertmanager/recordings/", import.meta.url);

describe("a process that ends while it tells a monitoring tool", () => {
  for (const place of ["source.beforeCall", "source.afterCall"])
    it(`${place}: one silence while the ticket is worked on, none afterwards`, async (context) => {
      const desk = await startAutotaskSimulator({ webhookRetryMs: 200 });
      const tool = await startAlertmanagerSimulator();
      const database = await createTestDatabase();
      const dataDir = await mkdtemp(path.join(os.tmpdir(), "interdesk-source-"));
      const environment = {
        INTERDESK_DATA: dataDir,
        INTERDESK_PORT: "0",
        INTERDESK_ALLOWED_PRIVATE: `${desk.address},${tool.address}`,
        INTERDESK_POLL_SECONDS: "1",
        DATABASE_URL: database.url,
      };
      let hub = await startHubProcess({ ...environment, INTERDESK_FAILPOINT: place });
      context.after(async () => {
        await hub.stop();
        await Promise.all([desk.close(), tool.close()]);
        await database.drop();
        await rm(dataDir, { recursive: true, force: true });
      });
      const { hookUrl } = await connectDesk(hub.api, desk, { longestRequestSeconds: 2 });
      await hub.api.patch("/connections/prometheus", { settings: tool.settings, secrets: tool.secrets });
      const { alerts } = JSON.parse(readRequest(recordings, "01-firing-single.json").body) as {
        alerts: { fingerprint: string; labels: Record<string, string> }[];
      };
      const { fingerprint, labels } = alerts[0] ?? assert.fail("no alert");
      tool.fire({ dedupKey: fingerprint, handle: labels });
      assert.equal(await deliverRecording(hookUrl, "01-firing-single.json", {}), 202);
      const { value: ticketId } = await awaitUntil("the ticket to agree", async () => {
        const [ticket] = (await hub.api.get("/tickets")) as { id: string }[];
        const view = ticket && ((await hub.api.get(`/tickets/${ticket.id}`)) as TicketView);
        return view?.links[0]?.agreed && view.links[0].number !== null ? view.id : undefined;
      });
      const atDesk = desk.tickets()[0] ?? assert.fail("no ticket in the desk");

      await desk.technician.edit(atDesk.id, { status: "In Progress" });
      await hub.ended;
      hub = await startHubProcess(environment);
      const done = (wanted: string) =>
        awaitUntil(`${wanted} at the tool`, async () => {
          const view = (await hub.api.get(`/tickets/${ticketId}`)) as TicketView;
          const source = view.alerts[0]?.source;
          return source?.done === wanted && source.agreed ? true : undefined;
        });
      await done("acknowledged");
      assert.equal(tool.look(fingerprint).acknowledged, 1);
      assert.equal(tool.calls.filter((call) => call === "POST /api/v2/silences 200").length, 1, "made once");
      await desk.technician.edit(atDesk.id, { status: "Complete" });
      await done("resolved");
      assert.equal(tool.look(fingerprint).acknowledged, 0);
    });
});
