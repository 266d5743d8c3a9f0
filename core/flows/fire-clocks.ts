import type { TenantId, TicketId } from "../../schemas/ids.ts";
import type { Ticket } from "../../schemas/ticket.ts";
import { type EventDraft, told } from "../events/build-event.ts";
import type { FiredClock, UnitOfWork } from "../ports/stores.ts";
import type { World } from "../ports/world.ts";
import { beginEscalations, type CausedTicket } from "./begin-escalations.ts";
import { tellEvents } from "./tell-events.ts";

const mostAtOnce = 200;

/**
 * Lets clocks do what is due by the database's time, each once, whichever node comes first: a warning or a breach is kept,
 * and whoever is to be told of it is.
 */
export async function fireClocks(
  deps: Pick<World, "clock" | "ids"> & { unit: UnitOfWork },
  tenantId: TenantId,
): Promise<{ fired: readonly FiredClock[]; again: boolean }> {
  return deps.unit.inTenant(tenantId, async (stores) => {
    const fired = await stores.clocks.fireDue(mostAtOnce);
    const ids = [...new Set(fired.map(({ ticketId }) => ticketId))];
    const tickets = await stores.tickets.read(ids);
    const { caused, drafts } = describeFired(fired, tickets);
    await tellEvents(deps, stores, tenantId, drafts);
    await beginEscalations(deps, stores, tenantId, caused);
    await stores.escalations.wake(ids);
    return { fired, again: fired.length >= mostAtOnce };
  });
}

/** What follows from clocks that have fired: escalations, and what other systems are told. */
export function describeFired(
  fired: readonly FiredClock[],
  tickets: ReadonlyMap<TicketId, Ticket>,
): { caused: readonly CausedTicket[]; drafts: readonly EventDraft[] } {
  const caused = fired.flatMap(({ ticketId, target, round, kind, breachAt }) => {
    const ticket = tickets.get(ticketId);
    if (!ticket) return [];
    const share = shareOf(kind);
    const causeKey = `sla:${target}:${round}:${breachAt.toISOString()}`;
    return [{ ticket, cause: { kind: "sla" as const, target, round, share }, causeKey }];
  });
  const drafts = fired.flatMap(({ ticketId, target, round, kind, breachAt }) => {
    const ticket = tickets.get(ticketId);
    const clock = { target, round, share: shareOf(kind), dueAt: breachAt.toISOString() };
    return ticket ? [told.fired(ticket, clock)] : [];
  });
  return { caused, drafts };
}

function shareOf(kind: FiredClock["kind"]): number {
  return kind === "breach" ? 100 : Number(kind.slice("warning".length));
}
