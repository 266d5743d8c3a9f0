import type { Stores } from "../../core/ports/stores.ts";
import type { AlertId, TicketId } from "../../schemas/ids.ts";

/** What a transaction has changed that people look at. */
export interface Touched {
  tickets: Set<TicketId>;
  alerts: Set<AlertId>;
}

/** The same stores, which note what they change: whoever looks at it is told once it is committed. */
export function noteTouched(stores: Stores, touched: Touched): Stores {
  const { tickets, alerts, links, comments, clocks, escalations } = stores;
  const note = (id: TicketId) => void touched.tickets.add(id);
  return {
    ...stores,
    tickets: {
      ...tickets,
      async insert(made) {
        for (const { id } of made) note(id);
        await tickets.insert(made);
      },
      async update(changed) {
        for (const { id } of changed) note(id);
        await tickets.update(changed);
      },
    },
    alerts: {
      ...alerts,
      async save(saved) {
        for (const { alert } of saved) {
          touched.alerts.add(alert.id);
          if (alert.ticketId !== null) note(alert.ticketId);
        }
        await alerts.save(saved);
      },
    },
    links: {
      ...links,
      async save(link, change) {
        note(link.ticketId);
        return links.save(link, change);
      },
    },
    comments: {
      ...comments,
      async insert(said) {
        for (const { ticketId } of said) note(ticketId);
        await comments.insert(said);
      },
    },
    clocks: {
      ...clocks,
      async fireDue(most) {
        const fired = await clocks.fireDue(most);
        for (const { ticketId } of fired) note(ticketId);
        return fired;
      },
    },
    escalations: {
      ...escalations,
      async begin(escalation, causeKey) {
        note(escalation.ticketId);
        return escalations.begin(escalation, causeKey);
      },
    },
  };
}
