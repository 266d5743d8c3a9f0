import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Kysely } from "kysely";
import { Client } from "pg";
import type { TenantId } from "../../schemas/ids.ts";
import { type AnchorFile, openAnchorFile } from "../../server/audit/anchors.ts";
import { type AuditService, createAuditService } from "../../server/audit/audit-service.ts";
import { createSealer, type SealerDeps, type SealTenant } from "../../server/audit/sealer.ts";
import { addAudit, ensureTenant } from "../../server/db/admin.ts";
import type { Database } from "../../server/db/database.ts";
import { openDatabase } from "../../server/db/pool.ts";
import { idSource } from "../../server/ids.ts";
import { parseKeyring } from "../../server/secrets/keyring.ts";
import { createVault, type Vault } from "../../server/secrets/vault.ts";
import { createLog } from "../../server/telemetry/log.ts";
import { createTestDatabase, type TestDatabase } from "./database.ts";

/** A tenant whose audit is written, sealed, verified, and tampered with. */
export interface AuditWorld {
  database: TestDatabase;
  db: Kysely<Database>;
  tenantId: TenantId;
  vault: Vault;
  deps: SealerDeps;
  /** Of its master key. */
  keyLine: string;
  anchors: AnchorFile;
  audit: AuditService;
  seal: SealTenant;
  /** One more node's. */
  newSealer(): SealTenant;
  /** Seals until nothing waits. */
  sealAll(): Promise<void>;
  add(count: number): Promise<void>;
  /** As a superuser, with triggers and foreign keys switched off. */
  tamper(...statements: readonly string[]): Promise<void>;
  ask<Row extends object>(statement: string): Promise<readonly Row[]>;
}

export const newKeyLine = (id: string): string => `${id}:${randomBytes(32).toString("base64")}`;

export async function openAuditWorld(context: { after(run: () => Promise<void>): void }): Promise<AuditWorld> {
  const database = await createTestDatabase();
  const open = await openDatabase(database.app, { max: 12, onError: () => {} });
  const home = await mkdtemp(path.join(os.tmpdir(), "interdesk-audit-"));
  const admin = new Client(database.admin);
  await admin.connect();
  context.after(async () => {
    await admin.end();
    await open.close();
    await database.drop();
    await rm(home, { recursive: true });
  });
  const { db } = open;
  const tenantId = await ensureTenant(db, "audited", idSource.next);
  const keyLine = newKeyLine("k1");
  const vault = createVault(db, parseKeyring(keyLine));
  const anchors = openAnchorFile(path.join(home, "audit-anchors.jsonl"));
  const metrics = { count: () => {}, observe: () => {} };
  const world = { clock: { now: () => new Date() }, ids: idSource, log: createLog("silent"), metrics };
  const deps = { db, vault, anchors, world };
  const newSealer = () => createSealer(deps);
  const seal = newSealer();
  let added = 0;
  return {
    database,
    db,
    tenantId,
    vault,
    deps,
    keyLine,
    anchors,
    audit: createAuditService({ db, tenantId, vault, anchors, world }),
    seal,
    newSealer,
    async sealAll() {
      while ((await seal(tenantId)).again);
    },
    async add(count) {
      for (let index = 0; index < count; index += 1) {
        added += 1;
        const detail = { number: added, nested: { list: [added, "two", null] }, text: "Grüße" };
        await addAudit(
          db,
          tenantId,
          { actor: "admin", action: "test.add", object: `thing ${added}`, detail },
          idSource.next,
        );
      }
    },
    async tamper(...statements) {
      await admin.query(["begin", "set local session_replication_role = replica", ...statements, "commit"].join(";\n"));
    },
    ask: async <Row extends object>(statement: string) => (await admin.query<Row>(statement)).rows,
  };
}
