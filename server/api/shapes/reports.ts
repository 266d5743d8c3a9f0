import { z } from "zod";
import { listOf } from "./common.ts";

const Target = z.object({
  met: z.int(),
  breached: z.int(),
  attainment: z.number().nullable().describe("met / (met + breached); null = nothing was due."),
});
const Times = z
  .object({ medianMs: z.number().nullable(), p90Ms: z.number().nullable() })
  .describe("Wall time, of what has ended.");

export const ServiceReport = z
  .object({
    months: listOf(z.string()),
    timeZone: z.string(),
    rows: listOf(
      z.object({
        client: z.string(),
        month: z.string(),
        opened: z.int().describe("Tickets that were opened."),
        response: Target,
        update: Target,
        resolution: Target,
        acknowledge: Times,
        resolve: Times,
        firings: z.int().describe("Times that alerts fired; repeats are left out."),
        alertTickets: z.int().describe("How many of these opened a ticket."),
        folded: z.number().nullable().describe("The share of firings that opened no ticket."),
      }),
    ).describe("One a client and month in which anything happened; by client, then month."),
  })
  .meta({ id: "ServiceReport", description: "What was promised and done, by client and month." });
