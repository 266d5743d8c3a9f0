import type { TenantId, TicketId } from "../../schemas/ids.ts";
import type { Ticket } from "../../schemas/ticket.ts";
import type { ClockMove, CountedTicket, KnownClock, SavedClock, Stores } from "../ports/stores.ts";
import { type CompiledPlan, compilePlan } from "../sla/compile-plan.ts";
import { type ClockState, decideClocks } from "../sla/decide-clocks.ts";
import { defaultPlan } from "../sla/default-plan.ts";
import { findNextDue } from "../sla/find-next-due.ts";

/** Compiled once for each version; a tenant has one that counts. */
const newest = new Map<TenantId, CompiledPlan>();
const mostKept = 500;

/** The plan that counts now, with its calendars. */
export async function loadPlan({ clocks }: Pick<Stores, "clocks">, tenantId: TenantId): Promise<CompiledPlan> {
  const kept = newest.get(tenantId);
  const { version, plan } = await clocks.newestPlan(kept?.version ?? -1);
  if (kept?.version === version) return kept;
  const compiled = compilePlan(plan ?? defaultPlan, version);
  if (newest.size >= mostKept) newest.clear();
  newest.set(tenantId, compiled);
  return compiled;
}

/** A ticket whose clocks are to be decided; its changes and comments are stored already. */
export interface ClockedTicket {
  ticket: Ticket;
  /** When the promises began; absent = as it is stored, else when the ticket was made. */
  startedAt?: Date | undefined;
  /** Why they may have moved, in a few words for people. */
  why?: string;
}

/** Decides the clocks of locked tickets anew from all that is known of them, and keeps what has moved. */
export async function saveClocks(
  { now }: { now: Date },
  stores: Pick<Stores, "clocks">,
  tenantId: TenantId,
  tickets: readonly ClockedTicket[],
  because: ClockMove["because"] = "ticketChanged",
): Promise<void> {
  if (tickets.length === 0) return;
  const compiled = await loadPlan(stores, tenantId);
  const asked = tickets.map(({ ticket, startedAt }) => ({ ticket, startedAt }));
  const histories = await stores.clocks.histories(asked, now);
  const saved: SavedClock[] = [];
  const dropped: (KnownClock & { ticketId: TicketId })[] = [];
  const moves: ClockMove[] = [];
  const counted: CountedTicket[] = [];
  for (const { ticket, why } of tickets) {
    const history = histories.get(ticket.id);
    if (!history) continue;
    const { client, theirs } = history;
    const { clocks } = decideClocks(ticket, history.ledger, { compiled, client, theirs, now });
    const startedAt = new Date(history.ledger.startedAt);
    counted.push({ ticketId: ticket.id, startedAt, nextDue: findNextDue(clocks) });
    const known = new Map(history.known.map((clock) => [nameOf(clock), clock]));
    dropped.push(...listDropped(history.known, clocks).map((clock) => ({ ...clock, ticketId: ticket.id })));
    for (const clock of clocks) {
      const before = known.get(nameOf(clock));
      saved.push({ ticketId: ticket.id, clock, nextFireAt: findNext(clock, before) });
      if (before && before.dueAt?.getTime() !== clock.dueAt?.getTime() && isOpen(before.stage))
        moves.push({ ...buildMove(ticket.id, before, clock, now), because, detail: why ?? null });
    }
  }
  await stores.clocks.addMoves(moves);
  await stores.clocks.drop(dropped, now);
  await stores.clocks.save(saved, counted, compiled.version);
}

const nameOf = ({ target, round }: { target: string; round: number }) => `${target} ${round}`;
const isOpen = (stage: ClockState["stage"]) => stage === "inProgress" || stage === "paused";

/** The first that has not happened; one that happened at another instant, before something moved, does not count. */
function findNext({ fires }: ClockState, before: KnownClock | undefined): Date | null {
  const fired = new Set(before?.fired.map(({ kind, at }) => `${kind} ${at.getTime()}`));
  const left = fires.filter(({ kind, at }) => !fired.has(`${kind} ${at.getTime()}`));
  return left.reduce<Date | null>((first, { at }) => (first === null || at < first ? at : first), null);
}

/** Targets that the ticket has no more: another policy, another priority, a word that was taken back. */
function listDropped(known: readonly KnownClock[], clocks: readonly ClockState[]): readonly KnownClock[] {
  const kept = new Set(clocks.map(nameOf));
  return known.filter((clock) => isOpen(clock.stage) && !kept.has(nameOf(clock)));
}

function buildMove(
  ticketId: TicketId,
  before: KnownClock,
  clock: ClockState,
  at: Date,
): Omit<ClockMove, "because" | "detail"> {
  const { target, round } = clock;
  const versions = { fromVersion: before.version, toVersion: clock.version };
  return { ticketId, target, round, from: before.dueAt, to: clock.dueAt, ...versions, at };
}
