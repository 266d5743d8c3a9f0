import { type Kysely, sql } from "kysely";
import type { CallBudget } from "../../connectors/contract.ts";
import type { TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

/** Calls that may be made at once after a quiet time, as a share of the window's. */
const burstShare = 0.1;
const leastBurst = 5;
/** This share of the burst is kept for tickets of priority 1 and 2. */
const urgentShare = 0.2;
export const probeEverySeconds = 30;
export const rampSeconds = 120;

/** Calls follow each other where the one before was asked for so long ago. */
const followMs = 100;
const mostAhead = 2;
/** Where a burst has no more than these left, none is taken ahead: those that come to nothing would be missed. */
const spareTurns = 10;
/**
 * Longer than as many calls as are under way at once need, at the rates that vendors allow: whoever waits holds a slot, so that no
 * more wait than there are slots. What takes longer is the queue's to wait for.
 */
const longestWaitMs = 10_000;
/** So long a turn that was taken ahead is good: another node may have been told of a wait since. */
const goodMs = 200;

export interface AccountKey {
  tenantId: TenantId;
  account: string;
}

export interface Turn {
  granted: boolean;
  breaker: string;
  probing: boolean;
  /** Of a granted turn: so long it is to be waited for, in the order of asking. Else until one may be granted. */
  wait_ms: number;
  /** Of a wait that the vendor has asked for; 0 or less = none. */
  rest_ms: number;
}

/** Turns of one account, for the calls of this process. */
export interface Turns {
  /** A turn for a call, now or soon, or why there is none. */
  take(urgent: boolean): Promise<Turn>;
  /** A granted turn that was waited for: whether it is still good. */
  confirm(urgent: boolean): Promise<Turn>;
  /** The vendor is in trouble, or asks for a wait: what was taken ahead is not good any longer. */
  forget(): void;
}

interface Ahead {
  turn: Promise<Turn | undefined>;
  askedAt: number;
}

/**
 * A call holds its slot while it asks for its turn. So that the vendor's slots are not empty for as long, the next turns are
 * taken while calls that follow each other are under way; at the end of a row of calls at most {@link mostAhead} turns of the
 * budget are not used.
 *
 * @param now the process's own clock, ms
 */
export function createTurns(
  db: Kysely<Database>,
  key: AccountKey,
  budget: CallBudget | undefined,
  now: () => number,
): Turns {
  let ahead: Record<"urgent" | "others", Ahead[]> = { urgent: [], others: [] };
  let lastAt = -Infinity;
  const prepare = (urgent: boolean, list: Ahead[]) => {
    while (list.length < mostAhead) {
      // Who needs a turn asks again, and is told what went wrong.
      const turn = takeTurn(db, key, budget, { urgent, as: "ahead" }).catch(() => undefined);
      list.push({ turn, askedAt: now() });
    }
  };
  return {
    async take(urgent) {
      const list = ahead[urgent ? "urgent" : "others"];
      const follows = now() - lastAt < followMs;
      lastAt = now();
      while (list[0] && now() - list[0].askedAt > goodMs) list.shift();
      const next = list.shift();
      if (follows) prepare(urgent, list);
      const taken = await next?.turn;
      const isGood = next && ahead[urgent ? "urgent" : "others"] === list;
      return taken?.granted && isGood ? taken : takeTurn(db, key, budget, { urgent, as: "next" });
    },
    confirm: (urgent) => takeTurn(db, key, budget, { urgent, as: "waited" }),
    forget() {
      ahead = { urgent: [], others: [] };
    },
  };
}

/** The burst is taken off the steady rate, so that no window holds more calls than the budget. */
export function spreadBudget(budget: CallBudget | undefined): { intervalMs: number; burstMs: number } {
  if (!budget) return { intervalMs: 0, burstMs: 0 };
  const burst = Math.max(leastBurst, budget.calls * burstShare);
  const intervalMs = budget.windowMs / Math.max(1, budget.calls - burst);
  return { intervalMs, burstMs: burst * intervalMs };
}

interface Asked {
  urgent: boolean;
  /** `ahead`: for a call that is not there yet. `waited`: it has its turn, and has waited for it. */
  as: "next" | "ahead" | "waited";
}

/**
 * One statement: it takes its turn in the budget, now or soon, or says how long to wait. Whoever waits has its turn already:
 * without one, those that wait together would miss it in turn, and what needs many calls would never end. With an open breaker
 * only the probe passes, which is never taken ahead.
 */
async function takeTurn(
  db: Kysely<Database>,
  { tenantId, account }: AccountKey,
  budget: CallBudget | undefined,
  { urgent, as }: Asked,
): Promise<Turn> {
  const { intervalMs, burstMs } = spreadBudget(budget);
  const usualMs = urgent ? burstMs : burstMs * (1 - urgentShare);
  const toleranceMs = usualMs + intervalMs - (as === "ahead" ? spareTurns * intervalMs : 0);
  const patienceMs = as === "next" ? longestWaitMs : 0;
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql<Turn>`
    with known as (
      select tat, breaker, probe_at, ramp_until, rests_until from vendor_account
      where tenant_id = ${tenantId} and account = ${account} for update
    ), asked as (
      select greatest(tat, now()) + ${intervalMs}::float8 * (1 + 9 * greatest(0, coalesce(extract(epoch from ramp_until - now()), 0) / ${rampSeconds}::float8))
          * interval '1 millisecond' as next,
        breaker, breaker = 'open' and coalesce(probe_at, '-infinity') <= now() as probing,
        greatest(0, coalesce(ceil(extract(epoch from rests_until - now()) * 1000), 0))::int as rest_ms
      from known
    ), decided as (
      select *, rest_ms = 0 and (breaker = 'closed' or (probing and ${as === "next"}::boolean))
        and (${intervalMs === 0 || as === "waited"}::boolean or next - now() <=
          (${toleranceMs}::float8 + case when probing then 0 else ${patienceMs}::float8 end) * interval '1 millisecond') as granted
      from asked
    ), taken as (
      update vendor_account v set tat = case when ${as === "waited"}::boolean then v.tat else d.next end,
        probe_at = case when d.probing then now() + ${probeEverySeconds}::int * interval '1 second' else v.probe_at end
      from decided d where d.granted and v.tenant_id = ${tenantId} and v.account = ${account}
      returning 1
    )
    select granted, breaker, probing, rest_ms,
      ceil(extract(epoch from next - now()) * 1000 - ${toleranceMs}::float8)::int as wait_ms
    from decided left join taken on true`.execute(trx),
  );
  const [turn] = rows;
  if (turn) return turn;
  await withTenant(db, tenantId, (trx) =>
    sql`insert into vendor_account (tenant_id, account) values (${tenantId}::uuid, ${account}) on conflict do nothing`.execute(
      trx,
    ),
  );
  return takeTurn(db, { tenantId, account }, budget, { urgent, as });
}
