import { type Kysely, sql } from "kysely";
import type { TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

/** Which installation a database says that it is. */
export interface Instance {
  id: string;
  epoch: number;
  beat: number;
  /** When a hub last said that it runs, and how long ago that is; null = none ever did. */
  beatAt: Date | null;
  silentMs: number | null;
  places: readonly string[];
}

export async function readInstance(db: Kysely<Database>): Promise<Instance> {
  const { rows } = await sql<Omit<Instance, "beat"> & { beat: string }>`
    select id, epoch, beat, beat_at as "beatAt", (extract(epoch from now() - beat_at) * 1000)::float8 as "silentMs", places
    from instance`.execute(db);
  const [row] = rows;
  if (!row) throw new Error("the database has no row that says which installation it is");
  return { ...row, beat: Number(row.beat) };
}

/** Says that a hub runs. @param atLeast a beat that was seen before */
export async function beatInstance(
  db: Kysely<Database>,
  atLeast: number,
): Promise<Pick<Instance, "id" | "epoch" | "beat">> {
  const { rows } = await sql<{ id: string; epoch: number; beat: string }>`
    update instance set beat = greatest(beat, ${atLeast}::bigint) + 1, beat_at = now() returning id, epoch, beat`.execute(
    db,
  );
  const [row] = rows;
  if (!row) throw new Error("the database has no row that says which installation it is");
  return { ...row, beat: Number(row.beat) };
}

/** @returns whether this node raised it; of two that see the same, one does */
export async function raiseEpoch(db: Kysely<Database>, from: number, to: number): Promise<boolean> {
  const { numAffectedRows } = await sql`update instance set epoch = ${to} where epoch = ${from}`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

/** What a copy of the files of a cluster has in common with it, and a restored dump has not. */
export async function readClusterId(db: Kysely<Database>): Promise<string> {
  const { rows } = await sql<{ cluster: string; database: string }>`
    select (select system_identifier::text from pg_control_system()) as cluster,
      (select oid::text from pg_database where datname = current_database()) as database`.execute(db);
  return `${rows[0]?.cluster}/${rows[0]?.database}`;
}

/** It may be opened there from now on. @returns whether it was known there already, or nowhere yet */
export async function claimFirstPlace(db: Kysely<Database>, place: string): Promise<boolean> {
  await sql`update instance set places = array[${place}::text] where places = '{}'`.execute(db);
  return (await readInstance(db)).places.includes(place);
}

/** The original is gone: this is it now, and it is known nowhere else. */
export async function adoptInstance(db: Kysely<Database>, place: string): Promise<void> {
  await sql`update instance set places = array[${place}::text]`.execute(db);
}

/** It goes on beside the original, as another one. */
export async function renewInstance(db: Kysely<Database>, place: string): Promise<void> {
  await sql`update instance set id = gen_random_uuid(), epoch = 1, places = array[${place}::text]`.execute(db);
}

/** Nothing of the tenant is read or written at vendors, and no other system is told, until a person says so of each. */
export async function parkAll(db: Kysely<Database>, tenantId: TenantId, reason: string): Promise<void> {
  await withTenant(db, tenantId, async (trx) => {
    await sql`update connection set mode = 'parked', parked_reason = ${reason}, version = version + 1
      where tenant_id = ${tenantId} and mode <> 'parked' and removed_at is null`.execute(trx);
    await sql`update webhook set state = 'paused', state_reason = ${reason}
      where tenant_id = ${tenantId} and state = 'active'`.execute(trx);
  });
}
