import { sql, type Transaction } from "kysely";
import { ConfigurationItem } from "../../../schemas/configuration-item.ts";
import { ClientId } from "../../../schemas/ids.ts";
import { IntakeRules } from "../../../schemas/intake-rules.ts";
import type { IntakeStore } from "../../../core/ports/stores.ts";
import type { Database } from "../database.ts";

/** Parents of parents are told too, up to here: a device, its rack, its room, its site … */
const mostLevels = 8;

export function createIntakeStore(trx: Transaction<Database>, tenantId: string): IntakeStore {
  return {
    newestRules: async (known) => {
      const { rows } = await sql<{ version: number; rules: unknown }>`
        select version, case when version = ${known} then null else rules end as rules from rule_set
        where tenant_id = ${tenantId} and kind = 'intake' order by version desc limit 1`.execute(trx);
      const [row] = rows;
      if (!row) return { version: 0, rules: known === 0 ? undefined : IntakeRules.parse({}) };
      return { version: row.version, rules: row.rules === null ? undefined : IntakeRules.parse(row.rules) };
    },
    clientsByName: async (names) => {
      if (names.length === 0) return new Map();
      const rows = await trx
        .selectFrom("client")
        .select(["id", "name"])
        .where("tenant_id", "=", tenantId)
        .where(sql<boolean>`lower(name) = any(${[...names]}::text[])`)
        .orderBy("created_at", "desc")
        .execute();
      // Of names that differ in case only, the oldest counts.
      return new Map(rows.map(({ id, name }) => [name.toLowerCase(), ClientId.parse(id)]));
    },
    itemsByKeys: (keys) => itemsByKeys(trx, tenantId, keys),
    countRules: async (connectionId, times) => {
      if (times.size === 0) return;
      await sql`insert into rule_use (tenant_id, connection_id, rule_id, matches, last_at)
        select ${tenantId}::uuid, ${connectionId}::uuid, n.id, n.times, now()
        from unnest(${[...times.keys()]}::text[], ${[...times.values()]}::bigint[]) n (id, times) order by n.id
        on conflict (tenant_id, connection_id, rule_id)
          do update set matches = rule_use.matches + excluded.matches, last_at = excluded.last_at`.execute(trx);
    },
  };
}

async function itemsByKeys(
  trx: Transaction<Database>,
  tenantId: string,
  keys: readonly string[],
): ReturnType<IntakeStore["itemsByKeys"]> {
  const found = new Map<string, ConfigurationItem[]>();
  if (keys.length === 0) return found;
  const { rows } = await sql<{ found: string[]; item: unknown }>`
    with recursive hit as (
      select item_id, array_agg(lower(key)) as found from configuration_item_key
      where tenant_id = ${tenantId} and lower(key) = any(${[...keys]}::text[]) group by item_id
    ), above (item_id, parent_id, level, position) as (
      select p.item_id, p.parent_id, 1, p.position from configuration_item_parent p join hit using (item_id)
      where p.tenant_id = ${tenantId}
      union select a.item_id, p.parent_id, a.level + 1, p.position
      from above a join configuration_item_parent p on p.tenant_id = ${tenantId} and p.item_id = a.parent_id
      where a.level < ${mostLevels} and p.parent_id <> a.item_id
    ), nearest as (
      select distinct on (item_id, parent_id) item_id, parent_id, level, position from above order by item_id, parent_id, level
    )
    select hit.found, json_build_object('id', i.id, 'clientId', i.client_id, 'name', i.name, 'kind', i.kind, 'criticality', i.criticality,
      'keys', (select coalesce(json_agg(k.key order by k.key), '[]') from configuration_item_key k
        where k.tenant_id = i.tenant_id and k.item_id = i.id),
      'parents', (select coalesce(json_agg(json_build_object('id', u.id, 'name', u.name, 'kind', u.kind) order by n.level, n.position), '[]')
        from nearest n join configuration_item u on u.tenant_id = i.tenant_id and u.id = n.parent_id where n.item_id = i.id)) as item
    from hit join configuration_item i on i.tenant_id = ${tenantId} and i.id = hit.item_id order by i.id`.execute(trx);
  for (const row of rows) {
    const item = ConfigurationItem.parse(row.item);
    for (const key of row.found) found.set(key, [...(found.get(key) ?? []), item]);
  }
  return found;
}
