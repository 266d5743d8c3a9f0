import { type Kysely, sql, type Transaction } from "kysely";
import type { ItemDraft } from "../../schemas/configuration-item.ts";
import type { TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

export interface ItemRow {
  id: string;
  client: string;
  name: string;
  kind: string;
  criticality: string;
  keys: readonly string[];
  parents: readonly string[];
}

/** By client and name. @param client only this one's; undefined = all */
export async function listItems(
  db: Kysely<Database>,
  tenantId: TenantId,
  filter: { client: string | undefined; limit: number },
): Promise<readonly ItemRow[]> {
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql<ItemRow>`
      select i.id, c.name as client, i.name, i.kind, i.criticality,
        (select coalesce(json_agg(k.key order by k.key), '[]') from configuration_item_key k
          where k.tenant_id = i.tenant_id and k.item_id = i.id and lower(k.key) <> lower(i.name)) as keys,
        (select coalesce(json_agg(u.name order by p.position), '[]') from configuration_item_parent p
          join configuration_item u on u.tenant_id = p.tenant_id and u.id = p.parent_id
          where p.tenant_id = i.tenant_id and p.item_id = i.id) as parents
      from configuration_item i join client c on c.tenant_id = i.tenant_id and c.id = i.client_id
      where i.tenant_id = ${tenantId} and (${filter.client ?? null}::text is null or lower(c.name) = lower(${filter.client ?? null}::text))
      order by lower(c.name), lower(i.name) limit ${filter.limit}`.execute(trx),
  );
  return rows;
}

/** What is wrong with one item of a list; its place counts from 0. */
export interface ItemProblem {
  index: number;
  field: "client" | "name" | "parents";
  detail: string;
}

/**
 * Makes items, or brings those of the same client and name up to date: keys and parents become what the list says. All of
 * them, or where one cannot be kept, none.
 */
export async function importItems(
  db: Kysely<Database>,
  tenantId: TenantId,
  drafts: readonly ItemDraft[],
  newId: () => string,
): Promise<{ created: number; updated: number } | { problems: readonly ItemProblem[] }> {
  return withTenant(db, tenantId, async (trx) => {
    // Two imports at once would wait for each other's rows in another order.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`${tenantId}:items`}, 0))`.execute(trx);
    const clients = await idsOfClients(trx, tenantId);
    const problems = [...findUnknownClients(drafts, clients), ...findDoubles(drafts)];
    if (problems.length > 0) return { problems };
    const owned = drafts.map((draft) => ({ ...draft, clientId: clients.get(draft.client.toLowerCase()) ?? "" }));
    const known = await idsOfItems(trx, tenantId, [...new Set(owned.map(({ clientId }) => clientId))]);
    const created = owned.filter((item) => !known.has(keyOf(item.clientId, item.name)));
    for (const item of created) known.set(keyOf(item.clientId, item.name), newId());
    const items = owned.map((item) => ({ ...item, id: known.get(keyOf(item.clientId, item.name)) ?? "" }));
    const parents = items.flatMap((item, index) =>
      item.parents.map((name, position) => ({
        index,
        name,
        position,
        id: item.id,
        parentId: known.get(keyOf(item.clientId, name)),
      })),
    );
    const lost = parents.filter(({ id, parentId }) => parentId === undefined || parentId === id);
    if (lost.length > 0)
      return {
        problems: lost.map(({ index, name }) => ({
          index,
          field: "parents",
          detail: `the client has no other item "${name}"`,
        })),
      };
    await save(trx, tenantId, items, parents);
    return { created: created.length, updated: items.length - created.length };
  });
}

function keyOf(clientId: string, name: string): string {
  return `${clientId} ${name.toLowerCase()}`;
}

async function idsOfClients(trx: Transaction<Database>, tenantId: TenantId): Promise<ReadonlyMap<string, string>> {
  const rows = await trx.selectFrom("client").select(["id", "name"]).where("tenant_id", "=", tenantId).execute();
  return new Map(rows.map(({ id, name }) => [name.toLowerCase(), id]));
}

async function idsOfItems(
  trx: Transaction<Database>,
  tenantId: TenantId,
  clientIds: readonly string[],
): Promise<Map<string, string>> {
  if (clientIds.length === 0) return new Map();
  const rows = await trx
    .selectFrom("configuration_item")
    .select(["id", "client_id", "name"])
    .where("tenant_id", "=", tenantId)
    .where("client_id", "in", [...clientIds])
    .execute();
  return new Map(rows.map(({ id, client_id, name }) => [keyOf(client_id, name), id]));
}

function findUnknownClients(drafts: readonly ItemDraft[], clients: ReadonlyMap<string, string>): ItemProblem[] {
  return drafts.flatMap(({ client }, index) =>
    clients.has(client.toLowerCase()) ? [] : [{ index, field: "client", detail: `there is no client "${client}"` }],
  );
}

function findDoubles(drafts: readonly ItemDraft[]): ItemProblem[] {
  const seen = new Set<string>();
  return drafts.flatMap(({ client, name }, index) => {
    const key = keyOf(client.toLowerCase(), name);
    const twice = seen.has(key);
    seen.add(key);
    return twice ? [{ index, field: "name", detail: `"${name}" of ${client} stands in the list twice` }] : [];
  });
}

type Owned = ItemDraft & { id: string; clientId: string };

async function save(
  trx: Transaction<Database>,
  tenantId: TenantId,
  items: readonly Owned[],
  parents: readonly { id: string; parentId: string | undefined; position: number }[],
): Promise<void> {
  const ids = items.map(({ id }) => id);
  await sql`insert into configuration_item (tenant_id, id, client_id, name, kind, criticality)
    select ${tenantId}::uuid, n.* from unnest(${ids}::uuid[], ${items.map(({ clientId }) => clientId)}::uuid[], ${items.map(({ name }) => name)}::text[],
      ${items.map(({ kind }) => kind)}::text[], ${items.map(({ criticality }) => criticality)}::text[]) n
    on conflict (tenant_id, id) do update set name = excluded.name, kind = excluded.kind, criticality = excluded.criticality`.execute(
    trx,
  );
  for (const table of ["configuration_item_key", "configuration_item_parent"])
    await sql`delete from ${sql.table(table)} where tenant_id = ${tenantId} and item_id = any(${ids}::uuid[])`.execute(
      trx,
    );
  const keys = items.flatMap(({ id, name, keys }) => [name, ...keys].map((key) => ({ id, key })));
  await sql`insert into configuration_item_key (tenant_id, item_id, key)
    select ${tenantId}::uuid, n.id, n.key from unnest(${keys.map(({ id }) => id)}::uuid[], ${keys.map(({ key }) => key)}::text[]) n (id, key)
    on conflict do nothing`.execute(trx);
  await sql`insert into configuration_item_parent (tenant_id, item_id, parent_id, position)
    select ${tenantId}::uuid, n.* from unnest(${parents.map(({ id }) => id)}::uuid[], ${parents.map(({ parentId }) => parentId)}::uuid[],
      ${parents.map(({ position }) => position)}::int[]) n on conflict do nothing`.execute(trx);
}
