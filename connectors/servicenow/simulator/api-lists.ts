import type { Context, Hono } from "hono";
import type { SimulatorEnv } from "../../simulator-kit/serve.ts";
import { quotaInside } from "./api-troubles.ts";
import { columnsOf, tables } from "./columns.ts";
import { runQuery } from "./encoded-query.ts";
import { readShape, renderRow } from "./render.ts";
import { findRow, type Row, rowsOf, type SimulatorState, VendorRefusal } from "./state.ts";
import { missing } from "./tickets.ts";
import { takeToggle } from "./toggles.ts";

/** What the vendor gives without being told. */
const defaultLimit = 10_000;

/** Lists and single records of every table, and counts. */
export function addLists(app: Hono<SimulatorEnv>, state: SimulatorState, ownUrl: () => string): void {
  app.get("/table/:table", (context) => list(state, context, context.req.param("table"), ownUrl()));
  app.get("/attachment", (context) => list(state, context, "sys_attachment", ownUrl()));
  app.get("/table/:table/:id", (context) => {
    const table = requireTable(state, context.req.param("table"));
    const row = findRow(state, table, context.req.param("id"));
    if (!row || isHidden(state, table, row)) throw missing();
    const shape = readShape((name) => context.req.query(name));
    return context.json({ result: renderRow(state, table, row, shape, ownUrl()) });
  });
  app.get("/attachment/:id", (context) => {
    const row = findRow(state, "sys_attachment", context.req.param("id"));
    if (!row) throw missing();
    return context.json({ result: row });
  });
  app.get("/stats/:table", (context) => {
    const table = requireTable(state, context.req.param("table"));
    const rows = select(state, table, context.req.query("sysparm_query") ?? "");
    return context.json({ result: { stats: { count: String(rows.length) } } });
  });
}

export function requireTable(state: SimulatorState, table: string): string {
  if (!tables.includes(table)) throw new VendorRefusal(400, `Invalid table ${table}`);
  if (table === "task_sla" && state.toggles.slaHidden)
    throw new VendorRefusal(403, "Insufficient rights to query records");
  if (table === "sys_user_has_role" && state.toggles.rolesHidden)
    throw new VendorRefusal(403, "Insufficient rights to query records");
  return table;
}

function select(state: SimulatorState, table: string, query: string): Row[] {
  return runQuery(state, table, rowsOf(state, table), query);
}

/** Journals that are hidden, wholly or one of the two, answer with an empty list, not with an error. */
function isHidden({ toggles, faults }: SimulatorState, table: string, row: Row): boolean {
  if (toggles.hiddenRows.includes(row["sys_id"] ?? "")) return true;
  if (table !== "sys_journal_field") return false;
  return toggles.journalsHidden || (row["element"] === "comments" ? "public" : "internal") === faults.hiddenComments;
}

/** The limit is applied before access rules: a page may be short, or empty, although more rows are to come. */
function list(state: SimulatorState, context: Context<SimulatorEnv>, name: string, baseUrl: string): Response {
  const table = requireTable(state, name);
  const limit = Number(context.req.query("sysparm_limit") ?? defaultLimit);
  const offset = Math.max(0, Number(context.req.query("sysparm_offset") ?? 0));
  const matching = select(state, table, context.req.query("sysparm_query") ?? "");
  const { quotaAbove } = state.toggles;
  const taken = matching.slice(offset, offset + limit);
  if (takeToggle(state.toggles, "quotaInside") || (quotaAbove !== null && taken.length > quotaAbove))
    return quotaInside(context);
  const shape = readShape((parameter) => context.req.query(parameter));
  const isFileList = context.req.path.endsWith("/attachment");
  const fields = isFileList ? columnsOf("sys_attachment") : shape.fields;
  if (context.req.query("sysparm_no_count") !== "true") context.header("X-Total-Count", String(matching.length));
  if (context.req.query("sysparm_suppress_pagination_header") !== "true")
    context.header("Link", linksOf(context, baseUrl, { limit, offset, total: matching.length }));
  return context.json({
    result: taken
      .filter((row) => !isHidden(state, table, row))
      .map((row) =>
        renderRow(state, table, row, { ...shape, fields, excludeLinks: shape.excludeLinks || isFileList }, baseUrl),
      ),
  });
}

/** Absolute, comma without a blank; the first page's `prev` has a negative offset. */
function linksOf(
  context: Context<SimulatorEnv>,
  baseUrl: string,
  { limit, offset, total }: { limit: number; offset: number; total: number },
): string {
  const link = (relation: string, at: number) => {
    const url = new URL(`${baseUrl}${context.req.path}`);
    for (const [name, value] of Object.entries(context.req.query())) url.searchParams.set(name, value);
    url.searchParams.set("sysparm_offset", String(at));
    return `<${url.href}>;rel="${relation}"`;
  };
  const last = Math.max(0, Math.floor((total - 1) / limit) * limit);
  const next = offset + limit < total ? [link("next", offset + limit)] : [];
  return [link("first", 0), link("prev", offset - limit), ...next, link("last", last)].join(",");
}
