import type { ExternalId, TicketId } from "../../schemas/ids.ts";
import type { ConnectorError } from "../ports/connector-error.ts";
import type { DeskRecord, Lens } from "../ports/desk.ts";
import { type Result, succeed } from "../ports/result.ts";
import type { Stores } from "../ports/stores.ts";
import { findNumbers } from "../sync/find-numbers.ts";
import type { PushDeps, PushTarget } from "./push-deps.ts";
import { carryOutTake, RecordTaken } from "./take-strangers.ts";
import { decideTake, type TakeDecision } from "./decide-take.ts";

export interface ImportOptions {
  /** Records that changed since then. */
  since: Date;
  /** Twins that a person names: the record's key there → the ticket here. */
  pairs: ReadonlyMap<ExternalId, TicketId>;
  /** Records looked at, at most. */
  most: number;
  /** Without it nothing is linked or made. */
  apply: boolean;
  /** Who asked for it. */
  by: string;
}

/** One record, and what becomes of it. */
export interface ImportRow {
  externalId: ExternalId;
  number: string | null;
  title: string;
  action: TakeDecision["action"];
  /** How its twin was found; only where it is paired. */
  how: "code" | "rule" | "number" | "list" | null;
  ticketId: TicketId | null;
}

/**
 * Takes in records that are older than the connection. Twins that exist on both sides are paired first: by our marker, by a
 * code or another desk's number in the text, by the admin's list; what is left is taken as the connection's rule says.
 */
export async function importRecords(
  deps: PushDeps,
  target: PushTarget,
  options: ImportOptions,
): Promise<Result<readonly ImportRow[], ConnectorError>> {
  const lens = await target.desk.openLens();
  if (!lens.ok) return lens;
  const rows: ImportRow[] = [];
  let cursor = null;
  for (;;) {
    const page: Awaited<ReturnType<PushTarget["desk"]["listChanged"]>> = await target.desk.listChanged(
      cursor,
      options.since,
    );
    if (!page.ok) return page;
    for (const record of page.value.records) {
      if (rows.length >= options.most) return succeed(rows);
      if (!rows.some(({ externalId }) => externalId === record.externalId))
        rows.push(await importOne(deps, target, lens.value, record, options));
    }
    if (!page.value.more) return succeed(rows);
    cursor = page.value.cursor;
  }
}

async function importOne(
  deps: PushDeps,
  target: PushTarget,
  lens: Lens,
  record: DeskRecord,
  options: ImportOptions,
): Promise<ImportRow> {
  const seenAt = deps.clock.now();
  const decide = async (stores: Stores) => {
    const listed = options.pairs.get(record.externalId);
    const twin = listed ? { ticketId: listed, how: "list" as const } : await findTwin(stores, target, record);
    return decideTake(stores, target, lens, record, twin);
  };
  const decision = await deps.unit
    .inTenant(target.tenantId, async (stores) => {
      const decided = await decide(stores);
      if (options.apply) await carryOutTake(deps, stores, target, record, decided, seenAt);
      if (options.apply && (decided.action === "attach" || decided.action === "open"))
        await stores.audit.add({
          actor: options.by,
          action: "record.import",
          object: record.externalId,
          detail: { connection: target.name, number: record.number, as: decided.action },
        });
      return decided;
    })
    .catch(passTaken);
  const paired = decision.action === "attach" ? decision : undefined;
  return {
    externalId: record.externalId,
    number: record.number,
    title: String(record.raw.title ?? ""),
    action: decision.action,
    how: paired?.how ?? null,
    ticketId: paired?.ticket.id ?? null,
  };
}

/** Somebody was quicker: it has a link by now. */
function passTaken(cause: unknown): TakeDecision {
  if (cause instanceof RecordTaken) return { action: "known" };
  throw cause;
}

/** Another desk's number in the text, as people put it there when they copy a ticket by hand. */
async function findTwin(stores: Stores, target: PushTarget, record: DeskRecord) {
  const numbers = findNumbers(`${String(record.raw.title ?? "")}\n${String(record.raw.description ?? "")}`);
  const tickets = await stores.links.ticketsByNumbers(target.connectionId, numbers);
  const [only, ...others] = tickets;
  return only && others.length === 0 ? { ticketId: only, how: "number" as const } : undefined;
}
