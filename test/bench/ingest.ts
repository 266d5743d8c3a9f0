import { Hono } from "hono";
import { Pool } from "pg";
import { verifyBearer } from "../../connectors/signatures.ts";
import { startHttpServer } from "../../server/http-server.ts";
import { nextId } from "../../server/ids.ts";
import type { Figure } from "./main.ts";
import { load, openBenchWorld, readBody, token } from "./support.ts";

const seconds = 6;
const secret = token.replace("Bearer ", "");

/**
 * Durable 202 a second over 64 connections, beside two baselines of the same run: a bare handler with the same check of
 * the credential, and one prepared INSERT and COMMIT a request through the same driver with a pool of 64.
 */
export async function benchIngest(): Promise<readonly Figure[]> {
  const body = await readBody();
  const { world, close } = await openBenchWorld("web");
  try {
    const bare = await withServer(buildBare(), (url) => load(url, seconds, body));
    const pool = new Pool({ ...world.hub.database, max: 64 });
    await prepareTable(pool);
    const single = await withServer(buildSingle(pool), (url) => load(url, seconds, body));
    await pool.end();
    const ours = await load(world.hookUrl, seconds, body);
    const others = Object.keys(ours.statuses).filter((status) => status !== "202");
    if (others.length > 0) throw new Error(`the hub answered ${JSON.stringify(ours.statuses)}`);
    const figure = (metric: string, value: number, unit: string, baseline: number | null): Figure => ({
      bench: "ingest",
      metric,
      value,
      unit,
      baseline,
      ratio: baseline === null ? null : value / baseline,
    });
    return [
      figure("durable 202, against one commit a request", ours.perSecond, "1/s", single.perSecond),
      figure("durable 202, against a bare handler", ours.perSecond, "1/s", bare.perSecond),
      figure("p50, against one commit a request", ours.p50, "ms", single.p50),
      figure("p99, against one commit a request", ours.p99, "ms", single.p99),
    ];
  } finally {
    await close();
  }
}

async function withServer<T>(app: Hono, run: (url: string) => Promise<T>): Promise<T> {
  const server = await startHttpServer(app, { host: "127.0.0.1", port: 0 });
  try {
    return await run(`http://127.0.0.1:${server.port}/`);
  } finally {
    await server.close();
  }
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
