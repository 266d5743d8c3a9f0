import { type Kysely, type RawBuilder, sql } from "kysely";
import type { QuarantineReason } from "../../schemas/delivery.ts";
import type { DeliveryId, TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";
import { reopenDelivery } from "./reopen-delivery.ts";
import { withTenant } from "./tenant.ts";

export interface DeliveryRow {
  id: string;
  connection: string;
  receivedAt: Date;
  contentType: string;
  bytes: number;
  outcome: string;
  detail: string | null;
}

export const deliveryOutcomes = ["open", "applied", "duplicate", "quarantined"] as const;

export interface DeliveryFilter {
  quarantined: boolean;
  /** Name or id. */
  connection?: string | undefined;
  outcome?: (typeof deliveryOutcomes)[number] | undefined;
  /** Received in [since, until); the days in between are all that is looked through. */
  since?: Date | undefined;
  until?: Date | undefined;
  /** The last delivery of the page before. */
  before?: string | undefined;
  limit: number;
}

/** One that a person has let try again is open once more, whatever became of it before. */
const outcomeOf = sql`case when q.id is not null then 'quarantined' when w.id is not null then 'open'
  else coalesce(o.outcome, 'open') end`;

/** Where few of many are asked for, the few are the beginning: else every delivery of those days would be looked at for them. */
function buildNarrowing(tenantId: TenantId, { quarantined, outcome }: DeliveryFilter) {
  if (quarantined || outcome === "quarantined")
    return sql`d.id in (select delivery_id from quarantine
      where tenant_id = ${tenantId} and state = 'open' and delivery_id is not null)`;
  // By all that it is found by from either side: where many are open, the newest are looked up here one by one.
  return outcome === "open"
    ? sql`(d.connection_id, d.id, d.received_at) in (select connection_id, id, received_at from delivery_open where tenant_id = ${tenantId})`
    : null;
}

function buildFilter(tenantId: TenantId, filter: DeliveryFilter) {
  const { outcome, since, until, before } = filter;
  return sql.join(
    [
      buildNarrowing(tenantId, filter),
      outcome === undefined ? null : sql`${outcomeOf} = ${outcome}`,
      since === undefined ? null : sql`d.received_at >= ${since}`,
      until === undefined ? null : sql`d.received_at < ${until}`,
      before === undefined ? null : sql`d.id < ${before}::uuid`,
    ].flatMap((part) => (part === null ? [] : [sql` and ${part}`])),
    sql``,
  );
}

/** The newest that a filter lets through. @param from deliveries `d` with their connections `c`, up to a condition */
function buildPage(tenantId: TenantId, filter: DeliveryFilter, from: RawBuilder<unknown>) {
  return sql<ListedRow>`
    select d.id, c.name as connection, d.received_at, d.content_type, length(d.body) as bytes,
      ${outcomeOf} as outcome, coalesce(q.detail, o.detail) as detail
    from ${from}
    left join delivery_outcome o on o.tenant_id = d.tenant_id and o.delivery_id = d.id
    left join delivery_open w on w.tenant_id = d.tenant_id and w.connection_id = d.connection_id and w.id = d.id
    left join lateral (select id, detail from quarantine q where q.tenant_id = d.tenant_id and q.delivery_id = d.id and q.state = 'open' limit 1) q on true
    where d.tenant_id = ${tenantId}${buildFilter(tenantId, filter)}
    order by d.id desc limit ${filter.limit}`;
}

/** One connection's are looked up by it, and not among all that others were told since. */
function buildList(tenantId: TenantId, filter: DeliveryFilter) {
  const { connection, limit } = filter;
  if (connection === undefined) {
    const all = sql`delivery d join connection c on c.tenant_id = d.tenant_id and c.id = d.connection_id`;
    return buildPage(tenantId, filter, all);
  }
  const own = sql`(select * from delivery where tenant_id = c.tenant_id and connection_id = c.id) d`;
  return sql<ListedRow>`
    select page.* from connection c cross join lateral (${buildPage(tenantId, filter, own)}) page
    where c.tenant_id = ${tenantId} and (c.name = ${connection} or c.id::text = ${connection})
    order by page.id desc limit ${limit}`;
}

interface ListedRow {
  id: string;
  connection: string;
  received_at: Date;
  content_type: string;
  bytes: number;
  outcome: string;
  detail: string | null;
}

/** The newest deliveries of those that are asked for. */
export async function listDeliveries(
  db: Kysely<Database>,
  tenantId: TenantId,
  filter: DeliveryFilter,
): Promise<readonly DeliveryRow[]> {
  const { rows } = await withTenant(db, tenantId, (trx) => buildList(tenantId, filter).execute(trx));
  return rows.map(({ received_at, content_type, ...row }) => ({
    ...row,
    receivedAt: received_at,
    contentType: content_type,
  }));
}

export interface DeliveryDetail extends Omit<DeliveryRow, "bytes"> {
  headers: Record<string, string>;
  body: string;
  quarantine: readonly {
    reason: QuarantineReason;
    ordinal: number | null;
    path: string | null;
    expected: string | null;
    detail: string;
    state: string;
    at: Date;
  }[];
}

export async function showDelivery(
  db: Kysely<Database>,
  tenantId: TenantId,
  id: DeliveryId,
): Promise<DeliveryDetail | undefined> {
  return withTenant(db, tenantId, async (trx) => {
    const row = await trx
      .selectFrom("delivery")
      .innerJoin("connection", (join) =>
        join
          .onRef("connection.tenant_id", "=", "delivery.tenant_id")
          .onRef("connection.id", "=", "delivery.connection_id"),
      )
      .leftJoin("delivery_outcome", (join) =>
        join
          .onRef("delivery_outcome.tenant_id", "=", "delivery.tenant_id")
          .onRef("delivery_outcome.delivery_id", "=", "delivery.id"),
      )
      .leftJoin("delivery_open", (join) =>
        join
          .onRef("delivery_open.tenant_id", "=", "delivery.tenant_id")
          .onRef("delivery_open.connection_id", "=", "delivery.connection_id")
          .onRef("delivery_open.id", "=", "delivery.id"),
      )
      .select([
        "delivery.id",
        "connection.name",
        "delivery.received_at",
        "delivery.content_type",
        "delivery.headers",
        "delivery.body",
      ])
      .select(["delivery_outcome.outcome", "delivery_outcome.detail", "delivery_open.id as waiting"])
      .where("delivery.tenant_id", "=", tenantId)
      .where("delivery.id", "=", id)
      .executeTakeFirst();
    if (!row) return undefined;
    const quarantine = await trx
      .selectFrom("quarantine")
      .select(["reason", "ordinal", "path", "expected", "detail", "state", "at"])
      .where("tenant_id", "=", tenantId)
      .where("delivery_id", "=", id)
      .orderBy("at")
      .execute();
    const worked = row.waiting === null ? (row.outcome ?? "open") : "open";
    const outcome = quarantine.some(({ state }) => state === "open") ? "quarantined" : worked;
    return {
      id: row.id,
      connection: row.name,
      receivedAt: row.received_at,
      contentType: row.content_type,
      outcome,
      detail: row.detail,
      headers: row.headers,
      body: row.body.toString(),
      quarantine,
    };
  });
}

/**
 * Opens a delivery again: it runs with its own time, and what it did before is not done twice.
 *
 * @param opensSince what is older opens no ticket; null = all may
 * @returns whether it may open tickets; undefined when there is no such delivery
 */
export async function replayDelivery(
  db: Kysely<Database>,
  tenantId: TenantId,
  id: DeliveryId,
  opensSince: Date | null,
): Promise<{ opens: boolean } | undefined> {
  return withTenant(db, tenantId, async (trx) => {
    const held = await trx
      .selectFrom("quarantine")
      .select("ordinal")
      .where("tenant_id", "=", tenantId)
      .where("delivery_id", "=", id)
      .where("state", "=", "open")
      .execute();
    // Of a delivery that was applied in part, only the held items run again.
    const ordinals = held.flatMap(({ ordinal }) => (ordinal === null ? [] : [ordinal]));
    const opened = await reopenDelivery(trx, tenantId, id, ordinals.length > 0 ? ordinals : null, opensSince);
    if (!opened) return undefined;
    await trx
      .updateTable("quarantine")
      .set({ state: "replayed" })
      .where("tenant_id", "=", tenantId)
      .where("delivery_id", "=", id)
      .where("state", "=", "open")
      .execute();
    return opened;
  });
}
