import { sql } from "kysely";
import { PgBoss } from "pg-boss";
import type { ClientConfig } from "pg";
import { clearRequests } from "./db/repeated-requests.ts";
import { clearPeople } from "./db/sessions.ts";
import { clearPosts } from "./db/webhook-log.ts";
import { startAnchorLoop } from "./audit/anchor-loop.ts";
import type { Hub } from "./hub.ts";

const queue = "maintenance";
/** Vendor delivery ids are remembered this long; their retries last minutes. */
const keepKeysDays = 7;
/** How long it can be seen what webhooks were told, and sent again. */
const keepPostsDays = 14;

/** What is done by the clock: once over all nodes, partitions ahead and old keys away; on each, the ends of audits written down. */
export async function startMaintenance(hub: Hub, database: ClientConfig): Promise<() => Promise<void>> {
  await maintain(hub);
  const boss = new PgBoss({
    ...database,
    schema: "pgboss",
    createSchema: false,
    max: 2,
    application_name: "interdesk-jobs",
  } as ConstructorParameters<typeof PgBoss>[0]);
  boss.on("error", (cause) => hub.world.log.warn({ err: cause }, "the job queue reported an error"));
  await boss.start();
  await boss.createQueue(queue);
  await boss.schedule(queue, "17 * * * *");
  await boss.work(queue, async () => maintain(hub));
  const anchors = startAnchorLoop(hub);
  return async () => {
    await anchors.stop();
    await boss.stop({ graceful: true, timeout: 5_000 });
  };
}

async function maintain(hub: Hub): Promise<void> {
  await sql`select ensure_partitions(3, 14)`.execute(hub.db);
  await clearPeople(hub.db);
  const { rows } = await sql<{ id: string }>`select id from list_tenants()`.execute(hub.db);
  for (const { id } of rows) {
    await hub.db.transaction().execute(async (trx) => {
      await sql`select set_config('app.tenant_id', ${id}, true)`.execute(trx);
      await sql`delete from delivery_key where tenant_id = ${id} and seen_at < now() - ${keepKeysDays} * interval '1 day'`.execute(
        trx,
      );
      await sql`delete from read_hint where tenant_id = ${id} and due_at = 'infinity' and last_read_at < now() - interval '1 day'`.execute(
        trx,
      );
      await clearPosts(trx, id, keepPostsDays);
      await clearRequests(trx, id);
    });
  }
}
