import { type ConnectorError, type DeskRecord, type Result, succeed } from "../contract.ts";
import { SlaRow } from "./api-types.ts";
import type { ServiceNowClient } from "./client.ts";
import { inBatches, isNot, isOneOf } from "./query.ts";
import { tablePath } from "./read-page.ts";
import { readAll } from "./rows.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;
export type SlaDates = NonNullable<DeskRecord["sla"]>;

export const noSla: SlaDates = { responseDueAt: null, resolutionDueAt: null };

/**
 * The due dates of these tickets: for each target the newest clock that was not cancelled. A paused clock has none, since
 * its end moves while it is paused. Where clocks cannot be read there are none; nothing else depends on them.
 *
 * @see https://www.servicenow.com/docs/ r_TaskSLATable
 */
export async function readSla(client: ServiceNowClient, ids: readonly string[]): Answer<ReadonlyMap<string, SlaDates>> {
  const rows: SlaRow[] = [];
  for (const batch of inBatches(ids)) {
    const found = await readAll(client, tablePath("task_sla"), SlaRow, [
      isOneOf("task", batch),
      isNot("stage", "cancelled"),
    ]);
    if (!found.ok && ["unauthorized", "forbidden", "rejected", "gone"].includes(found.error.kind))
      return succeed(new Map());
    if (!found.ok) return found;
    rows.push(...found.value);
  }
  return succeed(new Map(ids.map((id) => [id, pickDates(rows.filter(({ task }) => task === id))])));
}

/** Of the clocks of one ticket that were not cancelled. */
export function pickDates(clocks: readonly SlaRow[]): SlaDates {
  return { responseDueAt: dueAt(clocks, "response"), resolutionDueAt: dueAt(clocks, "resolution") };
}

function dueAt(clocks: readonly SlaRow[], target: string): Date | null {
  const newest = clocks
    .filter((clock) => clock["sla.target"]?.toLowerCase() === target)
    .toSorted((a, b) => (b.start_time?.getTime() ?? 0) - (a.start_time?.getTime() ?? 0))[0];
  return newest === undefined || newest.stage === "paused" ? null : newest.planned_end_time;
}
