import type { Context } from "hono";
import type { Body } from "./read-body.ts";
import { isTrue } from "./read-body.ts";
import type { SimulatorState } from "./state.ts";

/** Documented maximum. */
const mostRows = 100;

/** One page of a list in its envelope. The flag is spelled `pageinate`; any other spelling is passed over. */
export function toPage(state: SimulatorState, context: Context, key: string, rows: readonly Body[]): Body {
  const { quirks } = state;
  const count = quirks.hideCount ? {} : { record_count: rows.length };
  if (!isTrue(context, "pageinate")) {
    const most = Number(context.req.query("count") ?? Number.POSITIVE_INFINITY);
    return { ...count, [key]: rows.slice(0, most) };
  }
  const size = Math.min(mostRows, Math.max(1, Number(context.req.query("page_size") ?? 50)));
  const wanted = Math.max(1, Number(context.req.query("page_no") ?? 1));
  const last = Math.max(1, Math.ceil(rows.length / size));
  const page = quirks.repeatLastPage ? Math.min(wanted, last) : wanted;
  return { ...count, page_no: wanted, page_size: size, [key]: rows.slice((page - 1) * size, page * size) };
}
