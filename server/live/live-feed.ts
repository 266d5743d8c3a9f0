import type { AlertId, TenantId, TicketId } from "../../schemas/ids.ts";

/** What has changed, of one tenant. A null list = so many that they are not named. */
export interface LiveChange {
  tickets: readonly TicketId[] | null;
  alerts: readonly AlertId[] | null;
}

export interface LiveEvent {
  /** Of this node, rising. */
  id: number;
  change: LiveChange;
}

export interface LiveFeed {
  /** Something was committed, here or on another node; told to whoever looks at once after a lull, else within a quarter of a second. */
  note(tenantId: TenantId, change: LiveChange): void;
  /**
   * @param after id of the last event that was seen; null = from now on
   * @returns undefined when what came after it is not kept any more: all is to be read again
   */
  since(tenantId: TenantId, after: number | null): readonly LiveEvent[] | undefined;
  /** @returns ends it */
  follow(tenantId: TenantId, run: (event: LiveEvent) => void): () => void;
  /** What came meanwhile may have been missed. @returns ends it */
  onGap(run: () => void): () => void;
  gap(): void;
  /** This node stops: whoever follows shall go on elsewhere, or come again. @returns takes it back */
  onEnd(run: () => void): () => void;
  end(): void;
  close(): void;
}

/** What one edit changes in several commits goes together; however much changes, it is told at most so often. */
const [gatherMs, tellEveryMs] = [25, 250];
/** More than a page shows: then all of it is read again. */
const mostNamed = 200;
/** Of all tenants, so that a page that was away for a minute goes on where it was. */
const mostKept = 5_000;

/** Tells those who look at a tenant what changes there, gathered; what was told lately is kept for those who come back. */
export function createLiveFeed(): LiveFeed {
  const kept: { tenantId: TenantId; event: LiveEvent }[] = [];
  const followers = new Map<TenantId, Set<(event: LiveEvent) => void>>();
  const gaps = new Set<() => void>();
  const pending = new Map<TenantId, LiveChange>();
  const ends = new Set<() => void>();
  let hasEnded = false;
  let last = 0;
  let toldAtMs = -tellEveryMs;
  let timer: NodeJS.Timeout | undefined;

  const tell = () => {
    timer = undefined;
    toldAtMs = performance.now();
    for (const [tenantId, change] of pending) {
      const event = { id: ++last, change };
      kept.push({ tenantId, event });
      for (const run of followers.get(tenantId) ?? []) run(event);
    }
    pending.clear();
    if (kept.length > mostKept) kept.splice(0, kept.length - mostKept);
  };

  return {
    note(tenantId, change) {
      pending.set(tenantId, mergeChanges(pending.get(tenantId), change));
      timer ??= setTimeout(tell, Math.max(gatherMs, toldAtMs + tellEveryMs - performance.now()));
    },
    since(tenantId, after) {
      if (after === null) return [];
      const first = kept[0]?.event.id ?? last + 1;
      // Not a number: of another node.
      if (!(after <= last && after >= first - 1)) return undefined;
      return kept.flatMap((one) => (one.tenantId === tenantId && one.event.id > after ? [one.event] : []));
    },
    follow(tenantId, run) {
      const own = followers.get(tenantId) ?? new Set();
      followers.set(tenantId, own.add(run));
      return () => {
        own.delete(run);
        if (own.size === 0) followers.delete(tenantId);
      };
    },
    onGap(run) {
      gaps.add(run);
      return () => void gaps.delete(run);
    },
    gap() {
      for (const run of gaps) run();
    },
    onEnd(run) {
      if (hasEnded) run();
      ends.add(run);
      return () => void ends.delete(run);
    },
    end() {
      hasEnded = true;
      for (const run of ends) run();
    },
    close: () => clearTimeout(timer),
  };
}

/** Both changes as one. */
export function mergeChanges(one: LiveChange | undefined, other: LiveChange): LiveChange {
  if (!one) return { tickets: cap(other.tickets), alerts: cap(other.alerts) };
  return { tickets: join(one.tickets, other.tickets), alerts: join(one.alerts, other.alerts) };
}

function join<T>(one: readonly T[] | null, other: readonly T[] | null): readonly T[] | null {
  return one === null || other === null ? null : cap([...new Set([...one, ...other])]);
}

function cap<T>(ids: readonly T[] | null): readonly T[] | null {
  return ids !== null && ids.length > mostNamed ? null : ids;
}
