import { type Kysely, type RawBuilder, sql } from "kysely";
import type { ClientId, TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

export interface ReportQuery {
  /** Ascending: the beginning of each month, and the end of the last. */
  bounds: readonly Date[];
  /** The only clients that are counted; null = all. */
  clientIds: readonly ClientId[] | null;
}

/** Of one client in one month; `month` counts from 1 within the bounds. */
interface Place {
  client: string;
  month: number;
}
export interface TicketCounts extends Place {
  opened: number;
}
export interface ClockCounts extends Place {
  target: string;
  met: number;
  breached: number;
  /** From start to end of those that have ended, in wall time; ms. */
  medianMs: number | null;
  p90Ms: number | null;
}
export interface AlertCounts extends Place {
  firings: number;
  opened: number;
}
export interface ReportCounts {
  tickets: readonly TicketCounts[];
  clocks: readonly ClockCounts[];
  alerts: readonly AlertCounts[];
}

/**
 * What a service report is made of, each by client and month: tickets by when they were opened, clocks by when they started
 * (those that still run and are not late are counted nowhere yet), and what alerts asked for by when it happened.
 */
export async function countForReport(
  db: Kysely<Database>,
  tenantId: TenantId,
  { bounds, clientIds }: ReportQuery,
): Promise<ReportCounts> {
  const [since, until] = [bounds[0], bounds.at(-1)];
  const month = (at: RawBuilder<Date>) => sql<number>`width_bucket(${at}, ${bounds}::timestamptz[])`;
  const within = (at: RawBuilder<Date>) => sql`${at} >= ${since} and ${at} < ${until}`;
  const seen = clientIds === null ? sql`true` : sql`c.id = any(${clientIds}::uuid[])`;
  const clockMs = sql`extract(epoch from k.ended_at - k.started_at) * 1000`;
  const ended = sql`k.stage = 'completed' and k.ended_at is not null`;
  return withTenant(db, tenantId, async (trx) => {
    const tickets = await sql<TicketCounts>`
      select c.name as client, ${month(sql`t.created_at`)} as month, count(*)::int as opened
      from ticket t join client c on c.tenant_id = t.tenant_id and c.id = t.client_id
      where t.tenant_id = ${tenantId} and ${within(sql`t.created_at`)} and t.merged_into is null and ${seen}
      group by 1, 2`.execute(trx);
    const clocks = await sql<ClockCounts>`
      select c.name as client, ${month(sql`k.started_at`)} as month, k.target,
        count(*) filter (where ${ended} and k.breached_at is null)::int as met,
        count(*) filter (where k.breached_at is not null and k.stage <> 'cancelled')::int as breached,
        percentile_cont(0.5) within group (order by ${clockMs}) filter (where ${ended}) as "medianMs",
        percentile_cont(0.9) within group (order by ${clockMs}) filter (where ${ended}) as "p90Ms"
      from clock k
        join ticket t on t.tenant_id = k.tenant_id and t.id = k.ticket_id
        join client c on c.tenant_id = t.tenant_id and c.id = t.client_id
      where k.tenant_id = ${tenantId} and ${within(sql`k.started_at`)} and t.merged_into is null and ${seen}
      group by 1, 2, 3`.execute(trx);
    const alerts = await sql<AlertCounts>`
      select c.name as client, ${month(sql`e.at`)} as month, count(*)::int as firings,
        count(*) filter (where e.decision = 'openTicket')::int as opened
      from event e
        join alert a on a.tenant_id = e.tenant_id and a.id = e.alert_id
        join client c on c.tenant_id = a.tenant_id and c.id = a.client_id
      where e.tenant_id = ${tenantId} and ${within(sql`e.at`)} and e.condition = 'firing' and ${seen}
      group by 1, 2`.execute(trx);
    return { tickets: tickets.rows, clocks: clocks.rows, alerts: alerts.rows };
  });
}
