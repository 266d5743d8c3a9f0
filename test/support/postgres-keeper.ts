import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import { startEmbedded } from "../../server/db/embedded/index.ts";

/** Keeps the PostgreSQL of the tests while somebody uses it. Argument: its home folder. */
const [, , home = ""] = process.argv;
const lookEveryMs = 2_000;
/** A scenario that kills everything connected may leave it alone for a while: a hub that starts on a busy machine takes its time. */
const idleLooks = 45;

const postgres = await startEmbedded({ dataDir: home, durable: false });
let idle = 0;
while (idle < idleLooks) {
  await pause(lookEveryMs);
  idle = (await countOthers()) === 0 ? idle + 1 : 0;
}
await postgres.stop();

async function countOthers(): Promise<number> {
  const client = new Client({ ...postgres.admin, database: "postgres" });
  await client.connect();
  try {
    const { rows } = await client.query<{ others: string }>(
      "select count(*) as others from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
    );
    return Number(rows[0]?.others ?? 0);
  } finally {
    await client.end();
  }
}
