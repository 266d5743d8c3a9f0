import type { Alert, SourceWanted } from "../../schemas/alert.ts";
import type { AlertId, TicketId } from "../../schemas/ids.ts";
import type { Ticket } from "../../schemas/ticket.ts";
import type { BatchInput, BatchPlan, EventAt } from "../intake/batch.ts";
import type { Stores } from "../ports/stores.ts";
import { decideSource } from "../sources/decide-source.ts";

/** What a saved batch means for its alerts' tools: what a call needs, and what is wanted of an alert that has another ticket. */
export async function noteSources(
  stores: Stores,
  input: BatchInput,
  plan: BatchPlan,
  events: readonly EventAt[],
): Promise<void> {
  for (const connectionId of new Set(events.map((at) => at.connectionId))) {
    const handles = new Map(
      events.flatMap(({ event: { dedupKey, condition, handle }, connectionId: of }) =>
        of === connectionId && handle && condition === "firing" ? [[dedupKey, { dedupKey, handle }] as const] : [],
      ),
    );
    await stores.sources.keepHandles(connectionId, [...handles.values()]);
  }
  const moved = [...plan.alerts].flatMap(([key, one]) =>
    one.isNew || one.alert.ticketId !== input.alerts.get(key)?.ticketId ? [one] : [],
  );
  const tickets = await findTickets(stores, input, plan, moved);
  const wanted = moved.flatMap(({ alert, isNew }): { alertId: AlertId; wanted: SourceWanted }[] => {
    const ticket = alert.ticketId === null ? undefined : tickets.get(alert.ticketId);
    const wanted = ticket ? decideSource(ticket) : "none";
    // A new row wants nothing already.
    return isNew && wanted === "none" ? [] : [{ alertId: alert.id, wanted }];
  });
  await stores.sources.wantEach(wanted);
}

/** Tickets of the batch are at hand; one that an alert joined by another rule is read. */
async function findTickets(
  stores: Stores,
  input: BatchInput,
  plan: BatchPlan,
  moved: readonly { alert: Alert }[],
): Promise<ReadonlyMap<TicketId, Ticket>> {
  const ids = new Set(moved.flatMap(({ alert: { ticketId } }) => (ticketId === null ? [] : [ticketId])));
  const known = new Map<TicketId, Ticket>();
  for (const id of ids) {
    const ticket = plan.tickets.get(id)?.ticket ?? input.tickets.get(id)?.ticket;
    if (ticket) known.set(id, ticket);
  }
  const others = [...ids].filter((id) => !known.has(id));
  return others.length === 0 ? known : new Map([...known, ...(await stores.tickets.read(others))]);
}
