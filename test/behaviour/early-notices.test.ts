import assert from "node:assert/strict";
import { describe, it } from "node:test";
import pg from "pg";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { startServiceNowSimulator } from "../../connectors/servicenow/simulator/index.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { type DeskWorld, openDeskWorld } from "../support/desk-world.ts";

async function query<T>(world: DeskWorld, text: string): Promise<readonly T[]> {
  const client = new pg.Client(world.database.admin);
  await client.connect();
  try {
    return (await client.query(text)).rows as T[];
  } finally {
    await client.end();
  }
}

describe("a deletion that is told before it is done", () => {
  it("is found a minute later", async (context) => {
    const east = await startServiceNowSimulator({ webhookRetryMs: 100 });
    const west = await startAutotaskSimulator({ webhookRetryMs: 100 });
    const world = await openDeskWorld(context, {
      east: { connector: "servicenow", desk: east },
      west: { connector: "autotask", desk: west },
    });
    const id = await east.technician.createTicket({ title: "Mail is slow" });
    const [view] = await world.agreed(1, 2);
    east.setToggles({ holdDeletions: true });
    await east.technician.deleteTicket(id);
    // While it is being read a record is due again after its lease, which is a minute, too: what rests for the second look has its time.
    const waiting = `select extract(epoch from due_at - now())::float as seconds from read_hint
      where external_id = '${id}' and due_at = again_at and due_at > now()`;
    const { value } = await awaitUntil(
      "the second look",
      async () => (await query<{ seconds: number }>(world, waiting))[0],
    );
    assert.ok(value.seconds <= 60, `in ${value.seconds} s`);
    assert.equal((await world.ticket(view?.id ?? "")).links.length, 2);
    east.commit();
    await query(world, `update read_hint set due_at = now(), again_at = now() where external_id = '${id}'`);
    await awaitUntil("the link's end", async () =>
      (await world.ticket(view?.id ?? "")).links.some(({ state }) => state === "gone") ? true : undefined,
    );
    await awaitUntil("no third look", async () =>
      (await query(world, `select 1 from read_hint where external_id = '${id}' and due_at = 'infinity'`)).length > 0
        ? true
        : undefined,
    );
  });
});
