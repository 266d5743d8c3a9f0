import type { LinkId, TicketId } from "../../schemas/ids.ts";
import type { ConnectorError } from "../ports/connector-error.ts";
import type { DeskRecord, Lens } from "../ports/desk.ts";
import { type Result, succeed } from "../ports/result.ts";
import type { LinkRow } from "../ports/stores.ts";
import { type DriftField, findDrift } from "../sync/find-drift.ts";
import { loseRecords } from "./lose-records.ts";
import { type PushDeps, type PushTarget, timed } from "./push-deps.ts";
import { holdUnreadable, readApart } from "./read-apart.ts";
import { readWell, takeRecords } from "./take-records.ts";

const page = 100;

/** One record that does not say what its ticket says. */
export interface Drift {
  ticketId: TicketId;
  linkId: LinkId;
  number: string | null;
  fields: readonly DriftField[];
}

export interface Comparison {
  /** Records that were compared. */
  links: number;
  /** Records that are there no more. */
  gone: number;
  drift: readonly Drift[];
  moved: boolean;
}

/**
 * Reads every record of a ticket that is open, or ended within a week, and compares it field by field. What webhooks and
 * polls have missed is found here.
 *
 * @param take whether what is found is taken over as well; else nothing changes
 */
export async function reconcile(
  deps: PushDeps,
  target: PushTarget,
  take: boolean,
): Promise<Result<Comparison, ConnectorError>> {
  const lens = await target.desk.openLens();
  if (!lens.ok) return lens;
  const drift: Drift[] = [];
  let [links, gone, moved] = [0, 0, false];
  for (let after: LinkId | null = null; ;) {
    const rows: readonly LinkRow[] = await deps.unit.inTenant(target.tenantId, (stores) =>
      stores.links.listCompared(target.connectionId, after, page),
    );
    const last = rows.at(-1);
    if (!last) return succeed({ links, gone, drift, moved });
    after = last.link.id;
    const ids = rows.flatMap(({ link }) => (link.externalId === null ? [] : [link.externalId]));
    const read = await timed(deps, () => readApart(ids, (some) => target.desk.read(some)));
    if (!read.value.ok) return read.value;
    const { found, unreadable } = read.value.value;
    await holdUnreadable(deps, target, unreadable.values(), read.startedAt);
    const lost = ids.filter((id) => !found.has(id) && !unreadable.has(id));
    drift.push(...(await compare(deps, target, lens.value, rows, [...found.values()])));
    links += found.size;
    gone += lost.length;
    if (!take) continue;
    if (await loseRecords(deps, target, lost)) return succeed({ links, gone, drift, moved });
    const taken = await takeRecords(deps, target, [...found.values()], read, "all");
    if (!taken.ok) return taken;
    moved ||= taken.value.moved;
    if (taken.value.parked) return succeed({ links, gone, drift, moved });
    const well = readWell(found.keys(), taken.value);
    await deps.unit.inTenant(target.tenantId, (stores) => stores.deliveries.releaseReadable(target.connectionId, well));
  }
}

async function compare(
  deps: PushDeps,
  target: PushTarget,
  lens: Lens,
  rows: readonly LinkRow[],
  records: readonly DeskRecord[],
): Promise<Drift[]> {
  const byId = new Map(records.map((record) => [record.externalId, record]));
  const tickets = await deps.unit.inTenant(target.tenantId, (stores) =>
    stores.tickets.read(rows.map(({ link }) => link.ticketId)),
  );
  return rows.flatMap(({ link }): Drift[] => {
    const record = link.externalId === null ? undefined : byId.get(link.externalId);
    const ticket = tickets.get(link.ticketId);
    if (!record || !ticket) return [];
    const fields = findDrift(ticket, link, record, target.desk.fields, lens);
    return fields.length === 0 ? [] : [{ ticketId: ticket.id, linkId: link.id, number: record.number, fields }];
  });
}
