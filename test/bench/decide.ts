import { sql } from "kysely";
import { Client } from "pg";
import { applyEvents } from "../../core/flows/apply-events.ts";
import type { ConnectionLease } from "../../core/ports/stores.ts";
import type { MonitorEvent } from "../../schemas/alert.ts";
import { ConnectionId, DeliveryId, TenantId } from "../../schemas/ids.ts";
import { withTenant } from "../../server/db/tenant.ts";
import type { DemoWorld } from "../../server/demo/world.ts";
import type { Figure } from "./main.ts";
import { openSharedWorld } from "./support.ts";

const openAlerts = 100_000;
/** As an Alertmanager groups them. */
const batchSize = 20;
const batches = 1_000;
const warmUp = 100;
const mostMs = 5;
const rules = `
storm: { perMinute: 100000 }
rules:
  - id: groups
    set:
      groupKey: { preset: clientDevice, windowMinutes: 60 }
      dependsOn: "[event.labels.?switch.orValue('none')]"
  - id: alike
    when: event.title.startsWith("Alike")
    set: { similar: { least: 0.8 } }
`;

/** One event by itself beside a hundred thousand open alerts: rules, loading, deciding, writing, committing. */
export async function benchDecide(): Promise<readonly Figure[]> {
  const { world, database, close } = await openSharedWorld("web");
  const admin = new Client(database.admin);
  try {
    await admin.connect();
    await world.api.post("/rules", { text: rules });
    const lease = await seed(world);
    // Autovacuum does it within a minute.
    await admin.query("analyze");
    const alone = await measure(world, lease, 0, 1);
    const together = await measure(world, lease, 1_000_000, batchSize);
    const figure = (metric: string, value: number, baseline: number | null): Figure => {
      return {
        bench: "decide",
        metric,
        value,
        unit: "ms",
        baseline,
        ratio: baseline === null ? null : value / baseline,
      };
    };
    return [
      figure(`an event in a batch of ${batchSize} beside ${openAlerts} open alerts, p50`, together.p50, mostMs),
      figure("… p99", together.p99, mostMs),
      figure("an event by itself, with its commit, p50", alone.p50, null),
      figure("… p99", alone.p99, null),
    ];
  } finally {
    await admin.end();
    await close();
    await database.drop();
  }
}

/** @returns ms for each event, the commit of its batch shared */
async function measure(world: DemoWorld, lease: ConnectionLease, from: number, size: number) {
  const times: number[] = [];
  for (let index = 0; index < warmUp + batches; index++) {
    const events = Array.from({ length: size }, (_, place) => buildEvent(from + index * size + place));
    const start = performance.now();
    await decide(world, lease, events);
    if (index >= warmUp) times.push((performance.now() - start) / size);
  }
  times.sort((one, other) => one - other);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

async function decide(
  { hub: { hub } }: DemoWorld,
  lease: ConnectionLease,
  events: readonly MonitorEvent[],
): Promise<void> {
  const receivedAt = hub.world.clock.now();
  const arrived = events.map((event, ordinal) => {
    return {
      event,
      deliveryId: DeliveryId.parse(hub.world.ids.next()),
      ordinal,
      opens: true,
      traceparent: null,
      receivedAt,
    };
  });
  await hub.node.unit.inTenant(lease.tenantId, (stores) => applyEvents(hub.world, stores, lease, arrived, new Set()));
}

/** Of four: a repeat, a new one that joins a group, one behind a switch that is down, one that reads like others. */
function buildEvent(index: number): MonitorEvent {
  const kinds = [
    {
      dedupKey: `seed-${(index * 37) % openAlerts}`,
      title: "Seed",
      resource: `host-${(index * 37) % openAlerts}`,
      labels: {},
    },
    { dedupKey: `new-${index}`, title: `Fan ${index}`, resource: `rack-${index % 50}`, labels: {} },
    { dedupKey: `behind-${index}`, title: `Ping ${index}`, resource: `leaf-${index}`, labels: { switch: "host-7" } },
    { dedupKey: `alike-${index}`, title: "Alike backup failed", resource: null, labels: {} },
  ] as const;
  const kind = kinds[index % kinds.length] ?? kinds[0];
  return {
    ...kind,
    episodeId: null,
    condition: "firing",
    severity: "medium",
    description: null,
    raisedAt: new Date(),
    clearedAt: null,
    clientHint: "acme-dental",
    service: null,
    url: null,
    heartbeat: false,
  };
}

/** Alerts that fire, each on a host of its own, twenty-five a ticket. */
async function seed({ hub: { hub } }: DemoWorld): Promise<ConnectionLease> {
  const { rows: tenants } = await sql<{ id: string }>`select id from list_tenants()`.execute(hub.db);
  const tenantId = TenantId.parse(tenants[0]?.id);
  const connectionId = await withTenant(hub.db, tenantId, async (trx) => {
    const { rows } = await sql<{ id: string; client: string }>`
      select n.id, c.id as client from connection n, client c where n.name = 'prometheus' and c.name = 'Acme Dental'`.execute(
      trx,
    );
    const [found] = rows;
    const none = { queue: null, category: null, assignee: null, contact: null, resolution: null, description: null };
    const fields = JSON.stringify({ title: "Seed", status: "new", priority: 3, type: "incident", ...none });
    await sql`with opened as (
        insert into ticket (tenant_id, id, client_id, rev, fields, meta, created_at)
        select ${tenantId}::uuid, gen_random_uuid(), ${found?.client}::uuid, 1, ${fields}::jsonb, '{}', now()
        from generate_series(1, ${openAlerts / 25}::int) returning id
      ), numbered as (select id, row_number() over () as place from opened)
      insert into alert (tenant_id, id, connection_id, dedup_key, client_id, condition, handling, severity, title, episode,
        event_count, raised_at, last_seen_at, ticket_id, resource)
      select ${tenantId}::uuid, gen_random_uuid(), ${found?.id}::uuid, 'seed-' || n, ${found?.client}::uuid, 'firing', 'open', 'medium',
        'Seed ' || n, 1, 1, now(), now(), numbered.id, 'host-' || n
      from generate_series(0, ${openAlerts}::int - 1) n join numbered on place = n % ${openAlerts / 25}::int + 1`.execute(
      trx,
    );
    return ConnectionId.parse(found?.id);
  });
  return { tenantId, connectionId, owner: "bench", fence: 0 };
}
