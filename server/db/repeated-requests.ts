import { type Kysely, sql, type Transaction } from "kysely";
import type { TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

/** Names a request of one principal. */
export interface RequestName {
  principal: string;
  key: string;
}

/** What is known of a request that was sent before. */
export interface KeptRequest {
  fingerprint: Buffer;
  ageMs: number;
  /** Null = it is at work, or its process has ended. */
  status: number | null;
  /** Null = not kept. */
  body: string | null;
  headers: Record<string, string> | null;
}

/** So long a key stands for one request; hours. @see draft-ietf-httpapi-idempotency-key-header, 2.3 */
export const keepRequestsHours = 24;
const old = sql<boolean>`created_at < now() - ${sql.lit(keepRequestsHours)} * interval '1 hour'`;

/** Notes that a request begins. @returns what is known of it, where it was sent before; undefined = it is the first */
export async function beginRequest(
  db: Kysely<Database>,
  tenantId: TenantId,
  { principal, key }: RequestName,
  fingerprint: Buffer,
): Promise<KeptRequest | undefined> {
  return withTenant(db, tenantId, async (trx) => {
    const own = () =>
      trx.deleteFrom("repeated_request").where("tenant_id", "=", tenantId).where("principal", "=", principal);
    await own().where("key", "=", key).where(old).execute();
    const made = await trx
      .insertInto("repeated_request")
      .values({ tenant_id: tenantId, principal, key, fingerprint })
      .onConflict((conflict) => conflict.doNothing())
      .returning("key")
      .executeTakeFirst();
    if (made) return undefined;
    return trx
      .selectFrom("repeated_request")
      .select(["fingerprint", "status", "body", "headers"])
      .select(sql<number>`(extract(epoch from now() - created_at) * 1000)::float8`.as("ageMs"))
      .where("tenant_id", "=", tenantId)
      .where("principal", "=", principal)
      .where("key", "=", key)
      .executeTakeFirst();
  });
}

/** Keeps what a request was answered. @param answer.body null = that it was done, but not what was answered */
export async function endRequest(
  db: Kysely<Database>,
  tenantId: TenantId,
  { principal, key }: RequestName,
  answer: { status: number; body: string | null; headers: Readonly<Record<string, string>> },
): Promise<void> {
  await withTenant(db, tenantId, (trx) =>
    trx
      .updateTable("repeated_request")
      .set({ status: answer.status, body: answer.body, headers: JSON.stringify(answer.headers) })
      .where("tenant_id", "=", tenantId)
      .where("principal", "=", principal)
      .where("key", "=", key)
      .execute(),
  );
}

/** It was not done: it may be sent again. */
export async function forgetRequest(
  db: Kysely<Database>,
  tenantId: TenantId,
  { principal, key }: RequestName,
): Promise<void> {
  await withTenant(db, tenantId, (trx) =>
    trx
      .deleteFrom("repeated_request")
      .where("tenant_id", "=", tenantId)
      .where("principal", "=", principal)
      .where("key", "=", key)
      .execute(),
  );
}

/** Takes away what is older than a day. */
export async function clearRequests(trx: Transaction<Database>, tenantId: string): Promise<void> {
  await trx.deleteFrom("repeated_request").where("tenant_id", "=", tenantId).where(old).execute();
}
