import { Client } from "pg";
import type { TestDatabase } from "../../support/database.ts";

/** One statement as the owner of all rows: for what no API shows, and for states that cannot be brought about otherwise. */
export async function askDatabase<T extends object>(
  { admin }: Pick<TestDatabase, "admin">,
  statement: string,
  values: readonly unknown[] = [],
): Promise<readonly T[]> {
  const client = new Client(admin);
  await client.connect();
  try {
    return (await client.query<T>(statement, [...values])).rows;
  } finally {
    await client.end();
  }
}
