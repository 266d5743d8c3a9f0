import type { ConnectionId, ExternalId, TenantId } from "../../schemas/ids.ts";
import type { SyncRules } from "../../schemas/sync-rules.ts";
import type { ConnectorError } from "../ports/connector-error.ts";
import type { Desk } from "../ports/desk.ts";
import type { ClaimedLink, ConnectionHealth, LinkChange, UnitOfWork, VendorWriteEntry } from "../ports/stores.ts";
import type { World } from "../ports/world.ts";
import type { RawFields } from "../sync/plan-push.ts";
import type { RecoveryPhase } from "../sync/recovery.ts";
import { holdWrite } from "./hold-write.ts";
import { decideRetry, lookWaitsMs } from "../sync/decide-retry.ts";

/** A record that was found gone is told to the guard first; when that keeps the link, it is tried again after this. */
const goneRestMs = 60_000;

export interface PushDeps extends World {
  unit: UnitOfWork;
  health: ConnectionHealth;
  random: () => number;
  /** Calls within are for urgent tickets, which may use the reserve of the budget. */
  asUrgent: <T>(urgent: boolean, run: () => Promise<T>) => Promise<T>;
  /** SHA-256 in lower-case hexadecimal. */
  hash: (bytes: Uint8Array) => string;
  /** Larger files are not carried between systems. */
  mostAttachmentBytes: number;
  /** Runs `work`, which holds so many bytes of a file, when the connection's other large files are out of memory. */
  inFileTurn: <T>(connectionId: ConnectionId, bytes: number, work: () => Promise<T>) => Promise<T>;
  /** Tries again, for a while, what is to be done even where the database is away for a moment. */
  insist: (work: () => Promise<void>) => Promise<void>;
  /** Points at which a test may end the process; nothing in production. */
  failpoint: (name: string) => void;
}

/** The connection that is being pushed to. */
export interface PushTarget {
  tenantId: TenantId;
  connectionId: ConnectionId;
  /** Of its settings and secrets. */
  version: number;
  name: string;
  desk: Desk;
  rules: SyncRules;
  /** Records that were made before are not ours to take. */
  startedAt: Date;
  /** Set while it is read after time was lost here. */
  recovery?: RecoveryPhase | undefined;
}

/**
 * Records of one batch at work at once: more than vendors take calls at a time, so that none of their slots is ever empty,
 * and few enough that the first are written while the last are still being prepared.
 */
const mostAtOnce = 12;
/** Where one fails the others are done all the same: nothing is on its way any more when their leases are given back. */
export const sideBySide = { concurrency: mostAtOnce, stopOnError: false } as const;

/** Later than any reading: while a call is on its way, every reading may be of before or after it. */
export const callInFlight = new Date("9999-01-01T00:00:00Z");

/** A link to which something was written, so that it is to be read back. */
export interface Pushed {
  claimed: ClaimedLink;
  externalId: ExternalId;
  written: RawFields;
  /** Whether the record has just been created. */
  isNew: boolean;
}

export interface Timed<T> {
  value: T;
  startedAt: Date;
  endedAt: Date;
  tookMs: number;
}

/** Readings and writes are timed by the hub's clock. */
export async function timed<T>(deps: Pick<PushDeps, "clock">, run: () => Promise<T>): Promise<Timed<T>> {
  const startedAt = deps.clock.now();
  const value = await run();
  const endedAt = deps.clock.now();
  return { value, startedAt, endedAt, tookMs: Math.max(0, endedAt.getTime() - startedAt.getTime()) };
}

/** A claimed link goes to rest after an error: when it is looked at again, and what is told about it. */
export async function restLink(
  deps: PushDeps,
  target: PushTarget,
  claimed: ClaimedLink,
  error: ConnectorError,
): Promise<void> {
  // A right that is missing for one operation is no reason to keep all others back.
  if (error.kind !== "forbidden") await deps.health.noteFailure(target, error);
  const decision = decideRetry(error, claimed.attempts, deps.random());
  await deps.unit.inTenant(target.tenantId, async (stores) => {
    const locked = await stores.links.lock(claimed.link.id);
    if (!locked) return;
    const { link } = locked.row;
    const rest = { attempts: claimed.attempts + 1, lastError: `${error.kind}: ${error.detail}` };
    const change: LinkChange = { fence: claimed.fence, release: true };
    switch (decision.action) {
      case "rest":
        await stores.links.save(link, { ...change, rest: { ...rest, nextInMs: decision.inMs } });
        return;
      case "look":
        await stores.links.save(link, { ...change, rest: { ...rest, nextInMs: lookWaitsMs[0] ?? 1_000 } });
        return;
      case "gone":
        // The link's end is decided with all others that have gone.
        await stores.links.save(link, { ...change, rest: { ...rest, nextInMs: goneRestMs } });
        return;
      case "stop":
        await holdWrite(stores, target, link.id, error);
        // What was wanted since this try began is another try.
        await stores.links.save(
          { ...link, doneRev: Math.min(link.wantedRev, claimed.link.wantedRev) },
          { ...change, rest: { ...rest, nextInMs: 0 } },
        );
    }
  });
}

/** The reading was overtaken: the link is taken up again soon. */
export async function takeUpSoon(deps: PushDeps, target: PushTarget, claimed: ClaimedLink): Promise<void> {
  await deps.unit.inTenant(target.tenantId, async (stores) => {
    const locked = await stores.links.lock(claimed.link.id);
    // A desk that was set back to an older state would be read for ever: ever more seldom.
    const nextInMs = Math.min(60_000, 200 * 2 ** claimed.attempts);
    const rest = { nextInMs, attempts: claimed.attempts + 1, lastError: null };
    if (locked) await stores.links.save(locked.row.link, { fence: claimed.fence, release: true, rest });
  });
}

/** Writes down one call that changes something at the vendor, and what came back. */
export async function noteWrite(deps: PushDeps, target: PushTarget, entry: VendorWriteEntry): Promise<void> {
  deps.metrics.count("interdesk_vendor_writes", { operation: entry.operation, outcome: entry.outcome });
  await deps.unit.inTenant(target.tenantId, (stores) => stores.links.addWrite(entry));
}

/** How an error of a writing call is written down. */
export function outcomeOf(error: ConnectorError): VendorWriteEntry["outcome"] {
  if (error.kind === "rejected") return "rejected";
  return error.kind === "unknownOutcome" ? "unknown" : "failed";
}
