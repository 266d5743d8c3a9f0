import type { ExternalId } from "../../schemas/ids.ts";
import { type ConnectorError } from "../ports/connector-error.ts";
import type { DeskAttachment, DeskComment, DeskRecord, Lens } from "../ports/desk.ts";
import { type Result, succeed } from "../ports/result.ts";
import type { LinkRow } from "../ports/stores.ts";
import { isMerged } from "../sync/is-merged.ts";
import { checkHistory } from "./check-history.ts";
import { findDeleted, parkForHidden } from "./find-deleted.ts";
import { loseRecords } from "./lose-records.ts";
import { type Observed, observeRecord, type Sight, type TakenSight } from "./observe-record.ts";
import { type PushDeps, type PushTarget, timed } from "./push-deps.ts";
import { holdUnreadable, readApart } from "./read-apart.ts";
import { settleMerge } from "./settle-merge.ts";
import { takeAttachments } from "./take-attachments.ts";
import { takeStrangers } from "./take-strangers.ts";

export interface Taken {
  /** Records whose reading was overtaken and that must be read again. */
  stale: ReadonlySet<ExternalId>;
  moved: boolean;
  /** Records of which a comment or a file cannot be read; they wait in quarantine. */
  unreadable: ReadonlySet<ExternalId>;
  /** The connection waits for a person: what was not taken is read again when it goes on. */
  parked: boolean;
}

const nothingTaken: Taken = { stale: new Set(), unreadable: new Set(), moved: false, parked: false };

/**
 * Pairs records with their links, reads the comments and files of those that moved, and lets all of it in by the one door.
 *
 * @param which `all`: those that seem not to have moved are looked at as well
 */
export async function takeRecords(
  deps: PushDeps,
  target: PushTarget,
  records: readonly DeskRecord[],
  when: { startedAt: Date; endedAt: Date },
  which: "moved" | "all" = "moved",
): Promise<Result<Taken, ConnectorError>> {
  const paired = await pairNews(deps, target, records, which);
  const asked = target.rules.take === "false" ? [] : paired.strangers;
  if (paired.news.length === 0 && asked.length === 0) return succeed(nothingTaken);
  const lens = await target.desk.openLens();
  if (!lens.ok) return lens;
  const taken = await takeStrangers(deps, target, lens.value, asked, when.endedAt);
  const joined = asked.filter(({ externalId }) => taken.linked.has(externalId));
  const news = joined.length > 0 ? (await pairNews(deps, target, records, which)).news : paired.news;
  if (news.length === 0) return succeed({ ...nothingTaken, moved: taken.moved });
  const stale = new Set<ExternalId>();
  const unreadable = new Set<ExternalId>();
  let { moved } = taken;
  const most = target.desk.recordsAtOnce ?? news.length;
  for (let from = 0; from < news.length; from += most) {
    const part = await takeNews(deps, target, lens.value, news.slice(from, from + most), when);
    if (!part.ok) return part;
    for (const id of part.value.stale) stale.add(id);
    for (const id of part.value.unreadable) unreadable.add(id);
    moved ||= part.value.moved;
    if (part.value.parked) return succeed({ stale, unreadable, moved, parked: true });
  }
  return succeed({ stale, unreadable, moved, parked: false });
}

/** Those of which everything could be read. */
export function readWell(ids: Iterable<ExternalId>, { unreadable }: Pick<Taken, "unreadable">): ExternalId[] {
  return [...ids].filter((id) => !unreadable.has(id));
}

/** Reads what people said on these records, and the files that hang on them, and keeps all of it. */
async function takeNews(
  deps: PushDeps,
  target: PushTarget,
  lens: Lens,
  news: readonly News[],
  when: { startedAt: Date; endedAt: Date },
): Promise<Result<Taken, ConnectorError>> {
  const ids = news.map(({ record }) => record.externalId);
  const comments = await timed(deps, () => readApart(ids, (some) => target.desk.comments(some)));
  if (!comments.value.ok) return comments.value;
  const { found, unreadable } = comments.value.value;
  // Without one of its comments a list would say that it was deleted: the others of that record wait for it.
  await holdUnreadable(deps, target, unreadable.values(), comments.startedAt);
  const said = { startedAt: comments.startedAt, endedAt: comments.endedAt, of: found };
  const files = await timed(deps, () =>
    readApart(ids, async (some) => (await target.desk.attachments?.(some)) ?? succeed(new Map())),
  );
  if (!files.value.ok) return files.value;
  const hung = files.value.value;
  await holdUnreadable(deps, target, hung.unreadable.values(), files.startedAt);
  const taken = await observeAll(deps, target, lens, news, { ...said, files: hung.found }, when);
  return succeed({ ...taken, unreadable: new Set([...unreadable.keys(), ...hung.unreadable.keys()]) });
}

interface News {
  row: LinkRow;
  record: DeskRecord;
}

/** Records that are ours to know, by their key or by our marker, and that moved since we last looked; and the others. */
async function pairNews(
  deps: PushDeps,
  target: PushTarget,
  records: readonly DeskRecord[],
  which: "moved" | "all",
): Promise<{ news: News[]; strangers: DeskRecord[] }> {
  const ids = records.map((record) => record.externalId);
  const markers = records.flatMap((record) => (record.marker === null ? [] : [record.marker]));
  const rows = await deps.unit.inTenant(target.tenantId, (stores) =>
    stores.links.byRecords(target.connectionId, ids, markers),
  );
  const byId = new Map(rows.map((row) => [row.link.externalId, row]));
  const byMarker = new Map(rows.map((row) => [row.link.marker, row]));
  const news: News[] = [];
  const strangers: DeskRecord[] = [];
  for (const record of records) {
    const row = byId.get(record.externalId) ?? (record.marker === null ? undefined : byMarker.get(record.marker));
    if (!row) strangers.push(record);
    // A twin of a record of ours: it bears the marker and is not the one that is linked.
    else if (row.link.externalId !== null && row.link.externalId !== record.externalId) continue;
    else if (which === "all" || isNews(row, record)) news.push({ row, record });
  }
  return { news, strangers };
}

/** A link that is not complete yet is completed first. */
function hasMerged({ link }: LinkRow, record: DeskRecord): boolean {
  return link.state === "active" && isMerged(record);
}

function isNews({ link, clientRef }: LinkRow, record: DeskRecord): boolean {
  if (record.version !== link.seenVersion || record.version !== link.commentsVersion) return true;
  return record.clientRef !== null && record.clientRef !== clientRef;
}

/** What people said on these records, and the files that hang on them. */
interface Said {
  startedAt: Date;
  endedAt: Date;
  of: ReadonlyMap<ExternalId, readonly DeskComment[]>;
  files: ReadonlyMap<ExternalId, readonly DeskAttachment[]>;
}

async function observeAll(
  deps: PushDeps,
  target: PushTarget,
  lens: Lens,
  news: readonly News[],
  said: Said,
  when: { startedAt: Date; endedAt: Date },
): Promise<Omit<Taken, "unreadable">> {
  const stale = new Set<ExternalId>();
  let moved = false;
  for (const { row, record } of news) {
    if (hasMerged(row, record)) {
      moved = (await settleMerge(deps, target, lens, row, record)) || moved;
      continue;
    }
    const list = said.of.get(record.externalId);
    const sight = {
      linkId: row.link.id,
      reading: { record, startedAt: when.startedAt, endedAt: when.endedAt },
      comments: list && { list, startedAt: said.startedAt, endedAt: said.endedAt },
    };
    const seen = await observeRecord(deps, target, lens, sight);
    const observed =
      seen.kind === "taken" && seen.missing.length > 0 ? await observeMissing(deps, target, lens, sight, seen) : seen;
    if (observed.kind === "parked") return { stale, moved, parked: true };
    if (observed.kind === "stale") stale.add(record.externalId);
    if (observed.kind !== "taken") continue;
    if (observed.again) stale.add(record.externalId);
    const { externalId } = record;
    const files = { linkId: row.link.id, externalId, files: said.files.get(externalId) ?? [] };
    const hung = await takeAttachments(deps, target, files);
    moved ||= observed.moved || hung;
    await checkHistory(deps, target, observed.link, record.externalId);
  }
  return { stale, moved, parked: false };
}

/** Comments are missing: they were deleted, or are hidden from us, if their record is still there, else they went with it. */
async function observeMissing(
  deps: PushDeps,
  target: PushTarget,
  lens: Lens,
  sight: Sight,
  seen: TakenSight,
): Promise<Observed> {
  const { externalId } = sight.reading.record;
  const again = await target.desk.read([externalId]);
  if (!again.ok) return { kind: "stale" };
  if (again.value.has(externalId)) {
    const told = await findDeleted(target, externalId, seen.missing);
    if (!told.ok) return { kind: "stale" };
    const { deleted, isProven } = told.value;
    if (!isProven && (await parkForHidden(deps, target))) return { kind: "parked" };
    const comments = sight.comments && { ...sight.comments, isConfirmed: true, deleted };
    const sure = await observeRecord(deps, target, lens, { ...sight, comments });
    return sure.kind === "taken" ? { ...sure, moved: seen.moved || sure.moved } : sure;
  }
  return (await loseRecords(deps, target, [externalId])) ? { kind: "parked" } : seen;
}
