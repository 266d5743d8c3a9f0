import { Hono } from "hono";
import { Pool } from "pg";
import { verifyBearer } from "../../connectors/signatures.ts";
import { startHttpServer } from "../../server/http-server.ts";
import { nextId } from "../../server/ids.ts";
import type { Figure } from "./main.ts";
import { type LoadResult, load, openBenchWorld, readBody, token } from "./support.ts";

const rounds = 5;
const seconds = 3;
const secret = token.replace("Bearer ", "");

/**
 * Durable 202 a second over 64 connections, beside two baselines of the same run: a bare handler with the same check of
 * the credential, and one prepared INSERT and COMMIT a request through the same driver with a pool of 64. The three take
 * turns, since a machine is not as fast in one minute as in the next; each figure is the median of its turns.
 */
export async function benchIngest(): Promise<readonly Figure[]> {
  const body = await readBody();
  const { world, close } = await openBenchWorld("web");
  const pool = new Pool({ ...world.hub.database, max: 64 });
  const servers = { bare: await serve(buildBare()), single: await serve(buildSingle(pool)) };
  try {
    await prepareTable(pool);
    const runs: Readonly<Record<"bare" | "single" | "ours", LoadResult[]>> = { bare: [], single: [], ours: [] };
    for (let round = 0; round < rounds; round += 1) {
      runs.bare.push(await load(servers.bare.url, seconds, body));
      runs.single.push(await load(servers.single.url, seconds, body));
      runs.ours.push(await loadHub(world.hookUrl, body));
    }
    const figure = (
      metric: string,
      unit: string,
      baseline: "bare" | "single",
      read: (run: LoadResult) => number,
    ): Figure => {
      const value = median(runs.ours.map(read));
      const base = median(runs[baseline].map(read));
      return { bench: "ingest", metric, value, unit, baseline: base, ratio: value / base };
    };
    return [
      figure("durable 202, against one commit a request", "1/s", "single", (run) => run.perSecond),
      figure("durable 202, against a bare handler", "1/s", "bare", (run) => run.perSecond),
      figure("p50, against one commit a request", "ms", "single", (run) => run.p50),
      figure("p99, against one commit a request", "ms", "single", (run) => run.p99),
    ];
  } finally {
    await Promise.all(Object.values(servers).map((server) => server.close()));
    await pool.end();
    await close();
  }
}

async function loadHub(url: string, body: string): Promise<LoadResult> {
  const run = await load(url, seconds, body);
  const others = Object.keys(run.statuses).filter((status) => status !== "202");
  if (others.length > 0) throw new Error(`the hub answered ${JSON.stringify(run.statuses)}`);
  return run;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function serve(app: Hono): Promise<{ url: string; close(): Promise<void> }> {
  const server = await startHttpServer(app, { host: "127.0.0.1", port: 0 });
  return { url: `http://127.0.0.1:${server.port}/`, close: () => server.close() };
}

function buildBare(): Hono {
  const app = new Hono();
  app.post("/", async (context) => {
    await context.req.arrayBuffer();
    return verifyBearer(context.req.header("authorization"), [secret])
      ? context.json({ ok: true }, 202)
      : context.json({}, 401);
  });
  return app;
}

async function prepareTable(pool: Pool): Promise<void> {
  // In the one schema that the hub's role owns; logged and with a key, as the real table.
  await pool.query(`create table if not exists pgboss.bench_delivery (tenant_id uuid, connection_id uuid, id uuid, received_at timestamptz,
    content_type text, headers jsonb, body bytea, primary key (tenant_id, id))`);
  const { rows } = await pool.query<{ sync: string }>("select current_setting('synchronous_commit') as sync");
  if (rows[0]?.sync === "off") throw new Error("synchronous_commit is off, so nothing is durable");
}

/** The same table as ours, one row and one commit for each request. */
function buildSingle(pool: Pool): Hono {
  const app = new Hono();
  const tenant = nextId();
  app.post("/", async (context) => {
    const body = Buffer.from(await context.req.arrayBuffer());
    if (!verifyBearer(context.req.header("authorization"), [secret])) return context.json({}, 401);
    await pool.query({
      name: "one-row",
      text: "insert into pgboss.bench_delivery (tenant_id, connection_id, id, received_at, content_type, headers, body) values ($1, $2, $3, $4, $5, $6, $7)",
      values: [tenant, tenant, nextId(), new Date(), "application/json", "{}", body],
    });
    return context.json({ ok: true }, 202);
  });
  return app;
}
