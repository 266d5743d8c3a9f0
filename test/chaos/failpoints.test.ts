import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { describe, it } from "node:test";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import type { DeskSimulator } from "../../connectors/simulator-kit/desk-simulator.ts";
import { awaitUntil, connectDesk, deliverRecording } from "../../server/demo/world.ts";
import { createTestDatabase } from "../support/database.ts";
import { type HubProcess, startHubProcess } from "../support/hub-process.ts";

/**
 * Places of the send path at which the process is ended. Whether the call after `create.beforeCall` was made cannot be known
 * afterwards: the creation is repeated only after the vendor's longest request, here two seconds instead of five minutes.
 */
const places = [
  "create.beforeCall",
  "create.afterCall",
  "create.afterCommit",
  "push.readBack",
  "push.afterRead",
  "write.beforeCall",
  "write.afterCall",
  "comment.beforeCall",
  "comment.afterCall",
];

interface Story {
  hub: HubProcess;
  desk: DeskSimulator;
  hookUrl: string;
}

/** Fire; a technician takes the ticket of one host; both recover: one creation each, one note, one close. */
async function tell(story: () => Story): Promise<void> {
  const { desk } = story();
  const send = (recording: string) => insist(() => deliverRecording(story().hookUrl, recording, {}));
  await send("01-firing-single.json");
  await awaitUntil("the first ticket", async () => (desk.tickets().length === 1 ? true : undefined));
  await awaitAgreed(story, 1);
  await desk.technician.edit(desk.tickets()[0]?.id ?? "", { status: "In Progress" });
  await awaitUntil("the technician's status", async () =>
    (await listTickets(story))[0]?.status === "inProgress" ? true : undefined,
  );
  await send("03-grouped-three-firing.json");
  await awaitAgreed(story, 3);
  await send("04-partial-resolve.json");
  await send("05-all-resolved.json");
  await awaitUntil("the end in the desk", async () =>
    desk.tickets().filter(({ status }) => status === "Complete").length === 2 ? true : undefined,
  );
  await awaitUntil("the note", async () => ((desk.tickets()[0]?.comments.length ?? 0) > 0 ? true : undefined));
  await awaitAgreed(story, 3);
}

/** A sender repeats what was not answered 202, as Alertmanager does. */
async function insist(send: () => Promise<number>): Promise<void> {
  await awaitUntil("a delivery to be taken", async () => ((await send().catch(() => 0)) === 202 ? true : undefined));
}

type Row = { id: string; status: string };

async function listTickets(story: () => Story): Promise<Row[]> {
  return (await story()
    .hub.api.get("/tickets?limit=100")
    .catch(() => [])) as Row[];
}

async function awaitAgreed(story: () => Story, count: number): Promise<void> {
  await awaitUntil(`${count} agreed tickets`, async () => {
    const rows = await listTickets(story);
    const views = await Promise.all(
      rows.map(({ id }) =>
        story()
          .hub.api.get(`/tickets/${id}`)
          .catch(() => ({ links: [] })),
      ),
    );
    const links = views.flatMap((view) => (view as { links: { agreed: boolean; number: string | null }[] }).links);
    return links.length === count && links.every(({ agreed, number }) => agreed && number !== null) ? true : undefined;
  });
}

describe("a process that ends in the middle of a write", () => {
  for (const place of places) {
    it(`${place}: nothing is missing and nothing is doubled`, async (context) => {
      const desk = await startAutotaskSimulator({ webhookRetryMs: 200 });
      const database = await createTestDatabase();
      const dataDir = await mkdtemp(path.join(os.tmpdir(), "interdesk-failpoint-"));
      const environment = {
        INTERDESK_DATA: dataDir,
        INTERDESK_PORT: "0",
        INTERDESK_ALLOWED_PRIVATE: desk.address,
        INTERDESK_POLL_SECONDS: "1",
        DATABASE_URL: database.url,
      };
      let hub = await startHubProcess({ ...environment, INTERDESK_FAILPOINT: place });
      let restarted = false;
      const { hookUrl } = await connectDesk(hub.api, desk, { longestRequestSeconds: 2 });
      const hookPath = new URL(hookUrl).pathname;
      const restartOnceEnded = async (): Promise<void> => {
        await hub.ended;
        hub = await startHubProcess(environment);
        restarted = true;
      };
      const restart = restartOnceEnded();
      context.after(async () => {
        await hub.stop();
        await desk.close();
        await database.drop();
        await rm(dataDir, { recursive: true, force: true });
      });
      await tell(() => ({ hub, desk, hookUrl: `${hub.url}${hookPath}` }));
      await restart;
      assert.equal(restarted, true, "the process ended at the place");
      const markers = desk.tickets().map(({ marker }) => marker);
      assert.deepEqual([markers.length, new Set(markers).size], [3, 3]);
      assert.equal(desk.tickets()[0]?.comments.length ?? 0, 1, "one note");
    });
  }
});
