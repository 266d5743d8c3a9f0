import { type Selectable, sql, type Transaction } from "kysely";
import { SourceWanted } from "../../../schemas/alert.ts";
import { AlertId, TicketId } from "../../../schemas/ids.ts";
import type { ClaimedSource, SourceStore } from "../../../core/ports/stores.ts";
import { toJsonb, toText, toTextOrNull } from "../clean.ts";
import type { Database } from "../database.ts";
import type { AlertTable } from "../tables/alerts.ts";

/** What the tools behind alerts are to be told: queue columns of the alert's row. */
export function createSourceStore(trx: Transaction<Database>, tenantId: string, newId: () => string): SourceStore {
  return {
    want: async (ticketId, wanted) => {
      await sql`update alert set source_wanted = ${wanted}, source_next_at = now(), source_attempts = 0, source_error = null
        where tenant_id = ${tenantId} and ticket_id = ${ticketId} and source_wanted <> ${wanted}`.execute(trx);
    },
    wantEach: async (alerts) => {
      if (alerts.length === 0) return;
      await sql`update alert set source_wanted = n.wanted, source_next_at = now(), source_attempts = 0, source_error = null
        from unnest(${alerts.map(({ alertId }) => alertId)}::uuid[], ${alerts.map(({ wanted }) => wanted)}::text[]) n (id, wanted)
        where alert.tenant_id = ${tenantId} and alert.id = n.id and alert.source_wanted <> n.wanted`.execute(trx);
    },
    keepHandles: async (connectionId, handles) => {
      if (handles.length === 0) return;
      // What could not be told for want of one is told now.
      await sql`update alert set handle = n.handle::jsonb,
          source_episode = case when alert.handle = '{}' then 0 else alert.source_episode end
        from unnest(${handles.map(({ dedupKey }) => dedupKey)}::text[], ${handles.map(({ handle }) => toJsonb(handle))}::text[]) n (key, handle)
        where alert.tenant_id = ${tenantId} and alert.connection_id = ${connectionId} and alert.dedup_key = n.key
          and alert.handle <> n.handle::jsonb`.execute(trx);
    },
    claim: (connectionId, owner, most, leaseMs) => claimSources(trx, tenantId, connectionId, { owner, most, leaseMs }),
    numbersOf: async (ticketIds) => {
      const numbers = new Map<TicketId, string[]>();
      if (ticketIds.length === 0) return numbers;
      const { rows } = await sql<{ ticket_id: string; number: string }>`
        select l.ticket_id, l.external_number as number from link l
        join ticket t on t.tenant_id = l.tenant_id and t.id = l.ticket_id
        where l.tenant_id = ${tenantId} and l.ticket_id = any(${[...ticketIds]}::uuid[]) and l.external_number is not null
          and l.state = 'active'
        order by l.connection_id = t.home_connection_id desc nulls last, l.created_at`.execute(trx);
      for (const row of rows) {
        const ticketId = TicketId.parse(row.ticket_id);
        numbers.set(ticketId, [...(numbers.get(ticketId) ?? []), row.number]);
      }
      return numbers;
    },
    rest: (claimed, rest) => restSource(trx, tenantId, claimed, rest),
    addWrite: async (entry) => {
      await trx
        .insertInto("vendor_write")
        .values({
          tenant_id: tenantId,
          ticket_id: entry.ticketId,
          link_id: null,
          alert_id: entry.alertId,
          connection_id: entry.connectionId,
          id: newId(),
          at: entry.at,
          operation: entry.operation,
          sent: toJsonb(entry.sent),
          outcome: entry.outcome,
          detail: toTextOrNull(entry.detail),
          took_ms: entry.tookMs,
        })
        .execute();
    },
  };
}

/** An acknowledgement counts as said from here on: no answer does not mean that it was not heard. */
async function claimSources(
  trx: Transaction<Database>,
  tenantId: string,
  connectionId: string,
  { owner, most, leaseMs }: { owner: string; most: number; leaseMs: number },
): Promise<readonly ClaimedSource[]> {
  const { rows } = await sql<Selectable<AlertTable>>`
    with chosen as (
      select a.id from alert a
      where a.tenant_id = ${tenantId} and a.connection_id = ${connectionId} and a.source_next_at <= now()
        and (a.source_owed or (a.source_renew_at <= now() and a.source_wanted = 'acknowledged' and a.condition <> 'clear'))
        and lease_is_free(a.source_lease_owner, a.source_lease_until)
      order by a.source_next_at
      limit (select push_share(${tenantId}::uuid, ${connectionId}::uuid, ${most}::int)) for update skip locked
    )
    update alert set source_lease_owner = ${owner}, source_lease_until = now() + ${leaseMs} * interval '1 millisecond',
      source_fence = source_fence + 1, source_there = source_there or source_wanted = 'acknowledged'
    from chosen where alert.tenant_id = ${tenantId} and alert.id = chosen.id
    returning alert.*`.execute(trx);
  return rows.map(toClaimed);
}

function toClaimed(row: Selectable<AlertTable>): ClaimedSource {
  return {
    alertId: AlertId.parse(row.id),
    ticketId: row.ticket_id === null ? null : TicketId.parse(row.ticket_id),
    dedupKey: row.dedup_key,
    handle: row.handle,
    wanted: SourceWanted.parse(row.source_wanted),
    done: row.source_episode === row.episode ? SourceWanted.parse(row.source_done) : "none",
    there: row.source_there,
    episode: row.episode,
    attempts: row.source_attempts,
    fence: Number(row.source_fence),
  };
}

async function restSource(
  trx: Transaction<Database>,
  tenantId: string,
  claimed: ClaimedSource,
  rest: Parameters<SourceStore["rest"]>[1],
): Promise<void> {
  await trx
    .updateTable("alert")
    .set({ source_lease_owner: null, source_lease_until: null })
    .set(
      rest.kind === "done"
        ? {
            source_done: claimed.wanted,
            source_episode: claimed.episode,
            source_there: rest.there,
            source_renew_at: rest.renewAt,
            source_attempts: 0,
            source_error: toTextOrNull(rest.error),
          }
        : {
            source_next_at: sql<Date>`now() + ${rest.inMs} * interval '1 millisecond'`,
            source_attempts: sql<number>`source_attempts + 1`,
            source_error: toText(rest.error),
          },
    )
    .where("tenant_id", "=", tenantId)
    .where("id", "=", claimed.alertId)
    .where("source_fence", "=", String(claimed.fence))
    .execute();
}
