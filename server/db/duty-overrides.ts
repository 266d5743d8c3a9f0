import { type Kysely, sql } from "kysely";
import type { TenantId } from "../../schemas/ids.ts";
import { Override, type OverrideId } from "../../schemas/on-call.ts";
import { toJsonb } from "./clean.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

/** One that nobody has removed. */
export interface StoredOverride {
  override: Override;
  createdAt: Date;
}

/** Those that reach into a stretch of time, oldest first, as the rules want them. @param to undefined = without end */
export async function listOverrides(
  db: Kysely<Database>,
  tenantId: TenantId,
  { from, to }: { from: Date; to?: Date | undefined },
): Promise<readonly StoredOverride[]> {
  const rows = await withTenant(db, tenantId, (trx) =>
    trx
      .selectFrom("duty_override")
      .select(["content", "created_at"])
      .where("tenant_id", "=", tenantId)
      .where("removed_at", "is", null)
      .where("to_at", ">", from)
      .$if(to !== undefined, (query) => query.where("from_at", "<", to ?? from))
      .orderBy("created_at")
      .orderBy("id")
      .orderBy("part")
      .execute(),
  );
  return rows.map(({ content, created_at }) => ({ override: Override.parse(content), createdAt: created_at }));
}

/** @param made together: all with one id */
export async function insertOverrides(
  db: Kysely<Database>,
  tenantId: TenantId,
  made: readonly Override[],
): Promise<void> {
  const rows = made.map((override, part) => ({
    tenant_id: tenantId,
    id: override.id,
    part,
    schedule: override.schedule,
    from_at: override.from,
    to_at: override.to,
    content: toJsonb(override),
  }));
  await withTenant(db, tenantId, (trx) => trx.insertInto("duty_override").values(rows).execute());
}

/** All that was made together. @returns what was removed; empty = there is none with this id, or it was removed before */
export async function removeOverrides(
  db: Kysely<Database>,
  tenantId: TenantId,
  id: OverrideId,
  by: string,
): Promise<readonly Override[]> {
  const rows = await withTenant(db, tenantId, (trx) =>
    trx
      .updateTable("duty_override")
      .set({ removed_at: sql`now()`, removed_by: by })
      .where("tenant_id", "=", tenantId)
      .where("id", "=", id)
      .where("removed_at", "is", null)
      .returning(["content"])
      .execute(),
  );
  return rows.map(({ content }) => Override.parse(content));
}
