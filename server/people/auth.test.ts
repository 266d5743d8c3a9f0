import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { getMigrations } from "better-auth/db/migration";
import type { Kysely } from "kysely";
import { Pool } from "pg";
import { createTestDatabase, type TestDatabase } from "../../test/support/database.ts";
import type { Database } from "../db/database.ts";
import { buildAuthOptions, createAuth } from "./auth.ts";
import { closedEndpoints, openEndpoints } from "./open-endpoints.ts";
import { openKysely } from "../db/open-kysely.ts";

let database: TestDatabase;
let db: Kysely<Database>;
before(async () => {
  database = await createTestDatabase();
  // As whoever owns the tables: better-auth looks for what is missing in them.
  const pool = new Pool(database.admin);
  // The database is dropped while a connection may still be on its way out.
  pool.on("error", () => {});
  db = openKysely(pool);
});
after(async () => {
  await db.destroy();
  await database.drop();
});

const deps = () => ({
  db,
  secret: "0123456789abcdef0123456789abcdef",
  publicUrl: "https://desk.msp.example",
  origins: ["https://desk.msp.example"],
  sessionSeconds: 43_200,
  providers: [],
  log: { info: () => {}, warn: () => {}, error: () => {} },
  isFirstUse: async () => true,
});

describe("better-auth", () => {
  it("finds in our migration all that it wants, and would make nothing more", async () => {
    const { toBeCreated, toBeAdded, toBeAddedIndexes, unsafeChanges, schemaProblems } = await getMigrations(
      buildAuthOptions(deps()),
    );
    assert.deepEqual(
      { toBeCreated, toBeAdded, toBeAddedIndexes, unsafeChanges, schemaProblems },
      {
        toBeCreated: [],
        toBeAdded: [],
        toBeAddedIndexes: [],
        unsafeChanges: [],
        schemaProblems: [],
      },
    );
  });

  it("registers nothing that is in neither list, so that a new version opens nothing silently", () => {
    const { api } = createAuth(deps());
    const registered = Object.values(api as unknown as Record<string, Registered>).flatMap(({ path, options }) =>
      path === undefined || options?.metadata?.SERVER_ONLY
        ? []
        : [options?.method ?? "GET"].flat().map((method) => `${method} ${path}`),
    );
    const listed = [...openEndpoints.map(({ method, path }) => `${method} ${path}`), ...Object.keys(closedEndpoints)];
    assert.deepEqual([...new Set(registered)].toSorted(), listed.toSorted());
    assert.equal(new Set(listed).size, listed.length, "each is in one list");
  });
});

interface Registered {
  path?: string;
  options?: { method?: string | string[]; metadata?: { SERVER_ONLY?: boolean } };
}
