import type { AlertId } from "../../schemas/ids.ts";
import type { ArrivedEvent } from "../intake/batch.ts";
import type { Absence } from "../intake/decide-absence.ts";
import type { ConnectorError } from "../ports/connector-error.ts";
import type { ListedAlert } from "../ports/monitor.ts";
import { fail, type Result, succeed } from "../ports/result.ts";
import type { HeldAlert } from "../ports/stores.ts";
import { decideListing, isMassEnd, type ListingDecision } from "../sources/decide-listing.ts";
import { massWindowMs } from "../sync/decide-guards.ts";
import { applyEvents } from "./apply-events.ts";
import type { PushDeps } from "./push-deps.ts";
import type { SourceTarget } from "./push-sources.ts";

/** Alerts that are read, or changed in one transaction. */
const pageSize = 1_000;
const batchSize = 100;

export type ListingDeps = Pick<PushDeps, "unit" | "clock" | "ids" | "metrics" | "log" | "trace">;

/** What a comparison with the tool's own list has found. */
export interface ListingReport {
  at: Date;
  /** What the tool lists, and what we held to be firing. */
  listed: number;
  held: number;
  /** Not listed for the first time; cleared, since it was the second; opened, since an admin wants that. */
  missed: number;
  cleared: number;
  opened: number;
  /** Listed, and of a client that nobody has mapped. */
  withoutClient: number;
  /** So much had ended that nothing was cleared, and a person was told. */
  doubted: boolean;
  /** Messages wait that may say more than the list: it is compared again soon. */
  waiting: boolean;
  moved: boolean;
}

/**
 * Compares what we hold firing with what the tool lists: what it lists twice no more has ended. Through the same rules and the
 * same writing as messages; what was heard of meanwhile is left alone.
 */
export async function compareListing(
  deps: ListingDeps,
  target: SourceTarget,
): Promise<Result<ListingReport, ConnectorError>> {
  const startedAt = deps.clock.now();
  const answer = await target.monitor.listOpen?.();
  if (!answer?.ok) return fail(answer?.error ?? { kind: "rejected", detail: "The tool cannot be asked." });
  const listed = answer.value;
  const { tenantId, connectionId } = target;
  const waiting = await deps.unit.inTenant(tenantId, (stores) => stores.listings.hasWaiting(connectionId, startedAt));
  const held = await readHeld(deps, target);
  const none = { missed: 0, cleared: 0, opened: 0, withoutClient: 0, doubted: false, moved: false };
  const report = { at: startedAt, listed: listed.length, held: held.length, waiting, ...none };
  if (waiting) return succeed(report);
  const covered = held.filter(({ alert }) => target.monitor.covers?.(alert.dedupKey) ?? true);
  const decision = decideListing(covered, new Set(listed.map(({ dedupKey }) => dedupKey)), startedAt);
  await deps.unit.inTenant(tenantId, async (stores) => {
    await stores.listings.noteMissed(decision.missed, startedAt);
    await stores.listings.noteMissed(decision.found, null);
  });
  const doubted = await isDoubted(deps, target, decision, covered.length);
  const cleared = doubted ? { applied: 0, moved: false } : await clearEnded(deps, target, decision);
  const opened = target.monitor.opensListed ? await openUnknown(deps, target, held, listed) : nothingOpened;
  return succeed({
    ...report,
    missed: decision.missed.length,
    cleared: cleared.applied,
    opened: opened.applied,
    withoutClient: opened.withoutClient,
    doubted,
    moved: cleared.moved || opened.moved,
  });
}

/**
 * Doubts alerts that were not heard of for too long, where the tool cannot be asked.
 *
 * @returns how many it were, and whether tickets moved
 */
export async function doubtSilent(
  deps: ListingDeps,
  target: SourceTarget,
  maxAgeMs: number,
): Promise<{ applied: number; moved: boolean }> {
  const since = new Date(deps.clock.now().getTime() - maxAgeMs);
  let applied = 0;
  let moved = false;
  for (;;) {
    const silent = await deps.unit.inTenant(target.tenantId, (stores) =>
      stores.listings.silentSince(target.connectionId, since, batchSize),
    );
    if (silent.length === 0) return { applied, moved };
    const done = await applyAbsent(
      deps,
      target,
      silent.map(({ dedupKey }) => ({ dedupKey, kind: "notHeard", since })),
    );
    applied += silent.length;
    moved ||= done;
  }
}

async function readHeld(deps: ListingDeps, { tenantId, connectionId }: SourceTarget): Promise<readonly HeldAlert[]> {
  const held: HeldAlert[] = [];
  let after: AlertId | null = null;
  for (;;) {
    const page: readonly HeldAlert[] = await deps.unit.inTenant(tenantId, (stores) =>
      stores.listings.held(connectionId, after, pageSize),
    );
    held.push(...page);
    after = page.at(-1)?.alert.id ?? null;
    if (page.length < pageSize || after === null) return held;
  }
}

/** A tool that has lost its memory, or shows us less than before, is not believed before a person says so. */
async function isDoubted(
  deps: ListingDeps,
  target: SourceTarget,
  { ended }: ListingDecision,
  held: number,
): Promise<boolean> {
  const { tenantId, connectionId, name } = target;
  return deps.unit.inTenant(tenantId, async (stores) => {
    const { allowed } = await stores.connections.countMass(connectionId, 0, massWindowMs);
    if (!isMassEnd(ended.length, held) || allowed) {
      await stores.connections.settle(connectionId, ["massChange"]);
      return false;
    }
    await stores.connections.tell(connectionId, {
      kind: "massChange",
      title: `${name} lists ${ended.length} of ${held} alerts no more`,
      body:
        `No message said that they had ended, so they are kept open: the tool may have lost its memory, or show us less than ` +
        `before. Have they ended? Then say so with "interdesk connection live ${name} --allow-many".`,
    });
    return true;
  });
}

async function clearEnded(
  deps: ListingDeps,
  target: SourceTarget,
  { ended }: ListingDecision,
): Promise<{ applied: number; moved: boolean }> {
  let moved = false;
  for (let from = 0; from < ended.length; from += batchSize) {
    const absences = ended.slice(from, from + batchSize).map(({ alert, missedSince }) => ({
      dedupKey: alert.dedupKey,
      kind: "notListed" as const,
      since: missedSince,
    }));
    moved = (await applyAbsent(deps, target, absences)) || moved;
  }
  return { applied: ended.length, moved };
}

/** @returns whether links are owed something now */
async function applyAbsent(deps: ListingDeps, target: SourceTarget, absences: readonly Absence[]): Promise<boolean> {
  const wakes = new Set<"push" | "read">();
  await deps.unit.inTenant(target.tenantId, (stores) => applyEvents(deps, stores, target, [], wakes, absences));
  return wakes.has("push");
}

const nothingOpened = { applied: 0, withoutClient: 0, moved: false };

/** Alerts that fire there and not here, as if their message had come now. */
async function openUnknown(
  deps: ListingDeps,
  target: SourceTarget,
  held: readonly HeldAlert[],
  listed: readonly ListedAlert[],
): Promise<{ applied: number; withoutClient: number; moved: boolean }> {
  const known = new Set(held.map(({ alert }) => alert.dedupKey));
  const receivedAt = deps.clock.now();
  const events = listed.flatMap(({ dedupKey, event }): ArrivedEvent[] =>
    event && !known.has(dedupKey)
      ? [{ event, deliveryId: null, ordinal: null, opens: true, receivedAt, traceparent: null }]
      : [],
  );
  const wakes = new Set<"push" | "read">();
  let withoutClient = 0;
  for (let from = 0; from < events.length; from += batchSize) {
    const batch = events.slice(from, from + batchSize);
    // They would be held anew by each listing; the report counts them, and their message is held when it comes.
    const { held: unmapped } = await deps.unit.inTenant(target.tenantId, (stores) =>
      applyEvents(deps, stores, target, batch, wakes),
    );
    withoutClient += unmapped.length;
  }
  return { applied: events.length - withoutClient, withoutClient, moved: wakes.has("push") };
}
