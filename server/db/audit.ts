import { type Kysely, sql } from "kysely";
import type { Json } from "../../schemas/json.ts";
import type { TenantId } from "../../schemas/ids.ts";
import { nameObjects } from "./audit-objects.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

export interface AuditFilter {
  since?: Date | undefined;
  until?: Date | undefined;
  /** `connection.add`, or with a star at its end all that begin so: `connection.*`. */
  action?: string | undefined;
  /** Names as they were noted; absent = whoever did it. */
  actors?: readonly string[] | undefined;
  /** Ids, or words; absent = whatever it is. */
  objects?: readonly string[] | undefined;
}

export interface AuditEntry {
  id: string;
  /** Its place in the chain; null = it gets one within a second. */
  sequence: number | null;
  at: Date;
  actor: string;
  action: string;
  object: string;
  /** What the object of that id is called now; null = it has no name, or is gone. */
  called: string | null;
  detail: Json;
}

/** Of the row `a`. */
function isWithin({ since, until }: AuditFilter) {
  return sql`(${since ?? null}::timestamptz is null or a.at >= ${since ?? null}::timestamptz)
    and (${until ?? null}::timestamptz is null or a.at < ${until ?? null}::timestamptz)`;
}

/** Of the row `a`. */
function matches({ action, actors, objects }: AuditFilter) {
  const begins = action?.endsWith("*") ? action.slice(0, -1) : undefined;
  return sql`(${begins ?? null}::text is null or starts_with(a.action, ${begins ?? null}::text))
    and (${begins === undefined ? (action ?? null) : null}::text is null or a.action = ${action ?? null}::text)
    and (${actors ?? null}::text[] is null or a.actor = any(${actors ?? null}::text[]))
    and (${objects ?? null}::text[] is null or a.object = any(${objects ?? null}::text[]))`;
}

/** Newest first. @param before id of the last row that was shown; undefined = from the newest */
export async function listAudit(
  db: Kysely<Database>,
  tenantId: TenantId,
  { before, limit, ...filter }: AuditFilter & { before?: string | undefined; limit: number },
): Promise<readonly AuditEntry[]> {
  return withTenant(db, tenantId, async (trx) => {
    const { rows } = await sql<Omit<AuditEntry, "sequence" | "called"> & { sequence: string | null }>`
      select a.id, s.sequence, a.at, a.actor, a.action, a.object, a.detail from audit a
      left join audit_seal s on s.tenant_id = a.tenant_id and s.audit_id = a.id and s.at = a.at
      where a.tenant_id = ${tenantId} and (${before ?? null}::uuid is null or a.id < ${before ?? null}::uuid)
        and ${isWithin(filter)} and ${matches(filter)}
      order by a.id desc limit ${limit}`.execute(trx);
    const names = await nameObjects(
      trx,
      tenantId,
      rows.map(({ object }) => object),
    );
    return rows.map(({ sequence, ...row }) => ({
      ...row,
      called: names.get(row.object) ?? null,
      sequence: sequence === null ? null : Number(sequence),
    }));
  });
}
