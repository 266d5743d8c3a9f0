import { type Kysely, sql, type Transaction } from "kysely";
import type { TenantId } from "../../schemas/ids.ts";
import { toJsonb } from "./clean.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

/** What an admin sets up as one text: the rules of intake, what clients are promised, who is on duty. */
export type TextKind = "intake" | "sla" | "onCall";

/** One saved text; version 0 = none was ever saved. */
export interface TextVersion {
  version: number;
  text: string;
  by: string;
  createdAt: Date | null;
}

/** @param version undefined = the newest */
export async function readTextVersion(
  db: Kysely<Database>,
  tenantId: TenantId,
  kind: TextKind,
  version?: number,
): Promise<TextVersion | undefined> {
  return withTenant(db, tenantId, (trx) =>
    trx
      .selectFrom("rule_set")
      .select(["version", "text", "by", "created_at as createdAt"])
      .where("tenant_id", "=", tenantId)
      .where("kind", "=", kind)
      .$if(version !== undefined, (query) => query.where("version", "=", version ?? 0))
      .orderBy("version", "desc")
      .limit(1)
      .executeTakeFirst(),
  );
}

/** What the newest text said when it was checked; undefined = none was ever saved. */
export async function readNewestParsed(
  db: Kysely<Database>,
  tenantId: TenantId,
  kind: TextKind,
): Promise<{ version: number; parsed: unknown } | undefined> {
  return withTenant(db, tenantId, (trx) =>
    trx
      .selectFrom("rule_set")
      .select(["version", "rules as parsed"])
      .where("tenant_id", "=", tenantId)
      .where("kind", "=", kind)
      .orderBy("version", "desc")
      .limit(1)
      .executeTakeFirst(),
  );
}

/** Newest first. */
export async function listTextVersions(
  db: Kysely<Database>,
  tenantId: TenantId,
  kind: TextKind,
  limit: number,
): Promise<readonly (Omit<TextVersion, "text"> & { lines: number })[]> {
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql<Omit<TextVersion, "text"> & { lines: number }>`
      select version, by, created_at as "createdAt", regexp_count(rtrim(text, E'\n'), E'\n') + 1 as lines
      from rule_set where tenant_id = ${tenantId} and kind = ${kind} order by version desc limit ${limit}`.execute(trx),
  );
  return rows;
}

/** Nobody else saves a version until the transaction ends. @returns the newest; undefined = none was ever saved */
export async function lockTexts(
  trx: Transaction<Database>,
  tenantId: TenantId,
  kind: TextKind,
): Promise<TextVersion | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${tenantId}:${kind}`}, 0))`.execute(trx);
  return readTextVersion(trx, tenantId, kind);
}

/** One writer after the other, so that versions have no gaps. @returns the new version */
export async function insertTextVersion(
  db: Kysely<Database>,
  tenantId: TenantId,
  kind: TextKind,
  saved: { text: string; parsed: object; by: string },
): Promise<number> {
  return withTenant(db, tenantId, async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`${tenantId}:${kind}`}, 0))`.execute(trx);
    const { rows } = await sql<{ version: number }>`
      insert into rule_set (tenant_id, kind, version, text, rules, by)
      select ${tenantId}::uuid, ${kind}, coalesce(max(version), 0) + 1, ${saved.text}, ${toJsonb(saved.parsed)}::jsonb, ${saved.by}
      from rule_set where tenant_id = ${tenantId} and kind = ${kind} returning version`.execute(trx);
    return rows[0]?.version ?? 0;
  });
}
