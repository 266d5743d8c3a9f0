import { z } from "zod";
import { type ConnectorError, fail, type Result, succeed } from "../contract.ts";
import type { ServiceNowClient } from "./client.ts";
import { buildQuery, is } from "./query.ts";
import { readPage, tablePath } from "./read-page.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

const Moment = z.object({ sys_id: z.string(), sys_updated_on: z.string() });
/** Rows that we may not see are taken out after the limit. */
const sampleSize = 50;
/** A row may be changed between the two questions. */
const tries = 3;

/**
 * Whether an instant in a query means what the same instant in a row means. For a user whose zone is not GMT some releases
 * shift it, and a poll would then pass over every change without a sign.
 *
 * @returns `unknown` where there is no row to try it with; an error where instants are shifted
 */
export async function probeTime(client: ServiceNowClient, table: string): Answer<"kept" | "unknown"> {
  for (let count = 0; count < tries; count++) {
    const any = buildQuery([]);
    const sample = any && (await readPage(client, tablePath(table), Moment, any, { limit: sampleSize }));
    if (!sample?.ok) return sample ?? succeed("unknown");
    const [row] = sample.value.rows;
    if (row === undefined) return succeed("unknown");
    const query = buildQuery([is("sys_id", row.sys_id), is("sys_updated_on", row.sys_updated_on)]);
    const again = query && (await readPage(client, tablePath(table), Moment, query, { limit: 2 }));
    if (!again?.ok) return again ?? succeed("unknown");
    if (again.value.rows.length === 1) return succeed("kept");
  }
  return fail({
    kind: "unauthorized",
    detail:
      "Instants within queries are shifted: ServiceNow reads them in the zone of the API user. Please set that user's time zone to GMT.",
  });
}

/** Asked once for each connection, and again after a failure. */
export function createTimeCheck(client: ServiceNowClient, table: string): () => Answer<void> {
  let kept = false;
  return async () => {
    if (kept) return succeed(undefined);
    const probed = await probeTime(client, table);
    if (!probed.ok) return probed;
    kept = probed.value === "kept";
    return succeed(undefined);
  };
}
