import { loadDuty } from "../../core/flows/load-duty.ts";
import type { UnitOfWork } from "../../core/ports/stores.ts";
import { type CompiledPlan } from "../../core/sla/compile-plan.ts";
import { type ClockState, decideClocks } from "../../core/sla/decide-clocks.ts";
import type { TenantId, TicketId } from "../../schemas/ids.ts";
import type { SlaTarget } from "../../schemas/sla-plan.ts";
import type { Ticket } from "../../schemas/ticket.ts";
import type { Kysely } from "kysely";
import type { Database } from "../db/database.ts";
import { countTicketsSince, readTicketsSince } from "../db/sla.ts";
import { nameTarget, type PageRules, rehearsePages, type RehearsedTicket } from "./rehearse-pages.ts";

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
  /**
   * How often each person and place would have been told, by the duty plan that counts now and as if nobody had answered
   * before a promise was kept. What begins with a ticket's opening is not counted: it does not depend on the plan.
   */
  told: readonly { name: string; current: number; proposed: number }[];
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
  /** Whom the ticket's targets would have had told, each once. */
  told: { current: readonly string[]; proposed: readonly string[] };
}

/** How many tickets of how many both plans have been tried on; and at the end what came of it. */
export type RehearsalStep =
  { kind: "progress"; tickets: number; of: number } | { kind: "result"; plans: RehearsedPlan };

const mostTickets = 50_000;
const atOnce = 500;
const mostListed = 200;

/** Counts the clocks of tickets since an instant by both plans, not by what desks say; writes nothing. */
export async function* rehearsePlan(
  deps: RehearseDeps,
  current: CompiledPlan,
  proposed: CompiledPlan,
  since: Date,
): AsyncGenerator<RehearsalStep, void> {
  const at = deps.clock.now();
  const rules = await loadPageRules(deps, since, at);
  const sums = new Sums();
  const of = Math.min(mostTickets, await countTicketsSince(deps.db, deps.tenantId, since));
  let tickets = 0;
  let after: TicketId | null = null;
  let page: readonly Ticket[] = [];
  do {
    yield { kind: "progress", tickets, of: Math.max(of, tickets) };
    page = await readTicketsSince(deps.db, deps.tenantId, since, after, atOnce);
    const asked = page.map((ticket) => ({ ticket, startedAt: undefined }));
    const histories = await deps.unit.inTenant(deps.tenantId, ({ clocks }) => clocks.histories(asked, at));
    for (const ticket of page) {
      const history = histories.get(ticket.id);
      if (!history) continue;
      const known = { ticket, ledger: { ...history.ledger, firstRound: 1 }, client: history.client };
      sums.add(known, judge(current, known, rules), judge(proposed, known, rules));
    }
    tickets += page.length;
    after = page.at(-1)?.id ?? null;
  } while (page.length === atOnce && tickets < mostTickets);
  yield { kind: "result", plans: { tickets, cut: page.length === atOnce, ...sums.report() } };
}

function loadPageRules(deps: RehearseDeps, since: Date, now: Date): Promise<PageRules> {
  return deps.unit.inTenant(deps.tenantId, async (stores) => {
    const { plan } = await loadDuty(stores, deps.tenantId);
    return { plan, overrides: await stores.escalations.overrides(since), now };
  });
}

/** What one plan makes of a ticket. */
interface Judged {
  clocks: readonly ClockState[];
  /** Names of whom it would have had told, one for each page. */
  told: readonly string[];
}

function judge(compiled: CompiledPlan, known: RehearsedTicket, rules: PageRules): Judged {
  const { ticket, ledger, client } = known;
  const { clocks } = decideClocks(ticket, ledger, { compiled, client, theirs: null, now: rules.now });
  return { clocks, told: rehearsePages(rules, compiled, known).map(({ target }) => nameTarget(target)) };
}

/** Adds up what both plans make of ticket after ticket. */
class Sums {
  private readonly targets = new Map<
    SlaTarget,
    { clocks: number; breachedCurrent: number; breachedProposed: number }
  >();
  private readonly told = new Map<string, { current: number; proposed: number }>();
  private readonly differing: DifferingTicket[] = [];

  add({ ticket, client }: RehearsedTicket, current: Judged, proposed: Judged): void {
    const told = { current: [...new Set(current.told)], proposed: [...new Set(proposed.told)] };
    for (const pair of pairUp(current.clocks, proposed.clocks)) {
      count(this.targets, pair);
      if (this.differing.length < mostListed && isOther(pair))
        this.differing.push({ ...describe(ticket, client, pair), told });
    }
    this.addTold(current.told, "current");
    this.addTold(proposed.told, "proposed");
  }

  report(): Pick<RehearsedPlan, "targets" | "differing" | "told"> {
    return {
      targets: [...this.targets].map(([target, sums]) => ({ target, ...sums })),
      differing: this.differing,
      told: [...this.told]
        .map(([name, sums]) => ({ name, ...sums }))
        .toSorted((one, other) => other.proposed - one.proposed || one.name.localeCompare(other.name)),
    };
  }

  private addTold(names: readonly string[], side: "current" | "proposed"): void {
    for (const name of names) {
      const known = this.told.get(name) ?? { current: 0, proposed: 0 };
      this.told.set(name, { ...known, [side]: known[side] + 1 });
    }
  }
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

function describe(
  { id, fields }: Ticket,
  client: string,
  { target, round, current, proposed }: Pair,
): Omit<DifferingTicket, "told"> {
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
