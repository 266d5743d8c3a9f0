import type { UnitOfWork } from "../../core/ports/stores.ts";
import { type CompiledPlan } from "../../core/sla/compile-plan.ts";
import { type ClockState, decideClocks } from "../../core/sla/decide-clocks.ts";
import type { TenantId, TicketId } from "../../schemas/ids.ts";
import type { SlaTarget } from "../../schemas/sla-plan.ts";
import type { Ticket } from "../../schemas/ticket.ts";
import type { Kysely } from "kysely";
import type { Database } from "../db/database.ts";
import { readTicketsSince } from "../db/sla.ts";

export interface RehearseDeps {
  db: Kysely<Database>;
  tenantId: TenantId;
  unit: UnitOfWork;
  clock: { now(): Date };
}

/** What a plan would have made of stored tickets, beside what the plan that counts makes of them. */
export interface RehearsedPlan {
  tickets: number;
  /** Whether there are more tickets than were looked at. */
  cut: boolean;
  targets: readonly { target: SlaTarget; clocks: number; breachedCurrent: number; breachedProposed: number }[];
  /** Those that one plan breaks and the other keeps, the first so many. */
  differing: readonly DifferingTicket[];
}

export interface DifferingTicket {
  id: TicketId;
  title: string;
  client: string;
  priority: number;
  target: SlaTarget;
  round: number;
  policy: { current: string; proposed: string };
  /** Null = that plan keeps it. */
  breachedAt: { current: Date | null; proposed: Date | null };
}

const mostTickets = 50_000;
const atOnce = 500;
const mostListed = 200;

/** Counts the clocks of tickets since an instant by both plans, not by what desks say; writes nothing. */
export async function rehearsePlan(
  deps: RehearseDeps,
  current: CompiledPlan,
  proposed: CompiledPlan,
  since: Date,
): Promise<RehearsedPlan> {
  const at = deps.clock.now();
  const counts = new Map<SlaTarget, { clocks: number; breachedCurrent: number; breachedProposed: number }>();
  const differing: DifferingTicket[] = [];
  let tickets = 0;
  let after: TicketId | null = null;
  let page: readonly Ticket[] = [];
  do {
    page = await readTicketsSince(deps.db, deps.tenantId, since, after, atOnce);
    const asked = page.map((ticket) => ({ ticket, startedAt: undefined }));
    const histories = await deps.unit.inTenant(deps.tenantId, ({ clocks }) => clocks.histories(asked, at));
    for (const ticket of page) {
      const history = histories.get(ticket.id);
      if (!history) continue;
      const ledger = { ...history.ledger, firstRound: 1 };
      const decide = (compiled: CompiledPlan) =>
        decideClocks(ticket, ledger, { compiled, client: history.client, theirs: null, now: at }).clocks;
      for (const pair of pairUp(decide(current), decide(proposed))) {
        count(counts, pair);
        if (differing.length < mostListed && isOther(pair)) differing.push(describe(ticket, history.client, pair));
      }
    }
    tickets += page.length;
    after = page.at(-1)?.id ?? null;
  } while (page.length === atOnce && tickets < mostTickets);
  const targets = [...counts].map(([target, sums]) => ({ target, ...sums }));
  return { tickets, cut: page.length === atOnce, targets, differing };
}

interface Pair {
  target: SlaTarget;
  round: number;
  current: ClockState | undefined;
  proposed: ClockState | undefined;
}

function pairUp(current: readonly ClockState[], proposed: readonly ClockState[]): readonly Pair[] {
  const pairs = new Map<string, Pair>();
  const note = (clock: ClockState, side: "current" | "proposed") => {
    const key = `${clock.target} ${clock.round}`;
    const known = pairs.get(key) ?? {
      target: clock.target,
      round: clock.round,
      current: undefined,
      proposed: undefined,
    };
    pairs.set(key, { ...known, [side]: clock });
  };
  for (const clock of current) note(clock, "current");
  for (const clock of proposed) note(clock, "proposed");
  return [...pairs.values()];
}

function count(
  counts: Map<SlaTarget, { clocks: number; breachedCurrent: number; breachedProposed: number }>,
  pair: Pair,
): void {
  const sums = counts.get(pair.target) ?? { clocks: 0, breachedCurrent: 0, breachedProposed: 0 };
  counts.set(pair.target, {
    clocks: sums.clocks + (pair.proposed ? 1 : 0),
    breachedCurrent: sums.breachedCurrent + (pair.current?.breachedAt ? 1 : 0),
    breachedProposed: sums.breachedProposed + (pair.proposed?.breachedAt ? 1 : 0),
  });
}

function isOther({ current, proposed }: Pair): boolean {
  return (current?.breachedAt ?? null) === null ? proposed?.breachedAt != null : proposed?.breachedAt == null;
}

function describe({ id, fields }: Ticket, client: string, { target, round, current, proposed }: Pair): DifferingTicket {
  return {
    id,
    title: fields.title,
    client,
    priority: fields.priority,
    target,
    round,
    policy: { current: current?.policy ?? "–", proposed: proposed?.policy ?? "–" },
    breachedAt: { current: current?.breachedAt ?? null, proposed: proposed?.breachedAt ?? null },
  };
}
