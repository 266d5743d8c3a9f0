import { type ConnectorError, restsConnection } from "../ports/connector-error.ts";
import { type Result, succeed } from "../ports/result.ts";
import type { Hint } from "../ports/link-stores.ts";
import { loseRecords } from "./lose-records.ts";
import { type PushDeps, type PushTarget, timed } from "./push-deps.ts";
import { holdUnreadable, readApart } from "./read-apart.ts";
import { readWell, takeRecords } from "./take-records.ts";

const mostHints = 100;
const hintLeaseMs = 60_000;
/** A reading that one of our writes overtook is repeated after this long. */
const staleRestMs = 500;
/** After an answer that was no good, what it was about is asked for again: as often as one record may be read. */
const failedRestMs = 5_000;
const stream = "records";

export interface ReadSummary {
  /** Records looked at. */
  records: number;
  /** Whether tickets moved, so that other links are owed something. */
  moved: boolean;
}

/**
 * Reads the records that webhooks say have moved, many a call. A hint stays until a reading newer than it was taken; where the
 * connection had to be parked, all of them stay and are read when it goes on.
 */
export async function readHinted(deps: PushDeps, target: PushTarget): Promise<Result<ReadSummary, ConnectorError>> {
  const hints = await deps.unit.inTenant(target.tenantId, (stores) =>
    stores.hints.claim(target.connectionId, target.desk.recordsAtOnce ?? mostHints, hintLeaseMs),
  );
  if (hints.length === 0) return succeed({ records: 0, moved: false });
  const read = await readClaimed(deps, target, hints);
  if (!read.ok && !restsConnection(read.error)) {
    const ids = hints.map(({ externalId }) => externalId);
    const restMs = read.error.kind === "rateLimited" ? read.error.retryAfterMs : failedRestMs;
    await deps.unit.inTenant(target.tenantId, (stores) => stores.hints.postpone(target.connectionId, ids, restMs));
  }
  return read;
}

async function readClaimed(
  deps: PushDeps,
  target: PushTarget,
  hints: readonly Hint[],
): Promise<Result<ReadSummary, ConnectorError>> {
  const ids = hints.map(({ externalId }) => externalId);
  const read = await timed(deps, () => readApart(ids, (some) => target.desk.read(some)));
  if (!read.value.ok) return read.value;
  const { found, unreadable } = read.value.value;
  await holdUnreadable(deps, target, unreadable.values(), read.startedAt);
  const lost = ids.filter((id) => !found.has(id) && !unreadable.has(id));
  const isParked = await loseRecords(deps, target, lost);
  const taken = isParked ? undefined : await takeRecords(deps, target, [...found.values()], read);
  if (taken && !taken.ok) return taken;
  if (!taken || taken.value.parked) {
    await deps.unit.inTenant(target.tenantId, (stores) => stores.hints.postpone(target.connectionId, ids, 0));
    return succeed({ records: 0, moved: taken?.value.moved ?? false });
  }
  const settled = hints.filter(({ externalId }) => !taken.value.stale.has(externalId));
  await deps.unit.inTenant(target.tenantId, async (stores) => {
    await stores.deliveries.releaseReadable(target.connectionId, readWell(found.keys(), taken.value));
    await stores.hints.settle(target.connectionId, settled);
    await stores.hints.postpone(target.connectionId, [...taken.value.stale], staleRestMs);
  });
  return succeed({ records: hints.length, moved: taken.value.moved });
}

/** Reads all that changed since the cursor; the cursor moves only after its page is committed, and not past what a park left. */
export async function pollRecords(deps: PushDeps, target: PushTarget): Promise<Result<ReadSummary, ConnectorError>> {
  let records = 0;
  let moved = false;
  for (;;) {
    const cursor = await deps.unit.inTenant(target.tenantId, (stores) =>
      stores.hints.cursor(target.connectionId, stream),
    );
    const page = await timed(deps, () => target.desk.listChanged(cursor, target.startedAt));
    if (!page.value.ok) return page.value;
    const { value } = page.value;
    const taken = await takeRecords(deps, target, value.records, page);
    if (!taken.ok) return taken;
    moved ||= taken.value.moved;
    if (taken.value.parked) return succeed({ records, moved });
    await holdUnreadable(deps, target, value.unreadable ?? [], page.startedAt);
    const read = value.records.map(({ externalId }) => externalId);
    await deps.unit.inTenant(target.tenantId, async (stores) => {
      await stores.deliveries.releaseReadable(target.connectionId, readWell(read, taken.value));
      await stores.hints.saveCursor(target.connectionId, stream, value.cursor);
    });
    records += value.records.length;
    if (!value.more) return succeed({ records, moved });
  }
}
