import { sql } from "kysely";
import type { Hub } from "./hub.ts";

export interface ReadinessDeps {
  hub: Pick<Hub, "db">;
  diskIsFull: () => Promise<boolean>;
}

/** Whether this node can take what comes: its database can be written, and there is room. */
export async function checkReadiness({ hub, diskIsFull }: ReadinessDeps) {
  return { database: await isWritable(hub), diskSpace: !(await diskIsFull()) };
}

/** A node that works says so every second; so long without a word from any, nothing is done any more. */
const silentMs = 30_000;

/** Whether any node does the work behind. */
export async function isWorkedOn({ db }: Pick<Hub, "db">): Promise<boolean> {
  const { rows } = await sql<{ works: boolean }>`
    select exists (select 1 from hub_node where seen_at > now() - ${silentMs} * interval '1 millisecond') as works`.execute(
    db,
  );
  return rows[0]?.works === true;
}

async function isWritable({ db }: Pick<Hub, "db">): Promise<boolean> {
  try {
    const { rows } = await sql<{
      standby: boolean;
      readonly: string;
    }>`select pg_is_in_recovery() as standby, current_setting('transaction_read_only') as readonly`.execute(db);
    return rows[0]?.standby === false && rows[0].readonly === "off";
  } catch {
    return false;
  }
}
