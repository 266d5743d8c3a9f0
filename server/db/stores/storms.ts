import { sql, type Transaction } from "kysely";
import { endOfStorm, type StormState } from "../../../core/intake/decide-storm.ts";
import type { StormStore } from "../../../core/ports/stores.ts";
import { ClientId } from "../../../schemas/ids.ts";
import type { Database } from "../database.ts";

interface Row {
  client_id: string;
  minute_at: Date | number;
  current: number;
  previous: number;
  storm_since: Date | null;
  busy_at: Date | number;
}

export function createStormStore(trx: Transaction<Database>, tenantId: string): StormStore {
  return {
    lock: async (clientIds) => {
      if (clientIds.length === 0) return new Map();
      await sql`insert into client_intake (tenant_id, client_id)
        select ${tenantId}::uuid, id from unnest(${[...clientIds].toSorted()}::uuid[]) id order by id on conflict do nothing`.execute(
        trx,
      );
      const { rows } =
        await sql<Row>`select client_id, minute_at, current, previous, storm_since, busy_at from client_intake
        where tenant_id = ${tenantId} and client_id = any(${[...clientIds]}::uuid[]) order by client_id for update`.execute(
          trx,
        );
      return new Map(rows.flatMap((row) => toState(row)));
    },
    save: async (storms) => {
      const states = [...storms.values()];
      if (states.length === 0) return;
      await sql`update client_intake c set minute_at = n.minute_at, current = n.current, previous = n.previous,
          storm_since = n.storm_since, busy_at = n.busy_at, storm_ends_at = n.storm_ends_at
        from unnest(${[...storms.keys()]}::uuid[], ${states.map(({ minuteAt }) => minuteAt)}::timestamptz[], ${states.map(({ current }) => current)}::int[],
          ${states.map(({ previous }) => previous)}::int[], ${states.map(({ since }) => since)}::timestamptz[],
          ${states.map(({ busyAt }) => busyAt)}::timestamptz[], ${states.map((state) => endOfStorm(state) ?? null)}::timestamptz[])
          n (client_id, minute_at, current, previous, storm_since, busy_at, storm_ends_at)
        where c.tenant_id = ${tenantId} and c.client_id = n.client_id`.execute(trx);
    },
    endDue: async (alertsPerMinute) => {
      const { rows } = await sql<{
        client_id: string;
      }>`update client_intake set storm_since = null, storm_ends_at = null
        where tenant_id = ${tenantId} and storm_ends_at <= now() returning client_id`.execute(trx);
      const ended: { clientId: ClientId; alerts: number }[] = [];
      for (const { client_id } of rows) {
        const { numAffectedRows } =
          await sql`update alert set review_at = now() + (n.place / ${alertsPerMinute}::float8) * interval '1 minute'
          from (select id, row_number() over (order by raised_at, id) - 1 as place from alert
            where tenant_id = ${tenantId} and client_id = ${client_id} and condition = 'firing' and waiting ->> 'reason' = 'storm') n
          where alert.tenant_id = ${tenantId} and alert.id = n.id`.execute(trx);
        ended.push({ clientId: ClientId.parse(client_id), alerts: Number(numAffectedRows ?? 0) });
      }
      return ended;
    },
  };
}

/** A row that has counted nothing yet is no state. */
function toState(row: Row): [ClientId, StormState][] {
  if (!(row.minute_at instanceof Date) || !(row.busy_at instanceof Date)) return [];
  const { current, previous, minute_at: minuteAt, storm_since: since, busy_at: busyAt } = row;
  return [[ClientId.parse(row.client_id), { minuteAt, current, previous, since, busyAt }]];
}
