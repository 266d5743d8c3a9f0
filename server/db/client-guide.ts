import { type Kysely, sql, type Transaction } from "kysely";
import type { ClientGuide } from "../../schemas/client-guide.ts";
import type { TenantId } from "../../schemas/ids.ts";
import { toJsonb } from "./clean.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

export interface KeptGuide extends ClientGuide {
  clientId: string;
  /** Name of the client. */
  client: string;
  /** 0 = nothing was ever written. */
  version: number;
}

/** @param wanted id or name of a client. @returns undefined = there is no such client */
export async function readGuide(
  db: Kysely<Database>,
  tenantId: TenantId,
  wanted: string,
): Promise<KeptGuide | undefined> {
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql<KeptGuide>`
      select c.id as "clientId", c.name as client, coalesce(g.version, 0) as version,
        coalesce(g.contacts, '[]') as contacts, coalesce(g.runbooks, '[]') as runbooks
      from client c left join client_guide g on g.tenant_id = c.tenant_id and g.client_id = c.id
      where c.tenant_id = ${tenantId} and (c.id::text = ${wanted} or c.name = ${wanted})
      order by (c.id::text = ${wanted}) desc limit 1`.execute(trx),
  );
  return rows[0];
}

/** Until the transaction ends nobody else writes the guide of this client, be it the first of it. */
export async function lockClient(trx: Transaction<Database>, tenantId: TenantId, clientId: string): Promise<void> {
  await sql`select 1 from client where tenant_id = ${tenantId} and id = ${clientId}::uuid for no key update`.execute(
    trx,
  );
}

export async function saveGuide(
  trx: Transaction<Database>,
  tenantId: TenantId,
  { clientId, version, contacts, runbooks }: Pick<KeptGuide, "clientId" | "version" | "contacts" | "runbooks">,
): Promise<void> {
  await sql`insert into client_guide (tenant_id, client_id, version, contacts, runbooks)
    values (${tenantId}, ${clientId}::uuid, ${version}, ${toJsonb(contacts)}::jsonb, ${toJsonb(runbooks)}::jsonb)
    on conflict (tenant_id, client_id) do update
    set version = excluded.version, contacts = excluded.contacts, runbooks = excluded.runbooks`.execute(trx);
}
