import type { ExternalId } from "../../schemas/ids.ts";
import { type ConnectorError } from "../ports/connector-error.ts";
import type { DeskComment, DeskRecord, Lens } from "../ports/desk.ts";
import { type Result, succeed } from "../ports/result.ts";
import type { LinkRow } from "../ports/stores.ts";
import { checkHistory } from "./check-history.ts";
import { observeRecord } from "./observe-record.ts";
import { type PushDeps, type PushTarget, timed } from "./push-deps.ts";

const mostHints = 100;
const hintLeaseMs = 30_000;
/** A reading that one of our writes overtook is repeated after this long. */
const staleRestMs = 500;
const stream = "records";

export interface ReadSummary {
  /** Records looked at. */
  records: number;
  /** Whether tickets moved, so that other links are owed something. */
  moved: boolean;
}

/** Reads the records that webhooks say have moved, many a call. A hint stays until a reading newer than it was taken. */
export async function readHinted(deps: PushDeps, target: PushTarget): Promise<Result<ReadSummary, ConnectorError>> {
  const hints = await deps.unit.inTenant(target.tenantId, (stores) =>
    stores.hints.claim(target.connectionId, mostHints, hintLeaseMs),
  );
  if (hints.length === 0) return succeed({ records: 0, moved: false });
  const read = await timed(deps, () => target.desk.read(hints.map(({ externalId }) => externalId)));
  if (!read.value.ok) return read.value;
  const taken = await takeRecords(deps, target, [...read.value.value.values()], read);
  if (!taken.ok) return taken;
  const settled = hints.filter(({ externalId }) => !taken.value.stale.has(externalId));
  await deps.unit.inTenant(target.tenantId, async (stores) => {
    await stores.hints.settle(target.connectionId, settled);
    await stores.hints.postpone(target.connectionId, [...taken.value.stale], staleRestMs);
  });
  return succeed({ records: hints.length, moved: taken.value.moved });
}

/** Reads all that changed since the cursor; the cursor moves only after its page is committed. */
export async function pollRecords(
  deps: PushDeps,
  target: PushTarget,
  since: Date,
): Promise<Result<ReadSummary, ConnectorError>> {
  let records = 0;
  let moved = false;
  for (;;) {
    const cursor = await deps.unit.inTenant(target.tenantId, (stores) =>
      stores.hints.cursor(target.connectionId, stream),
    );
    const page = await timed(deps, () => target.desk.listChanged(cursor, since));
    if (!page.value.ok) return page.value;
    const { value } = page.value;
    const taken = await takeRecords(deps, target, value.records, page);
    if (!taken.ok) return taken;
    await deps.unit.inTenant(target.tenantId, (stores) =>
      stores.hints.saveCursor(target.connectionId, stream, value.cursor),
    );
    records += value.records.length;
    moved ||= taken.value.moved;
    if (!value.more) return succeed({ records, moved });
  }
}

interface Taken {
  /** Records whose reading was overtaken and that must be read again. */
  stale: ReadonlySet<ExternalId>;
  moved: boolean;
}

/** Pairs records with their links, reads the comments of those that moved, and lets all of it in by the one door. */
async function takeRecords(
  deps: PushDeps,
  target: PushTarget,
  records: readonly DeskRecord[],
  when: { startedAt: Date; endedAt: Date },
): Promise<Result<Taken, ConnectorError>> {
  const news = await pairNews(deps, target, records);
  if (news.length === 0) return succeed({ stale: new Set(), moved: false });
  const lens = await target.desk.openLens();
  if (!lens.ok) return lens;
  const comments = await target.desk.comments(news.map(({ record }) => record.externalId));
  if (!comments.ok) return comments;
  return succeed(await observeAll(deps, target, lens.value, news, comments.value, when));
}

interface News {
  row: LinkRow;
  record: DeskRecord;
}

/** Records that are ours to know, by their key or by our marker, and that moved since we last looked. */
async function pairNews(deps: PushDeps, target: PushTarget, records: readonly DeskRecord[]): Promise<News[]> {
  const ids = records.map((record) => record.externalId);
  const markers = records.flatMap((record) => (record.marker === null ? [] : [record.marker]));
  const rows = await deps.unit.inTenant(target.tenantId, (stores) =>
    stores.links.byRecords(target.connectionId, ids, markers),
  );
  const byId = new Map(rows.map((row) => [row.link.externalId, row]));
  const byMarker = new Map(rows.map((row) => [row.link.marker, row]));
  return records.flatMap((record) => {
    const row = byId.get(record.externalId) ?? (record.marker === null ? undefined : byMarker.get(record.marker));
    if (!row || (row.link.externalId !== null && row.link.externalId !== record.externalId)) return [];
    const { seenVersion, commentsVersion } = row.link;
    return record.version === seenVersion && record.version === commentsVersion ? [] : [{ row, record }];
  });
}

async function observeAll(
  deps: PushDeps,
  target: PushTarget,
  lens: Lens,
  news: readonly News[],
  comments: ReadonlyMap<ExternalId, readonly DeskComment[]>,
  when: { startedAt: Date; endedAt: Date },
): Promise<Taken> {
  const stale = new Set<ExternalId>();
  let moved = false;
  for (const { row, record } of news) {
    const sight = {
      linkId: row.link.id,
      reading: { record, startedAt: when.startedAt, endedAt: when.endedAt },
      comments: comments.get(record.externalId),
    };
    const observed = await observeRecord(deps, target.tenantId, target.desk, lens, sight);
    if (observed.kind === "stale") stale.add(record.externalId);
    if (observed.kind !== "taken") continue;
    moved ||= observed.moved;
    await checkHistory(deps, target, observed.link, record.externalId);
  }
  return { stale, moved };
}
