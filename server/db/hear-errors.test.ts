import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sql } from "kysely";
import { Client } from "pg";
import { createTestDatabase } from "../../test/support/database.ts";
import { hearClientErrors } from "./hear-errors.ts";
import { openDatabase } from "./pool.ts";

const terminate = (pid: number | undefined) => sql`select pg_terminate_backend(${pid}::int)`;

// An error that nobody hears would end this process, and the runner tells of it.
describe("a connection that the server ends while it is asked nothing", () => {
  it("fails its transaction alone, and the pool goes on", async (context) => {
    const database = await createTestDatabase();
    const heard = Promise.withResolvers<Error>();
    const open = await openDatabase(database.app, { max: 2, onError: heard.resolve });
    context.after(async () => {
      await open.close();
      await database.drop();
    });
    const transaction = open.db.transaction().execute(async (trx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
      await terminate(rows[0]?.pid).execute(open.db);
      assert.match((await heard.promise).message, /terminating connection/);
      await sql`select 1`.execute(trx);
    });
    await assert.rejects(transaction, /not queryable/);
    for (let round = 0; round < 3; round++) {
      const { rows } = await sql<{ one: number }>`select 1 as one`.execute(open.db);
      assert.equal(rows[0]?.one, 1);
    }
  });

  it("is refused its next statement, where it is a connection of its own", async (context) => {
    const database = await createTestDatabase();
    const open = await openDatabase(database.app, { max: 1, onError: () => {} });
    context.after(async () => {
      await open.close();
      await database.drop();
    });
    const client = hearClientErrors(new Client(database.app));
    await client.connect();
    const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
    const ended = new Promise<void>((resolve) => client.once("end", resolve));
    await terminate(rows[0]?.pid).execute(open.db);
    await ended;
    await assert.rejects(client.query("select 1"));
  });
});
