import { type Kysely, sql } from "kysely";
import type { ClientId, TenantId, TicketId } from "../../schemas/ids.ts";
import type { TicketFields, TicketStatus } from "../../schemas/ticket.ts";
import type { Kept } from "../tmf/trouble-ticket.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

/** A ticket with what its trouble ticket says. Instants as ISO texts. */
export interface TroubleRow {
  id: TicketId;
  rev: number;
  client: string;
  clientId: ClientId;
  fields: TicketFields;
  createdAt: string;
  changedAt: string;
  /** When its resolution is due; null = no clock of it runs. */
  dueAt: string | null;
  /** When it was ended last; null = it is open. */
  endedAt: string | null;
  statuses: readonly { at: string; status: TicketStatus; reason: string }[];
  notes: readonly { id: string; at: string; author: string | null; body: string; visibility: "public" | "internal" }[];
  records: readonly { connection: string; number: string; url: string | null }[];
  kept: Kept;
}

/** In the order of the ids that are given. */
export async function readTroubles(
  db: Kysely<Database>,
  tenantId: TenantId,
  ids: readonly string[],
): Promise<readonly TroubleRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql<TroubleRow>`
      select t.id, t.rev::int as rev, c.name as client, t.client_id as "clientId", t.fields,
        to_json(t.created_at) #>> '{}' as "createdAt", to_json(greatest(t.created_at,
          (select max(at) from change g where g.tenant_id = t.tenant_id and g.ticket_id = t.id))) #>> '{}' as "changedAt",
        (select to_json(k.due_at) #>> '{}' from clock k where k.tenant_id = t.tenant_id and k.ticket_id = t.id
          and k.target = 'resolution' and k.stage = 'inProgress' order by k.round desc limit 1) as "dueAt",
        case when t.status in ('resolved', 'closed', 'cancelled') then (select to_json(max(g.at)) #>> '{}' from change g
          where g.tenant_id = t.tenant_id and g.ticket_id = t.id and g.field = 'status') end as "endedAt",
        (select coalesce(json_agg(json_build_object('at', g.at, 'status', g.to_value #>> '{}', 'reason', g.reason) order by g.rev), '[]')
          from change g where g.tenant_id = t.tenant_id and g.ticket_id = t.id and g.field = 'status') as statuses,
        (select coalesce(json_agg(json_build_object('id', m.id, 'at', m.created_at, 'author', m.author_name, 'body', m.body,
            'visibility', m.visibility) order by m.created_at, m.id), '[]')
          from comment m where m.tenant_id = t.tenant_id and m.ticket_id = t.id and m.deleted_at is null) as notes,
        (select coalesce(json_agg(json_build_object('connection', n.name, 'number', coalesce(l.external_number, l.external_id),
            'url', l.external_url) order by l.id), '[]')
          from link l join connection n on n.tenant_id = l.tenant_id and n.id = l.connection_id
          where l.tenant_id = t.tenant_id and l.ticket_id = t.id and l.external_id is not null and l.state = 'active') as records,
        coalesce(x.detail, '{}') as kept
      from ticket t join client c on c.tenant_id = t.tenant_id and c.id = t.client_id
        left join trouble_detail x on x.tenant_id = t.tenant_id and x.ticket_id = t.id
      where t.tenant_id = ${tenantId} and t.id = any(${[...ids]}::uuid[])`.execute(trx),
  );
  const byId = new Map<string, TroubleRow>(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
