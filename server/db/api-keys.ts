import { type Kysely, sql } from "kysely";
import { ClientId, TenantId } from "../../schemas/ids.ts";
import type { Role } from "../access/roles.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

/** A key as it is listed; nobody can read it again. */
export interface ApiKeyView {
  id: string;
  name: string;
  role: Role;
  /** Names; null = all. */
  clients: readonly string[] | null;
  createdAt: Date;
  createdBy: string;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  mcpWrites: readonly string[];
}

export interface FoundKey {
  tenantId: TenantId;
  id: string;
  name: string;
  role: string;
  clients: readonly ClientId[] | null;
  mcpWrites: readonly string[];
}

/** @param hash SHA-256 of the key. @returns undefined for one that is unknown, revoked or has ended */
export async function findApiKey(db: Kysely<Database>, hash: Buffer): Promise<FoundKey | undefined> {
  const { rows } = await sql<{
    tenant_id: string;
    id: string;
    name: string;
    role: string;
    clients: string[] | null;
    mcp_writes: string[];
  }>`select * from find_api_key(${hash})`.execute(db);
  const [row] = rows;
  if (!row) return undefined;
  const { id, name, role, mcp_writes: mcpWrites } = row;
  const clients = row.clients && row.clients.map((client) => ClientId.parse(client));
  return { tenantId: TenantId.parse(row.tenant_id), id, name, role, clients, mcpWrites };
}

/** So often it is noted that a key is used; a row that each request writes would be the hottest of all. */
const usedEveryMs = 60_000;

export async function noteKeyUsed(db: Kysely<Database>, { tenantId, id }: FoundKey): Promise<void> {
  await withTenant(db, tenantId, async (trx) => {
    await sql`update api_key set last_used_at = now() where tenant_id = ${tenantId} and id = ${id}
      and (last_used_at is null or last_used_at < now() - ${usedEveryMs} * interval '1 millisecond')`.execute(trx);
  });
}

export async function listApiKeys(db: Kysely<Database>, tenantId: TenantId): Promise<readonly ApiKeyView[]> {
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql<ApiKeyView>`
      select k.id, k.name, k.role, k.created_at as "createdAt", k.created_by as "createdBy", k.expires_at as "expiresAt",
        k.last_used_at as "lastUsedAt", k.mcp_writes as "mcpWrites",
        (select json_agg(c.name order by c.name) from client c where c.tenant_id = k.tenant_id and c.id = any(k.clients)) as clients
      from api_key k
      where k.tenant_id = ${tenantId} and k.revoked_at is null order by k.created_at, k.id`.execute(trx),
  );
  return rows;
}

export interface NewKey {
  id: string;
  name: string;
  hash: Buffer;
  role: Role;
  clients: readonly ClientId[] | null;
  createdBy: string;
  expiresAt: Date | null;
  mcpWrites: readonly string[];
}

/** @returns false when another key has the name */
export async function insertApiKey(db: Kysely<Database>, tenantId: TenantId, key: NewKey): Promise<boolean> {
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql`insert into api_key (tenant_id, id, name, hash, role, clients, created_by, expires_at, mcp_writes)
      values (${tenantId}, ${key.id}, ${key.name}, ${key.hash}, ${key.role}, ${key.clients && [...key.clients]}::uuid[],
        ${key.createdBy}, ${key.expiresAt}, ${[...key.mcpWrites]}::text[])
      on conflict (tenant_id, name) where revoked_at is null do nothing returning id`.execute(trx),
  );
  return rows.length > 0;
}

/** @param wanted id or name. @returns the key, or undefined when there is none */
export async function revokeApiKey(
  db: Kysely<Database>,
  tenantId: TenantId,
  wanted: string,
): Promise<{ id: string; name: string; role: string } | undefined> {
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql<{ id: string; name: string; role: string }>`
      update api_key set revoked_at = now()
      where tenant_id = ${tenantId} and revoked_at is null and (id::text = ${wanted} or name = ${wanted})
      returning id, name, role`.execute(trx),
  );
  return rows[0];
}
