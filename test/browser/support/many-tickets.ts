import { Client } from "pg";
import type { DeskWorld } from "../../support/desk-world.ts";

const clients = [
  "Delta Pharma", "Brunner & Söhne", "Harbour Law", "Nordwind GmbH", "Juniper Retail", "Fjord Energy", "Castle Hotels", "Baltic Freight",
  "Lakeside Bank", "Isar Klinikum", "Greenfield School District", "Kessler Maschinenbau",
]; // prettier-ignore
const titles = [
  "Antivirus definitions out of date on", "CPU load critical for 15 minutes on", "Unusual sign-in for", "Mailbox quota exceeded for",
  "Disk C: above 95 % on", "Host unreachable:", "Replication lag above 10 minutes on", "Backup job failed on", "Certificate expires in 3 days on",
]; // prettier-ignore

/**
 * Open tickets as after a bad night, of twelve clients: eight are late, some run out soon, one in ten is paused. They are
 * written to the tables: as many through the API would take longer than all that is tried with them.
 */
export async function fillWithTickets({ database }: Pick<DeskWorld, "database">, count: number): Promise<void> {
  const admin = new Client(database.admin);
  await admin.connect();
  try {
    const tenant = "(select id from tenant limit 1)";
    await admin.query(
      `insert into client (tenant_id, id, name) select ${tenant}, gen_random_uuid(), wanted.name from unnest($1::text[]) wanted (name)
        where not exists (select from client c where c.name = wanted.name)`,
      [clients],
    );
    await admin.query(
      `create temp table seeded as
      select n, (lpad(to_hex(1790000000000 + n * 60000::bigint), 12, '0') || '70008' || lpad(to_hex(n), 15, '0'))::uuid as id,
        now() - interval '1 day' + n * interval '1 second' as at, n % 10 = 9 as paused,
        now() - interval '8 hours' as began,
        now() + case when n <= 8 then -n * interval '21 minutes' when n <= 36 then (n + 2) * interval '1 minute' else n * interval '7 minutes' end as due,
        ($1::text[])[1 + n * 7 % ${clients.length}] as client, 1 + (n * 3) % 5 as priority,
        ($2::text[])[1 + n % ${titles.length}] || ' srv-' || lpad((n % 97)::text, 2, '0') as title
      from generate_series(1, $3::int) n`,
      [clients, titles, count],
    );
    await admin.query(`insert into ticket (tenant_id, id, client_id, rev, fields, meta, created_at, origin, next_due_at, next_soon_at, sla_version)
      select ${tenant}, s.id, c.id, 1, jsonb_build_object('title', s.title, 'description', null, 'priority', s.priority, 'type', 'incident',
          'status', case when s.paused then 'pending' else (array['new', 'acknowledged', 'inProgress'])[1 + s.n % 3] end,
          'queue', null, 'category', null, 'contact', null, 'resolution', null,
          'assignee', (array['ana.ruiz@msp.example', 'emre.yildiz@msp.example', 'ben.okafor@msp.example', null])[1 + s.n % 4]), '{}',
        s.at, 'seed ' || s.n, case when not s.paused then s.due end,
        case when not s.paused then s.due - greatest(interval '30 minutes', (s.due - s.began) / 4) end, 0
      from seeded s join client c on c.tenant_id = ${tenant} and c.name = s.client`);
    await admin.query(`insert into clock (tenant_id, id, ticket_id, target, round, stage, started_at, due_at, target_ms, policy, calendar)
      select ${tenant}, gen_random_uuid(), s.id, 'resolution', 1, case when s.paused then 'paused' else 'inProgress' end, s.began,
        case when not s.paused then s.due end, 28800000, 'standard', 'always' from seeded s`);
    await admin.query(`insert into link (tenant_id, id, ticket_id, connection_id, external_id, external_number, client_ref, marker, state, priority, wanted_rev, done_rev)
      select n.tenant_id, gen_random_uuid(), s.id, n.id, 'seed' || s.n, case n.name when (select min(name) from connection where kind = 'desk') then 'T-' else 'HD-' end || 40000 + s.n, '1', gen_random_uuid(), 'active', s.priority, 1, 1
      from seeded s join connection n on n.kind = 'desk' and (s.n % 3 = 0 or n.name = (select min(name) from connection where kind = 'desk'))`);
    for (const table of ["ticket", "link", "clock"]) await admin.query(`vacuum analyze ${table}`);
  } finally {
    await admin.end();
  }
}
