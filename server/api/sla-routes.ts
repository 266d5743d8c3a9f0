import { z } from "zod";
import { TicketId } from "../../schemas/ids.ts";
import { SlaPlan } from "../../schemas/sla-plan.ts";
import { Priority, TicketType } from "../../schemas/ticket.ts";
import { type Principal, isPortal, principalOf, seesClient } from "../access/principal.ts";
import type { RehearsalStep, RehearsedPlan as BothPlans } from "../sla/rehearse-plan.ts";
import type { SlaService } from "../sla/sla-service.ts";
import { answerEvents, wantsEvents } from "./answer-events.ts";
import { body, describeRoute, json, openGroup } from "./describe-route.ts";
import { AppError } from "./problem.ts";
import { byId, GivenInstant } from "./shapes/common.ts";
import { CalculatedPromises, ExplainedTicket, Holidays, RehearsedPlan } from "./shapes/sla.ts";
import { Text, textLimits } from "./shapes/texts.ts";
import { createTextRoutes } from "./text-routes.ts";

const year = z.coerce.number().int().min(1970).max(2200);
const HolidayQuery = z.strictObject({
  country: z.string().trim().max(50).toUpperCase().describe("Two letters, such as DE."),
  state: z.string().trim().max(50).toUpperCase().optional(),
  from: year,
  to: year,
});
const BacktestRequest = z.strictObject({ text: Text, since: GivenInstant });

const named = z.string().trim().min(1).max(500);
const CalculateRequest = z.strictObject({
  text: Text.optional().describe("A plan that is not saved; absent = the one that counts."),
  client: named.describe("Name of a client."),
  priority: Priority,
  type: TicketType.default("incident"),
  queue: named.optional(),
  category: named.optional(),
  contract: named.optional(),
  service: named.optional(),
  raisedAt: GivenInstant,
});

const tags = ["SLA"];
const holidays = describeRoute({
  method: "get",
  path: "/sla/holidays",
  operationId: "listHolidays",
  tags,
  summary: "Public holidays of a country or state, to be copied into a calendar",
  request: { query: HolidayQuery },
  responses: { 200: json(Holidays, "In order.") },
});
const backtest = describeRoute(
  {
    method: "post",
    path: "/sla/backtest",
    operationId: "backtestSla",
    tags,
    summary: "What another plan would have made of the tickets since an instant",
    description:
      "Writes nothing. Whoever accepts `text/event-stream` is told how far it is (event `progress`: `tickets` of `of`), then both plans (`result`) and the end (`end`); it stops when they leave.",
    request: { body: body(BacktestRequest) },
    responses: { 200: json(RehearsedPlan, "Both plans, side by side.") },
  },
  { limits: textLimits },
);
const calculate = describeRoute(
  {
    method: "post",
    path: "/sla/calculate",
    operationId: "calculateSla",
    tags,
    summary: "What would be promised on a ticket that is raised at an instant",
    description: "Writes nothing. A policy that an intake rule would name is not looked for.",
    request: { body: body(CalculateRequest) },
    responses: { 200: json(CalculatedPromises, "Each promise, with the time that counts until it is due.") },
  },
  { limits: textLimits },
);
const explain = describeRoute({
  method: "get",
  path: "/tickets/{id}/sla",
  operationId: "explainSla",
  tags,
  summary: "Why a ticket's clocks stand as they do",
  request: { params: byId },
  responses: { 200: json(ExplainedTicket, "Each clock, with every stretch of time that was counted or was not.") },
});

const names = { operation: "Sla", tag: "SLA", what: "what clients are promised" };

async function* asEvents(steps: AsyncIterable<RehearsalStep>) {
  for await (const { kind, ...step } of steps) yield { event: kind, data: "plans" in step ? step.plans : step };
}

async function finish(steps: AsyncIterable<RehearsalStep>): Promise<BothPlans> {
  for await (const step of steps) if (step.kind === "result") return step.plans;
  throw new Error("the rehearsal ended without a result");
}

type FindTicket = (wanted: string, by: Principal) => Promise<string | undefined>;

/** What clients are promised: saved by version, explained, rehearsed. @param findTicket by id, code or number */
export function createSlaRoutes(sla: SlaService, findTicket: FindTicket) {
  return openGroup()
    .openapi(holidays, async (context) => {
      const { country, state, from, to } = context.req.valid("query");
      // The calendars of the world are loaded for whoever asks: few do.
      const { listHolidays } = await import("../sla/list-holidays.ts");
      return context.json(listHolidays({ country, state, from, to }), 200);
    })
    .openapi(backtest, async (context) => {
      const { text, since } = context.req.valid("json");
      const rehearsal = await sla.rehearse(text, since);
      return wantsEvents(context)
        ? answerEvents(context, asEvents(rehearsal))
        : context.json(await finish(rehearsal), 200);
    })
    .openapi(calculate, async (context) => context.json(await sla.calculate(context.req.valid("json")), 200))
    .route("/sla", createTextRoutes(names, sla.texts, SlaPlan))
    .openapi(explain, async (context) => {
      const id = await findTicket(context.req.valid("param").id, principalOf(context));
      const told = id === undefined ? undefined : await sla.explain(TicketId.parse(id));
      if (!told || !seesClient(principalOf(context), told.ticket.clientId))
        throw new AppError("notFound", "There is no ticket with this id, code or number.");
      // Who is told inside the provider is not for its clients.
      return context.json(isPortal(principalOf(context)) ? { ...told, tells: [] } : told, 200);
    });
}
