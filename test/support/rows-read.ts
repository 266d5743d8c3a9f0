import assert from "node:assert/strict";
import { type Kysely, sql } from "kysely";
import type { Database } from "../../server/db/database.ts";

/**
 * How many rows the database reads of some tables while something is done within a transaction.
 *
 * @param tables names, or patterns of SQL's `like`: those of partitions are `delivery%`
 */
export async function countRowsRead<Result>(
  trx: Kysely<Database>,
  tables: readonly string[],
  act: () => Promise<Result>,
): Promise<{ result: Result; read: number }> {
  const count = async () => {
    const { rows } = await sql<{ n: string | null }>`select sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) as n
      from pg_stat_xact_user_tables where relname like any (${[...tables]}::text[])`.execute(trx);
    return Number(rows[0]?.n ?? assert.fail(`there is no table called ${tables.join(" or ")}`));
  };
  // What earlier transactions of this session read may be among it still.
  const before = await count();
  const result = await act();
  return { result, read: (await count()) - before };
}
