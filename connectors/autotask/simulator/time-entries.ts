import { Hono } from "hono";
import type { SimulatorEnv } from "../../simulator-kit/serve.ts";
import { VendorRefusal } from "./query.ts";
import { addRow, findRow, type Row, type SimulatorState, technicians, toInstant } from "./state.ts";

/** Work that a technician books on a ticket: one text for the customer, one for colleagues. No webhook tells of it. */
function addTimeEntry(
  state: SimulatorState,
  ticketId: number,
  texts: { summaryNotes?: string; internalNotes?: string },
): Row {
  const ticket = findRow(state, "Tickets", ticketId);
  if (!ticket) throw new VendorRefusal("No matching records found.");
  const now = toInstant(state.now());
  Object.assign(ticket, { lastActivityDate: now, lastActivityResourceID: technicians.ann });
  return addRow(state, "TimeEntries", {
    ticketID: ticketId,
    resourceID: technicians.ann,
    creatorUserID: technicians.ann,
    hoursWorked: 0.25,
    summaryNotes: texts.summaryNotes ?? "",
    internalNotes: texts.internalNotes ?? "",
    createDateTime: now,
    lastModifiedDateTime: now,
  });
}

/** A technician books time by `POST /control/time-entries`. */
export function createTimeRoutes(state: SimulatorState): Hono<SimulatorEnv> {
  const app = new Hono<SimulatorEnv>();
  app.post("/time-entries", async (context) => {
    const { ticketId, ...texts } = await context.req.json<{
      ticketId: string;
      summaryNotes?: string;
      internalNotes?: string;
    }>();
    return context.json({ id: String(addTimeEntry(state, Number(ticketId), texts).id) });
  });
  return app;
}
