import type { DeliveryId, ExternalId } from "../../schemas/ids.ts";
import type { InboundAdapter } from "../ports/inbound.ts";
import type { ConnectorError } from "../ports/connector-error.ts";
import type { ConnectionLease, Stores, TakenDelivery, UnitOfWork } from "../ports/stores.ts";
import type { World } from "../ports/world.ts";
import { applyEvents, type AppliedEvents } from "./apply-events.ts";
import { listEvents, type ReadDelivery } from "./list-events.ts";
import { takeAnswers } from "./take-answers.ts";
import { settleDeliveries } from "./settle-deliveries.ts";
import { buildEntry, type Refused, sortDeliveries } from "./sort-deliveries.ts";

const batchLimit = { rows: 500, bytes: 8_000_000 };
/** With fewer, next to nothing is left. */
const fullBatch = 250;

export interface TakeDeps extends World {
  unit: UnitOfWork;
  adapter: InboundAdapter;
  /** Whether an error of the database or network passes by itself. */
  isTransient: (error: unknown) => boolean;
  /** Lets everything else that this process has to do have its turn. */
  breathe: () => Promise<void>;
  /** Points at which a test may end the process; nothing in production. */
  failpoint: (name: string) => void;
}

export interface TakenSummary {
  deliveries: number;
  /** Whether links, hints or nothing became due. */
  wakes: ReadonlySet<"push" | "read">;
  /** Whether much is left, or what is left is taken one by one. */
  more: boolean;
  /** Why the next delivery has to wait for its vendor. */
  waiting?: ConnectorError;
}

/** Takes the next open deliveries of a leased connection through parsing, rules and one transaction. */
export async function takeDeliveries(deps: TakeDeps, lease: ConnectionLease): Promise<TakenSummary> {
  const taken = await deps.unit.inTenant(lease.tenantId, (stores) =>
    stores.deliveries.takeOpen(lease.connectionId, batchLimit),
  );
  if (taken.length === 0) return { deliveries: 0, wakes: new Set(), more: false };
  try {
    const { settled, unverified, waiting } = await settleDeliveries(deps.adapter, taken);
    const { readable, refused } = await sortDeliveries(deps, lease, settled);
    for (const { delivery, detail } of unverified)
      refused.push({ delivery, entry: buildEntry(lease, delivery, "unverified", detail) });
    if (readable.length > 0) deps.failpoint("deliveries.afterTake");
    const wakes = await applyOrIsolate(deps, lease, readable, refused);
    const more = taken.length >= fullBatch || taken.some(({ attempts }) => attempts > 0);
    if (!waiting) return { deliveries: taken.length, wakes, more };
    await giveBack(deps, lease, waiting.deliveries);
    return { deliveries: taken.length - waiting.deliveries.length, wakes, more: false, waiting: waiting.error };
  } catch (cause) {
    await giveBack(deps, lease, taken);
    throw cause;
  }
}

/** An attempt counts only if the process died with it; a database that was away is nobody's fault. */
async function giveBack(deps: TakeDeps, lease: ConnectionLease, taken: readonly TakenDelivery[]): Promise<void> {
  const ids = taken.map(({ delivery }) => delivery.id);
  try {
    await deps.unit.inTenant(lease.tenantId, (stores) => stores.deliveries.giveBack(lease.connectionId, ids));
  } catch (cause) {
    deps.log.warn({ connection: lease.connectionId, err: cause }, "attempts could not be given back");
  }
}

/** All in one transaction; if that fails for good, each alone, and the culprit goes to quarantine. */
async function applyOrIsolate(
  deps: TakeDeps,
  lease: ConnectionLease,
  readable: readonly ReadDelivery[],
  refused: readonly Refused[],
): Promise<Set<"push" | "read">> {
  try {
    return await deps.trace("deliveries.apply", readable[0]?.delivery.traceparent ?? null, () =>
      deps.unit.inTenant(lease.tenantId, (stores) => applyBatch(deps, stores, lease, readable, refused)),
    );
  } catch (cause) {
    if (deps.isTransient(cause)) throw cause;
    deps.log.error(
      { connection: lease.connectionId, err: cause },
      "a batch of deliveries failed; taking them one by one",
    );
  }
  const wakes = new Set<"push" | "read">();
  await deps.unit.inTenant(lease.tenantId, (stores) => applyBatch(deps, stores, lease, [], refused));
  for (const one of readable) {
    for (const wake of await applyAlone(deps, lease, one)) wakes.add(wake);
  }
  return wakes;
}

async function applyAlone(deps: TakeDeps, lease: ConnectionLease, one: ReadDelivery): Promise<Set<"push" | "read">> {
  try {
    return await deps.unit.inTenant(lease.tenantId, (stores) => applyBatch(deps, stores, lease, [one], []));
  } catch (cause) {
    if (deps.isTransient(cause)) throw cause;
    const detail = `It could not be applied: ${cause instanceof Error ? cause.message : "unknown error"}.`;
    const refused = [{ delivery: one.delivery, entry: buildEntry(lease, one.delivery, "failed", detail) }];
    return deps.unit.inTenant(lease.tenantId, (stores) => applyBatch(deps, stores, lease, [], refused));
  }
}

/** Thrown when another worker took the connection over: the transaction is void, and that worker does it again. */
export class LeaseLost extends Error {}

async function applyBatch(
  deps: TakeDeps,
  stores: Stores,
  lease: ConnectionLease,
  readable: readonly ReadDelivery[],
  refused: readonly Refused[],
): Promise<Set<"push" | "read">> {
  if (!(await stores.deliveries.holdLease(lease))) throw new LeaseLost("the lease of the connection was taken over");
  const fresh = await dropDuplicates(stores, lease, readable);
  const wakes = new Set<"push" | "read">();
  await shelve(deps, stores, lease, fresh);
  if (await takeHints(deps, stores, lease, fresh)) wakes.add("read");
  if (await takeAnswers(deps, stores, lease, fresh.flatMap(listAnswers))) wakes.add("push");
  const events = await listEvents(stores, lease.connectionId, fresh);
  const { held, dropped } = events.length > 0 ? await applyEvents(deps, stores, lease, events, wakes) : nothingDone;
  await stores.deliveries.quarantine([...refused.map(({ entry }) => entry), ...held]);
  await closeAll(stores, lease, readable, { fresh, dropped }, refused);
  return wakes;
}

const listAnswers = ({ parsed }: ReadDelivery) =>
  parsed.items.flatMap((item) => (item.kind === "answer" ? [item.answer] : []));
const nothingDone: AppliedEvents = { held: [], dropped: new Map() };

/** @returns whether anything is to be read */
async function takeHints(
  deps: TakeDeps,
  stores: Stores,
  lease: ConnectionLease,
  fresh: readonly ReadDelivery[],
): Promise<boolean> {
  const items = fresh.flatMap(({ parsed }) => parsed.items);
  const records = items.flatMap((item) => (item.kind === "hint" || item.kind === "record" ? [item.externalId] : []));
  const comments = items.flatMap((item) => (item.kind === "commentHint" ? [item.commentId] : []));
  const traceparent = fresh.at(-1)?.delivery.traceparent ?? null;
  const atOnce = deps.adapter.merge !== undefined;
  if (records.length > 0)
    await stores.hints.add(lease.connectionId, [...new Set<ExternalId>(records)], traceparent, atOnce);
  for (const item of items)
    if (item.kind === "hint" && item.againInMs !== undefined)
      await stores.hints.lookAgain(lease.connectionId, [item.externalId], item.againInMs);
  if (comments.length > 0)
    await stores.hints.addByComments(lease.connectionId, [...new Set<ExternalId>(comments)], traceparent);
  return records.length + comments.length > 0;
}

/** What a desk tells that cannot be asked is kept, and read from there like from any other. */
async function shelve(
  deps: TakeDeps,
  stores: Stores,
  lease: ConnectionLease,
  fresh: readonly ReadDelivery[],
): Promise<void> {
  const { merge } = deps.adapter;
  if (!merge) return;
  for (const item of fresh.flatMap(({ parsed }) => parsed.items)) {
    if (item.kind !== "record") continue;
    await stores.shelf.update(lease.connectionId, item.externalId, (known) => merge(known, item.patch));
  }
}

/** Duplicates by the vendor's own delivery id, and deliveries that were applied before. */
async function dropDuplicates(
  stores: Stores,
  lease: ConnectionLease,
  readable: readonly ReadDelivery[],
): Promise<readonly ReadDelivery[]> {
  if (readable.length === 0) return [];
  const keys = readable.flatMap(({ delivery, parsed }) =>
    parsed.deliveryKey === null ? [] : [{ key: parsed.deliveryKey, deliveryId: delivery.id }],
  );
  const seen = keys.length > 0 ? await stores.deliveries.rememberKeys(lease.connectionId, keys) : new Set<DeliveryId>();
  const applied = await stores.deliveries.appliedBefore(readable.map(({ delivery }) => delivery.id));
  return readable.filter(
    ({ delivery, ordinals }) => !seen.has(delivery.id) && (ordinals !== null || !applied.has(delivery.id)),
  );
}

async function closeAll(
  stores: Stores,
  lease: ConnectionLease,
  readable: readonly ReadDelivery[],
  { fresh, dropped }: { fresh: readonly ReadDelivery[]; dropped: AppliedEvents["dropped"] },
  refused: readonly Refused[],
): Promise<void> {
  const applied = new Set(fresh.map(({ delivery }) => delivery.id));
  await stores.deliveries.close(lease.connectionId, [
    ...readable.map(({ delivery, parsed }) => ({
      delivery,
      outcome: applied.has(delivery.id) ? ("applied" as const) : ("duplicate" as const),
      items: parsed.items.length,
      detail: parsed.nothing ?? dropped.get(delivery.id) ?? null,
    })),
    ...refused.map(({ delivery, entry }) => ({
      delivery,
      outcome: "quarantined" as const,
      items: 0,
      detail: entry.detail,
    })),
  ]);
}
