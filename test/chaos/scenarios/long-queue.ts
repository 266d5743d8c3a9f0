import { ConnectionId, TenantId } from "../../../schemas/ids.ts";
import { createClaims } from "../../../server/db/claims.ts";
import { openDatabase } from "../../../server/db/pool.ts";
import { createUnitOfWork } from "../../../server/db/unit-of-work.ts";
import { idSource } from "../../../server/ids.ts";
import { peakMemory } from "../../support/peak-memory.ts";
import { defineScenario, type ScenarioContext } from "../scenario.ts";
import { askDatabase } from "../tools/ask-database.ts";
import { quantile } from "../tools/parallel.ts";
import { openStorm, type StormWorld } from "../tools/storm-world.ts";

const leaseMs = 90_000;
const atOnce = 50;
const node = "chaos";
const beatEveryMs = 1_000;

/** Tickets that wait to be made in the desk, as if all that they are about had been fired in one night. */
const queueTickets = `
  with desk as (select tenant_id, id from connection where name = 'autotask'),
  made as (
    insert into ticket (tenant_id, id, client_id, rev, fields, meta, created_at)
    select d.tenant_id, gen_random_uuid(), c.id, 1,
      jsonb_build_object('status', 'new', 'priority', 4, 'title', 'G7 ' || n, 'type', 'incident'), '{}', now()
    from desk d join client c on c.tenant_id = d.tenant_id and c.name = 'Acme Dental', generate_series(1, $1::int) n
    returning tenant_id, id)
  insert into link (tenant_id, id, ticket_id, connection_id, client_ref, marker, state, wanted_rev, priority, attempts)
  select made.tenant_id, gen_random_uuid(), made.id, desk.id, '1', gen_random_uuid(), 'creating', 1, 4, 0 from made, desk`;

/** Claims as a worker does, beside the hub's own. @returns how long each took; ms */
async function claimOften(context: ScenarioContext, { database }: StormWorld, claims: number, warmUp: number) {
  const open = await openDatabase(database.app, { max: 2, onError: () => {} });
  context.after(() => open.close());
  const [row] = await askDatabase<{ tenant_id: string; id: string }>(
    database,
    "select tenant_id, id from connection where name = 'autotask'",
  );
  const tenantId = TenantId.parse(row?.tenant_id);
  const connectionId = ConnectionId.parse(row?.id);
  // Its leases hold only while it says that it lives.
  const { beat } = createClaims(open.db);
  await beat(node);
  const heart = setInterval(() => void beat(node), beatEveryMs);
  context.after(async () => clearInterval(heart));
  const unit = createUnitOfWork(open.db, idSource.next, 0);
  const times: number[] = [];
  let claimed = 0;
  for (let nth = 0; nth < warmUp + claims; nth++) {
    const startedAt = performance.now();
    const links = await unit.inTenant(tenantId, (stores) => stores.links.claim(connectionId, node, atOnce, leaseMs));
    if (nth >= warmUp) times.push(performance.now() - startedAt);
    claimed += links.length;
  }
  return { times, claimed };
}

export const longQueue = defineScenario("G7", "claims beside a long queue", async (context, sizes) => {
  const storm = await openStorm(context);
  await askDatabase(storm.database, queueTickets, [sizes.waiting]);
  // What the database does by itself within a minute of so many rows.
  await askDatabase(storm.database, "analyze ticket, link");
  const { times, claimed } = await claimOften(context, storm, sizes.claims, sizes.warmUp);
  const p99 = quantile(times, 0.99);
  const memory = await peakMemory(storm.hub.pid);
  return {
    pass: claimed > 0 && p99 <= sizes.mostMs && memory <= sizes.mostMb,
    figure: `${sizes.waiting} tickets wait: ${times.length} claims of up to ${atOnce} took p50 ${quantile(times, 0.5).toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ${claimed} claimed beside what the hub claimed; the hub took at most ${memory.toFixed(0)} MB`,
  };
});
