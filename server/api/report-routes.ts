import { z } from "zod";
import { principalOf } from "../access/principal.ts";
import { countForReport } from "../db/report.ts";
import { buildReport, listBounds, listMonths } from "../reports/build-report.ts";
import { describeRoute, json, openGroup } from "./describe-route.ts";
import { AppError } from "./problem.ts";
import type { ApiDeps } from "./routes.ts";
import { ServiceReport } from "./shapes/reports.ts";

const Month = z
  .string()
  .regex(/^(19|20|21)\d\d-(0[1-9]|1[0-2])$/, "expected a month such as 2026-03")
  .describe("Such as 2026-03.");
/** More are asked for a part at a time. */
const mostMonths = 36;
const Query = z.strictObject({
  from: Month,
  to: Month,
  timeZone: z
    .string()
    .max(100)
    .default("UTC")
    .refine(isZone, "expected an IANA time zone such as Europe/Berlin")
    .describe("Where a month begins."),
});

const service = describeRoute({
  method: "get",
  path: "/reports/service",
  operationId: "reportService",
  tags: ["Reports"],
  summary: "What was promised and done, by client and month",
  description: `Targets met, times to acknowledge and to resolve, and how many alerts opened no ticket. At most ${mostMonths} months at once.`,
  request: { query: Query },
  responses: { 200: json(ServiceReport, "The report.") },
});

/** What a provider shows its clients each month. */
export function createReportRoutes({ hub, tenantId }: Pick<ApiDeps, "hub" | "tenantId">) {
  return openGroup().openapi(service, async (context) => {
    const { from, to, timeZone } = context.req.valid("query");
    const months = listMonths(from, to);
    if (months.length === 0) throw new AppError("invalid", `to: ${to} lies before from, ${from}.`);
    if (months.length > mostMonths)
      throw new AppError("invalid", `to: these are ${months.length} months; expected ${mostMonths} at most.`);
    const bounds = listBounds(months, timeZone);
    const counts = await countForReport(hub.db, tenantId, { bounds, clientIds: principalOf(context).clients });
    return context.json({ months, timeZone, rows: buildReport(months, counts) }, 200);
  });
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
