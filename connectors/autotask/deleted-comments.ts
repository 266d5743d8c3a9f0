import type { ExternalId } from "../../schemas/ids.ts";
import { type ConnectorError, type MissingComment, type Result, succeed } from "../contract.ts";
import { DeletedActivity, TimeEntryItem } from "./api-types.ts";
import type { AutotaskClient } from "./client.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

/** Instants of one and the same note may differ by so much between two entities, which cut them differently. */
const sameMs = 1_000;

/**
 * A security level that was changed hides notes and time entries without a word. So one was deleted only where its tombstone
 * says so, or where its time entry is still shown, without the text.
 */
export async function findDeleted(
  client: AutotaskClient,
  id: ExternalId,
  missing: readonly MissingComment[],
): Answer<ReadonlySet<ExternalId>> {
  const emptied = await findEmptied(client, missing);
  if (!emptied.ok) return emptied;
  const others = missing.filter(({ externalId }) => !emptied.value.has(externalId));
  const buried = others.length === 0 ? succeed([]) : await findBuried(client, id, others);
  return buried.ok ? succeed(new Set([...emptied.value, ...buried.value])) : buried;
}

async function findEmptied(
  client: AutotaskClient,
  missing: readonly MissingComment[],
): Answer<ReadonlySet<ExternalId>> {
  const entryOf = (key: ExternalId) => Number(/^time(\d+)/.exec(key)?.[1] ?? Number.NaN);
  const keys = missing.map(({ externalId }) => externalId).filter((key) => !Number.isNaN(entryOf(key)));
  if (keys.length === 0) return succeed(new Set());
  const ids = [...new Set(keys.map(entryOf))];
  const shown = await client.queryAll("TimeEntries", TimeEntryItem, [{ op: "in", field: "id", value: ids }]);
  if (!shown.ok) return shown;
  return succeed(new Set(keys.filter((key) => shown.value.some(({ id }) => id === entryOf(key)))));
}

/**
 * A tombstone has no number of the note: its ticket and its instant do for it. Where the log may not be read, nothing is proven.
 *
 * @see https://ww1.autotask.net/help/DeveloperHelp/Content/APIs/REST/Entities/DeletedTicketActivityLogsEntity.htm
 */
async function findBuried(
  client: AutotaskClient,
  id: ExternalId,
  missing: readonly MissingComment[],
): Answer<readonly ExternalId[]> {
  const ofTicket = [{ op: "eq", field: "ticketID", value: Number(id) }];
  const logs = await client.queryAll("DeletedTicketActivityLogs", DeletedActivity, ofTicket);
  if (!logs.ok) return logs.error.kind === "unavailable" || logs.error.kind === "rateLimited" ? logs : succeed([]);
  const instants = logs.value.flatMap(({ activityDateTime: at }) => (at === null ? [] : [at.getTime()]));
  const isBuried = ({ createdAt }: MissingComment) =>
    instants.some((instant) => Math.abs(instant - createdAt.getTime()) < sameMs);
  return succeed(missing.filter(isBuried).map(({ externalId }) => externalId));
}
