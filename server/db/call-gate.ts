import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { type Kysely, sql } from "kysely";
import type { CallBudget } from "../../connectors/contract.ts";
import type { CallGate, CallOutcome, CallPass } from "../../core/ports/call-gate.ts";
import type { ConnectorError } from "../../core/ports/connector-error.ts";
import { fail, succeed } from "../../core/ports/result.ts";
import { type AccountKey, createTurns, probeEverySeconds, rampSeconds, type Turn, type Turns } from "./call-turns.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

const probesToClose = 3;
const windowSeconds = 60;
const leastCalls = 10;

/** Who works for an urgent ticket says so around its calls. */
export const urgency = new AsyncLocalStorage<boolean>();
export const isUrgent = (): boolean => urgency.getStore() === true;

/**
 * Budget by the generic cell rate algorithm, waits that the vendor asks for, and a breaker, in one row that all nodes share. Half of ten calls or more failing
 * within a minute opens the breaker; then one node probes every 30 s, three good probes close it, and calls come back slowly.
 *
 * @param budget undefined = as many calls as the vendor answers
 * @param now the process's own clock, ms
 */
export function createCallGate(
  db: Kysely<Database>,
  key: AccountKey,
  budget: CallBudget | undefined,
  now: () => number = () => performance.now(),
): CallGate {
  const tally: Tally = { answered: 0, since: now(), troubled: false, now };
  const turns = createTurns(db, key, budget, now);
  const rest: Rest = { until: -Infinity };
  return {
    async enter() {
      const urgent = isUrgent();
      const first = await turns.take(urgent);
      const waits = first.granted && first.wait_ms > 0;
      if (waits) await pause(first.wait_ms);
      // Meanwhile the vendor may have asked for a rest, or have failed.
      const turn = waits ? await turns.confirm(urgent) : first;
      const restMs = Math.ceil(rest.until - now());
      if (turn.granted && restMs > 0) return fail(explain({ ...turn, rest_ms: restMs }));
      const pass = { tally, turns, rest, probe: turn.breaker === "open" };
      return turn.granted ? succeed(createPass(db, key, pass)) : fail(explain(turn));
    },
  };
}

function explain({ rest_ms: restMs, breaker, probing, wait_ms: waitMs }: Turn): ConnectorError {
  if (restMs > 0)
    return {
      kind: "rateLimited",
      retryAfterMs: restMs,
      detail: "The vendor has asked for a wait before the next call.",
    };
  if (breaker === "open" && !probing)
    return {
      kind: "unavailable",
      own: true,
      detail: `Calls rest after many failures; one every ${probeEverySeconds} s looks whether it answers again.`,
    };
  return {
    kind: "rateLimited",
    own: true,
    retryAfterMs: Math.max(1, waitMs),
    detail: "The connection's share of the vendor's quota is used up for the moment.",
  };
}

/** Good calls of this process that the row does not know of yet. */
interface Tally {
  answered: number;
  /** By the process's own clock; ms. */
  since: number;
  troubled: boolean;
  now: () => number;
}

/** What was well long ago must not outweigh what fails now. */
function forgetOld(tally: Tally): void {
  if (tally.now() - tally.since < windowSeconds * 1_000) return;
  tally.answered = 0;
  tally.since = tally.now();
}

/** A wait that this process was told of, by its own clock: it holds before the row that all nodes share says so. */
interface Rest {
  until: number;
}

interface Pass {
  tally: Tally;
  turns: Turns;
  rest: Rest;
  probe: boolean;
}

/** Good calls are counted here and told with the next failure, so that a healthy vendor costs no statement more. */
function createPass(db: Kysely<Database>, key: AccountKey, { tally, turns, rest, probe }: Pass): CallPass {
  return {
    async leave(outcome, restMs) {
      if (outcome === "failed" || restMs !== undefined) turns.forget();
      if (restMs !== undefined) {
        rest.until = Math.max(rest.until, tally.now() + restMs);
        await noteRest(db, key, restMs);
      }
      forgetOld(tally);
      if (outcome !== "failed" && !probe && !tally.troubled) {
        tally.answered += 1;
        return;
      }
      const answered = tally.answered + (outcome === "failed" ? 0 : 1);
      tally.answered = 0;
      tally.troubled = outcome === "failed";
      await noteOutcome(db, key, { outcome, answered, probe });
    },
  };
}

/** The longest wait that was asked for counts. */
async function noteRest(db: Kysely<Database>, { tenantId, account }: AccountKey, restMs: number): Promise<void> {
  await withTenant(db, tenantId, (trx) =>
    sql`update vendor_account set rests_until = greatest(rests_until, now() + ${restMs}::float8 * interval '1 millisecond')
      where tenant_id = ${tenantId} and account = ${account}`.execute(trx),
  );
}

async function noteOutcome(
  db: Kysely<Database>,
  { tenantId, account }: AccountKey,
  { outcome, answered, probe }: { outcome: CallOutcome; answered: number; probe: boolean },
): Promise<void> {
  const failed = outcome === "failed" ? 1 : 0;
  await withTenant(db, tenantId, (trx) =>
    probe
      ? sql`update vendor_account set
          good_probes = case when ${failed}::int = 1 then 0 else good_probes + 1 end,
          breaker = case when ${failed}::int = 0 and good_probes + 1 >= ${probesToClose}::int then 'closed' else breaker end,
          -- A good probe is followed by the next one soon.
          probe_at = case when ${failed}::int = 0 then now() + interval '1 second' else probe_at end,
          ramp_until = case when ${failed}::int = 0 and good_probes + 1 >= ${probesToClose}::int then now() + ${rampSeconds}::int * interval '1 second' else ramp_until end,
          answered = 0, failed = 0, window_at = now()
        where tenant_id = ${tenantId} and account = ${account} and breaker = 'open'`.execute(trx)
      : sql`update vendor_account v set
          answered = n.answered, failed = n.failed, window_at = n.window_at,
          breaker = case when n.opens then 'open' else v.breaker end,
          probe_at = case when n.opens then now() + ${probeEverySeconds}::int * interval '1 second' else v.probe_at end,
          good_probes = case when n.opens then 0 else v.good_probes end
        from (
          select tenant_id, account, fresh.answered, fresh.failed, fresh.window_at,
            breaker = 'closed' and fresh.answered + fresh.failed >= ${leastCalls}::int and fresh.failed >= fresh.answered as opens
          from vendor_account k, lateral (
            select case when k.window_at > now() - ${windowSeconds}::int * interval '1 second' then k.answered else 0 end + ${answered}::int as answered,
              case when k.window_at > now() - ${windowSeconds}::int * interval '1 second' then k.failed else 0 end + ${failed}::int as failed,
              case when k.window_at > now() - ${windowSeconds}::int * interval '1 second' then k.window_at else now() end as window_at
          ) fresh
          where tenant_id = ${tenantId} and account = ${account} for update of k
        ) n
        where v.tenant_id = n.tenant_id and v.account = n.account`.execute(trx),
  );
}
