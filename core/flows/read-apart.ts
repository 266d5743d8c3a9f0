import type { ExternalId } from "../../schemas/ids.ts";
import type { ConnectorError, UnreadableRecord } from "../ports/connector-error.ts";
import { type Result, succeed } from "../ports/result.ts";
import type { PushDeps, PushTarget } from "./push-deps.ts";

export interface ReadApart<T> {
  found: ReadonlyMap<ExternalId, T>;
  /** Neither found nor gone: the desk tells them in a shape that nobody understands. */
  unreadable: ReadonlyMap<ExternalId, UnreadableRecord>;
}

/** Reads many at once; where an answer names those that break it, the others are read without them. */
export async function readApart<T>(
  ids: readonly ExternalId[],
  read: (ids: readonly ExternalId[]) => Promise<Result<ReadonlyMap<ExternalId, T>, ConnectorError>>,
): Promise<Result<ReadApart<T>, ConnectorError>> {
  const first = await read(ids);
  if (first.ok) return succeed({ found: first.value, unreadable: new Map() });
  const named = first.error.kind === "unreadable" ? (first.error.records ?? []) : [];
  if (named.length === 0) return first;
  const unreadable = new Map(named.map((record) => [record.externalId, record]));
  const others = ids.filter((id) => !unreadable.has(id));
  if (others.length === 0) return succeed({ found: new Map(), unreadable });
  const rest = await read(others);
  return rest.ok ? succeed({ found: rest.value, unreadable }) : rest;
}

/**
 * One entry for each record that cannot be read, however often it is tried; everything else goes on.
 *
 * @param readAt when that reading began; what has been read well since does not wait
 */
export async function holdUnreadable(
  deps: PushDeps,
  target: PushTarget,
  records: Iterable<UnreadableRecord>,
  readAt: Date,
): Promise<void> {
  const entries = [...records].map(({ externalId, path, detail }) => ({
    connectionId: target.connectionId,
    deliveryId: null,
    ordinal: null,
    linkId: null,
    record: { externalId, clientRef: null },
    reason: "unreadable" as const,
    path,
    expected: null,
    detail: `The record ${externalId} cannot be read: ${detail}`,
  }));
  if (entries.length === 0) return;
  deps.log.warn({ connection: target.connectionId, records: entries.length }, "records cannot be read");
  await deps.unit.inTenant(target.tenantId, async (stores) => {
    const ids = entries.map(({ record }) => record.externalId);
    const rows = await stores.links.byRecords(target.connectionId, ids, []);
    const readSince = new Set(
      rows.flatMap(({ link }) => (link.seenAt && link.seenAt > readAt ? [link.externalId] : [])),
    );
    const held = entries.filter(({ record }) => !readSince.has(record.externalId));
    if (held.length > 0) await stores.deliveries.quarantine(held);
  });
}

/** What stands on a link whose record cannot be read. */
export function tellUnreadable({ path, detail }: UnreadableRecord): ConnectorError {
  return { kind: "unreadable", path, detail };
}
