import { type Kysely, type RawBuilder, sql } from "kysely";
import type { TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

/** Tables of which what is old is taken away by their partitions. */
export type AgingTable = "delivery" | "event" | "observation" | "change" | "vendor_write" | "clock_move";

export interface Partition {
  name: string;
  from: Date;
  to: Date;
}

const timeOf: Readonly<Record<AgingTable, string>> = {
  delivery: "received_at",
  event: "at",
  observation: "at",
  change: "at",
  vendor_write: "at",
  clock_move: "at",
};

/** Rows that the hub's role may take away one by one; of the others only whole partitions go. */
const deletable: ReadonlySet<AgingTable> = new Set(["delivery", "event", "observation", "change", "vendor_write"]);

export async function listOldPartitions(
  db: Kysely<Database>,
  table: AgingTable | "audit",
  until: Date,
): Promise<readonly Partition[]> {
  const { rows } = await sql<Partition>`
    select name, from_at as from, to_at as to from list_old_partitions(${table}, ${until})`.execute(db);
  return rows;
}

/** @returns false: others held it too long, and it stays for now */
export async function dropPartition(
  db: Kysely<Database>,
  table: AgingTable | "audit",
  { name }: Pick<Partition, "name">,
): Promise<boolean> {
  try {
    await sql`select drop_old_partition(${table}, ${name})`.execute(db);
    return true;
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && (cause.code === "55P03" || cause.code === "40P01")) return false;
    throw cause;
  }
}

const isOpen = sql`status not in ('resolved', 'closed', 'cancelled')`;

/** Whether a row is needed still: of a ticket that is open, or waited for by a person or a worker. */
function isNeeded(table: AgingTable, tenantId: TenantId): RawBuilder<unknown> {
  switch (table) {
    case "delivery":
      return sql`(exists (select 1 from delivery_open o where o.tenant_id = ${tenantId} and o.connection_id = r.connection_id and o.id = r.id)
        or exists (select 1 from quarantine q where q.tenant_id = ${tenantId} and q.delivery_id = r.id and q.state = 'open'))`;
    case "observation":
      return sql`exists (select 1 from link l join ticket t on t.tenant_id = l.tenant_id and t.id = l.ticket_id
        where l.tenant_id = ${tenantId} and l.id = r.link_id and t.${isOpen})`;
    default:
      return sql`exists (select 1 from ticket t where t.tenant_id = ${tenantId} and t.id = r.ticket_id and t.${isOpen})`;
  }
}

export interface PartitionUse {
  rows: number;
  needed: number;
}

export async function countUse(
  db: Kysely<Database>,
  tenantId: TenantId,
  table: AgingTable,
  { from, to }: Partition,
): Promise<PartitionUse> {
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql<PartitionUse>`
      select count(*)::int as rows, (count(*) filter (where ${isNeeded(table, tenantId)}))::int as needed
      from ${sql.table(table)} r where r.tenant_id = ${tenantId}
        and r.${sql.ref(timeOf[table])} >= ${from} and r.${sql.ref(timeOf[table])} < ${to}`.execute(trx),
  );
  return rows[0] ?? { rows: 0, needed: 0 };
}

/** A batch of what nobody needs any more. @returns how many went */
export async function deleteOld(
  db: Kysely<Database>,
  tenantId: TenantId,
  table: AgingTable,
  { from, to }: Partition,
  most: number,
): Promise<number> {
  if (!deletable.has(table)) return 0;
  const time = sql.ref(timeOf[table]);
  const { numAffectedRows } = await withTenant(db, tenantId, (trx) =>
    // One partition holds all of this time, so that a place in it is one row.
    sql`delete from ${sql.table(table)} where tenant_id = ${tenantId} and ${time} >= ${from} and ${time} < ${to} and ctid = any(array(
      select r.ctid from ${sql.table(table)} r where r.tenant_id = ${tenantId} and r.${time} >= ${from} and r.${time} < ${to}
        and not ${isNeeded(table, tenantId)} limit ${most}))`.execute(trx),
  );
  return Number(numAffectedRows ?? 0n);
}

/** Rows beside what was taken away, and what a person has settled. @returns how many went */
export async function deleteSettled(
  db: Kysely<Database>,
  tenantId: TenantId,
  until: Date,
  most: number,
): Promise<number> {
  return withTenant(db, tenantId, async (trx) => {
    const outcomes = await sql`delete from delivery_outcome where tenant_id = ${tenantId} and delivery_id = any(array(
      select o.delivery_id from delivery_outcome o where o.tenant_id = ${tenantId} and o.at < ${until} and not exists (
        select 1 from quarantine q where q.tenant_id = ${tenantId} and q.delivery_id = o.delivery_id and q.state = 'open') limit ${most}))`.execute(
      trx,
    );
    const settled = await sql`delete from quarantine where tenant_id = ${tenantId} and id = any(array(
      select q.id from quarantine q where q.tenant_id = ${tenantId} and q.state <> 'open' and q.at < ${until} limit ${most}))`.execute(
      trx,
    );
    return Number((outcomes.numAffectedRows ?? 0n) + (settled.numAffectedRows ?? 0n));
  });
}
