import { Client } from "pg";
import type { HubClient } from "../../server/cli/client.ts";
import { openSharedWorld } from "./support.ts";
import type { Figure } from "./main.ts";

const tickets = Number(process.env["BENCH_TICKETS"] ?? 1_000_000);
const rounds = 40;
const tenth = 10;
/** Milliseconds that a page may take (p99), by our own promise. */
const mostMs = 50;

/** Filters as dispatchers set them: three of each, on what there is much and little of. */
const asked: readonly string[] = [
  "stage=open&client=Client 7&priority=1&priority=2&order=due",
  "stage=open&queue=Queue 3&assignee=tech5@msp.example&order=priority",
  "status=closed&client=Client 299&assignee=tech11@msp.example",
  "status=closed&queue=Queue 29&priority=1",
  "client=Client 3&type=incident&search=printer",
  "client=Client 40&type=incident&search=printer",
  "stage=ended&assignee=tech59@msp.example&priority=4",
  "stage=open&status=pending&connection=autotask&assignee=none",
  "client=Client 120&queue=Queue 12&createdSince=2025-06-01",
  "stage=open&order=due",
];

/** Lists of tickets over a million stored ones: the first page of each filter, and the tenth. */
export async function benchLists(): Promise<readonly Figure[]> {
  const { world, database, close } = await openSharedWorld("web");
  const admin = new Client(database.admin);
  try {
    await admin.connect();
    await seed(admin);
    const before = await countScans(admin);
    const lists: Measured[] = [];
    for (const query of asked) lists.push(await measure(world.api, query));
    const scans = (await countScans(admin)) - before;
    return report(lists, scans);
  } finally {
    await admin.end();
    await close();
    await database.drop();
  }
}

/** Times of a list's pages; ms. */
interface Measured {
  query: string;
  first: readonly number[];
  /** Empty where there are not so many pages. */
  tenth: readonly number[];
}

async function measure(api: HubClient, query: string): Promise<Measured> {
  const path = `/tickets?${new URLSearchParams(query)}&limit=50`;
  const first = await repeat(api, path);
  let place: string | null = path;
  for (let page = 1; page < tenth && place !== null; page += 1) place = (await api.page(place)).next;
  return { query, first, tenth: place === null ? [] : await repeat(api, place) };
}

async function repeat(api: HubClient, route: string): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const startedAt = performance.now();
    await api.page(route);
    // What is read for the first time comes from the disk.
    if (round > 0) times.push(performance.now() - startedAt);
  }
  return times;
}

function report(lists: readonly Measured[], scans: number): readonly Figure[] {
  const [first, deep] = [quantile(lists.flatMap((list) => list.first)), quantile(lists.flatMap((list) => list.tenth))];
  const figure = (metric: string, value: number, baseline: number) => ({
    bench: "lists",
    metric,
    value,
    unit: "ms",
    baseline,
    ratio: value / baseline,
  });
  return [
    ...lists.map((list) => figure(`first page of ${list.query}, p99`, quantile(list.first), mostMs)),
    figure(`first page of ${tickets} tickets, p99`, first, mostMs),
    figure("tenth page, p99 (baseline: the first)", deep, first),
    { ...figure("sequential scans of tickets", scans, 1), unit: "scans", baseline: null, ratio: null },
  ];
}

async function countScans(admin: Client): Promise<number> {
  // What a session has counted is told a second after at the latest; a new look at the statistics shows it.
  await admin.query("select pg_stat_clear_snapshot()");
  const { rows } = await admin.query("select seq_scan::int as scans from pg_stat_user_tables where relname = 'ticket'");
  return (rows[0] as { scans: number }).scans;
}

function quantile(times: readonly number[]): number {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Number.NaN;
}

/** As after some years: two in a hundred are open, few clients and queues have most of the tickets. */
async function seed(admin: Client): Promise<void> {
  const tenant = `(select tenant_id from connection where name = 'autotask')`;
  await admin.query(`insert into client (tenant_id, id, name)
    select ${tenant}, gen_random_uuid(), 'Client ' || n from generate_series(0, 299) n`);
  await admin.query(`create temp table seeded as
    select n, (lpad(to_hex(1700000000000 + n * 60000::bigint), 12, '0') || '70008' || lpad(to_hex(n), 15, '0'))::uuid as id,
      timestamptz 'epoch' + (1700000000000 + n * 60000::bigint) * interval '1 millisecond' as at,
      floor(300 * power(random(), 2))::int as client, floor(30 * power(random(), 2))::int as queue,
      floor(61 * random())::int as tech, n % 50 = 0 as open, 1 + floor(5 * power(random(), 0.5))::int as priority
    from generate_series(1, ${tickets}) n`);
  await admin.query(`insert into ticket (tenant_id, id, client_id, rev, fields, meta, created_at, origin, next_due_at, sla_version)
    select ${tenant}, s.id, c.id, 1, jsonb_build_object(
        'title', (array['Printer', 'Mail', 'Disk full on', 'VPN of', 'Backup of'])[1 + s.n % 5] || ' host' || s.n % 9000,
        'status', case when s.open then (array['new', 'inProgress', 'pending'])[1 + s.n / 50 % 3] else 'closed' end,
        'priority', s.priority, 'type', case when s.n % 4 = 0 then 'serviceRequest' else 'incident' end,
        'queue', 'Queue ' || s.queue, 'assignee', case when s.tech = 60 then null else 'tech' || s.tech || '@msp.example' end), '{}',
      s.at, 'seed ' || s.n, case when s.open then s.at + interval '8 hours' end, 0
    from seeded s join client c on c.tenant_id = ${tenant} and c.name = 'Client ' || s.client`);
  await admin.query(`insert into link (tenant_id, id, ticket_id, connection_id, external_id, external_number, client_ref, marker, state, priority, wanted_rev, done_rev)
    select n.tenant_id, gen_random_uuid(), s.id, n.id, s.n::text, 'T' || s.n, '1', gen_random_uuid(), 'active', s.priority, 1, 1
    from seeded s cross join connection n where n.name = 'autotask'`);
  await admin.query("vacuum analyze ticket");
  await admin.query("vacuum analyze link");
  await admin.query("analyze client");
  // As it is written to disk little by little in years; else the first lists would wait for it.
  await admin.query("checkpoint");
}
