import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Client } from "pg";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { openDeskWorld } from "../support/desk-world.ts";

describe("a batch of writes that fails within the hub", () => {
  it("is done once it can be, and does not wait for its lease", async (context) => {
    const east = await startAutotaskSimulator({ webhookRetryMs: 100 });
    const west = await startAutotaskSimulator({ webhookRetryMs: 100 });
    const world = await openDeskWorld(
      context,
      { east: { connector: "autotask", desk: east }, west: { connector: "autotask", desk: west } },
      // What fails is told as an error, and is meant to here.
      { environment: { INTERDESK_LOG_LEVEL: "silent" } },
    );
    for (const title of ["One", "Two"]) await east.technician.createTicket({ title });
    await world.agreed(2, 2);
    const admin = new Client(world.database.admin);
    await admin.connect();
    await admin.query(`create sequence failures;
      grant usage on sequence failures to public;
      create function fail() returns trigger language plpgsql as
        $$ begin perform nextval('failures'); raise exception 'nothing is finished today'; end $$;
      create trigger fail before update on link for each row
        when (old.lease_owner is not null and new.lease_owner is null) execute function fail()`);
    for (const { id } of east.tickets()) await east.technician.edit(id, { priority: "Critical" });
    await awaitUntil("both failures", async () => {
      const { rows } = await admin.query<{ failures: string }>("select last_value as failures from failures");
      return Number(rows[0]?.failures) >= 2 ? true : undefined;
    });
    await admin.query("drop trigger fail on link");
    await awaitUntil("both tickets in the other desk", async () =>
      west.tickets().every(({ priority }) => priority === "Critical") ? true : undefined,
    );
    await awaitUntil("nothing that is owed", async () => {
      const { rows } = await admin.query("select 1 from link where wanted_rev > done_rev");
      return rows.length === 0 ? true : undefined;
    });
    await admin.end();
    assert.equal((await world.agreed(2, 2)).length, 2);
  });
});
