import { awaitUntil } from "../../../server/demo/world.ts";
import type { ScenarioContext } from "../scenario.ts";
import { bearerToken, buildBody } from "./alerts.ts";
import { askDatabase } from "./ask-database.ts";
import { type HubNodes, openNodes } from "./hub-nodes.ts";

const longMs = 900_000;
const perBody = 200;

/** A hub with tickets whose promises can be set to fall due. */
export interface ClockWorld {
  hub: HubNodes;
  ask<Row extends object>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** From now on every open ticket is counted by this. @returns when all are, ms */
  setPlan(text: string): Promise<number>;
  /** Each ticket's only target, of one minute, is used up within `[inMs, inMs + spreadMs)` from now; it is warned at 90 %. */
  letFallDue(inMs: number, spreadMs: number): Promise<void>;
  /** What has fired since the last `letFallDue`, by kind. */
  fires(): Promise<Fired>;
}

export interface Fired {
  warnings: number;
  breaches: number;
  /** Clocks of which one kind fired more than once. */
  doubled: number;
  early: number;
  /** By the clock row's own instant; ms. */
  p99LateMs: number;
  mostLateMs: number;
}

const long = "policies: [{ name: long, response: { 1: 900h, 2: 900h, 3: 900h, 4: 900h, 5: 900h } }]";
const short = "policies: [{ name: short, warnAt: [90], response: { 1: 1m, 2: 1m, 3: 1m, 4: 1m, 5: 1m } }]";

export async function openClocks(context: ScenarioContext, workers: number, tickets: number): Promise<ClockWorld> {
  const hub = await openNodes(context, {}, workers);
  const ask: ClockWorld["ask"] = (text, values = []) => askDatabase(hub.database, text, values);
  const count = async (where: string) =>
    Number((await ask<{ n: string }>(`select count(*) as n from ticket where ${where}`))[0]?.n);
  const setPlan = async (text: string) => {
    const { version } = (await hub.api.post("/sla", { text })) as { version: number };
    const isDone = async () => ((await count(`sla_version < ${version}`)) === 0 ? true : undefined);
    return (await awaitUntil("all clocks counted anew", isDone, longMs)).ms;
  };
  await hub.api.post("/rules", { text: "storm: { perMinute: 100000 }" });
  await setPlan(long);
  await openTickets(hub, tickets, () => count("true"));
  return {
    hub,
    ask,
    setPlan,
    async letFallDue(inMs, spreadMs) {
      await setPlan(`${long} # again`);
      await ask("delete from clock_fire");
      // The target is one minute: what is due in 20 s began 40 s ago.
      await ask(
        `update ticket t set sla_started_at = now() + ($1::float8 - 60000 + $2::float8 * n.i / $3::float8) * interval '1 millisecond'
         from (select id, row_number() over (order by id) as i from ticket) n where n.id = t.id`,
        [inMs, spreadMs, tickets],
      );
      await setPlan(short);
    },
    fires: () => readFires(ask),
  };
}

async function openTickets(hub: HubNodes, tickets: number, count: () => Promise<number>): Promise<void> {
  const { hookUrl } = (await hub.api.post("/connections", {
    name: "prometheus",
    connector: "alertmanager",
    secrets: { bearerToken },
  })) as { hookUrl: string };
  await hub.api.post("/client-map", { connection: "prometheus", externalId: "acme-dental", client: "Acme Dental" });
  const headers = { "content-type": "application/json", authorization: `Bearer ${bearerToken}` };
  for (let from = 0; from < tickets; from += perBody) {
    const size = Math.min(perBody, tickets - from);
    const alerts = Array.from({ length: size }, (_, index) => ({
      name: `Clock ${from + index}`,
      severity: "warning" as const,
    }));
    const answer = await fetch(hookUrl, { method: "POST", headers, body: await buildBody(alerts) });
    if (answer.status !== 202) throw new Error(`alerts were answered ${answer.status}`);
  }
  await awaitUntil("all tickets", async () => ((await count()) === tickets ? true : undefined), longMs);
}

async function readFires(ask: ClockWorld["ask"]): Promise<Fired> {
  const [row] = await ask<Record<"warnings" | "breaches" | "doubled" | "early" | "p99" | "most", string>>(`
    with fired as (
      select clock_id, kind, extract(epoch from fired_at - due_at) * 1000 as late from clock_fire
    )
    select count(*) filter (where kind <> 'breach') as warnings, count(*) filter (where kind = 'breach') as breaches,
      (select count(*) from (select 1 from fired group by clock_id, kind having count(*) > 1) d) as doubled,
      count(*) filter (where late < 0) as early,
      coalesce(percentile_cont(0.99) within group (order by late), 0) as p99, coalesce(max(late), 0) as most
    from fired`);
  const number = (value: string | undefined) => Math.round(Number(value ?? "0"));
  return {
    warnings: number(row?.warnings),
    breaches: number(row?.breaches),
    doubled: number(row?.doubled),
    early: number(row?.early),
    p99LateMs: number(row?.p99),
    mostLateMs: number(row?.most),
  };
}
