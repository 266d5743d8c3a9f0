import { Hono } from "hono";
import { z } from "zod";
import { principalOf, seesClient } from "../access/principal.ts";
import { TicketId } from "../../schemas/ids.ts";
import { SlaPlan } from "../../schemas/sla-plan.ts";
import { listHolidays } from "../sla/list-holidays.ts";
import type { SlaService } from "../sla/sla-service.ts";
import { AppError } from "./problem.ts";
import { readJson } from "./read-json.ts";
import { createTextRoutes } from "./text-routes.ts";

const year = z.coerce.number().int().min(1970).max(2200);
const HolidayQuery = z.object({
  country: z.string().trim().toUpperCase(),
  state: z.string().trim().toUpperCase().optional(),
  from: year,
  to: year,
});
const BacktestRequest = z.strictObject({ text: z.string().max(1_000_000), since: z.coerce.date() });

/** What clients are promised: saved by version, explained, rehearsed. @param findTicket by id, code or number */
export function createSlaRoutes(sla: SlaService, findTicket: (wanted: string) => Promise<string | undefined>): Hono {
  const app = new Hono();
  app.get("/sla/holidays", (context) => context.json(listHolidays(HolidayQuery.parse(context.req.query()))));
  app.post("/sla/backtest", async (context) => {
    const { text, since } = BacktestRequest.parse(await readJson(context));
    return context.json(await sla.rehearse(text, since));
  });
  app.route("/sla", createTextRoutes(sla.texts, SlaPlan));
  app.get("/tickets/:id/sla", async (context) => {
    const id = await findTicket(context.req.param("id"));
    const told = id === undefined ? undefined : await sla.explain(TicketId.parse(id));
    if (!told || !seesClient(principalOf(context), told.ticket.clientId))
      throw new AppError("notFound", "There is no ticket with this id, code or number.");
    return context.json(told);
  });
  return app;
}
