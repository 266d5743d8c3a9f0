import { after, before } from "node:test";
import type { Kysely } from "kysely";
import { Client } from "pg";
import { ConnectionId, type TenantId } from "../../schemas/ids.ts";
import { ensureTenant } from "../../server/db/admin.ts";
import { insertConnection } from "../../server/db/connections.ts";
import type { Database } from "../../server/db/database.ts";
import { type OpenDatabase, openDatabase } from "../../server/db/pool.ts";
import { idSource } from "../../server/ids.ts";
import { createTestDatabase, type TestDatabase } from "./database.ts";

/** A database with one tenant, for the tests of stores. */
export interface TenantDatabase {
  readonly open: OpenDatabase;
  readonly db: Kysely<Database>;
  readonly tenantId: TenantId;
  /** Has the database count a table anew, as it does by itself after a minute. */
  analyze(table: keyof Database): Promise<void>;
  addConnection(kind: "desk" | "monitor"): Promise<{ id: ConnectionId; name: string; connector: string }>;
}

/** To be called once in a test file: the database is there while its tests run. */
export function useTenantDatabase(): TenantDatabase {
  let database: TestDatabase;
  let open: OpenDatabase;
  let tenantId: TenantId;
  let connections = 0;
  before(async () => {
    database = await createTestDatabase();
    open = await openDatabase(database.app, { max: 4, onError: () => {} });
    tenantId = await ensureTenant(open.db, "stores", idSource.next);
  });
  after(async () => {
    await open.close();
    await database.drop();
  });
  return {
    get open() {
      return open;
    },
    get db() {
      return open.db;
    },
    get tenantId() {
      return tenantId;
    },
    async analyze(table) {
      const client = new Client(database.admin);
      await client.connect();
      await client.query(`analyze ${client.escapeIdentifier(table)}`).finally(() => client.end());
    },
    async addConnection(kind) {
      const id = ConnectionId.parse(idSource.next());
      const name = `${kind} ${++connections}`;
      const connector = kind === "desk" ? "autotask" : "alertmanager";
      await insertConnection(open.db, tenantId, {
        id,
        name,
        connector,
        kind,
        settings: {},
        secrets: {},
        hookTokenHash: Buffer.from(id),
        hookToken: "",
        defaultClientId: null,
        allowedFrom: [],
      });
      return { id, name, connector };
    },
  };
}
