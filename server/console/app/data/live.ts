import { useSyncExternalStore } from "react";
import { leaveSignedOut, queries } from "./queries.ts";
import { readGently } from "./read-gently.ts";
import { type Changed, followStream, type StreamMessage } from "./stream.ts";
import { readTenant } from "./tenant.ts";

export interface LiveState {
  live: boolean;
  /** Since when nothing came; undefined while live. */
  since: Date | undefined;
}

let state: LiveState = { live: true, since: undefined };
/** Of the last change that was heard of, by whichever tab. */
let lastId: string | undefined;
/** Whoever leads so long after it has begun has waited for another to end. */
const takeoverMs = 1_000;
const watchers = new Set<() => void>();
const listeners = new Set<(change: Changed) => void>();

/**
 * Starts following what changes, once for all tabs of this browser: a browser opens six connections to a hub at most, so one
 * tab leads and tells the others. Where the page is no secure context there are no locks, and each tab follows by itself.
 *
 * @returns ends it
 */
export function startLive(): () => void {
  const end = new AbortController();
  const name = `interdesk-live-${readTenant() ?? ""}`;
  if (!navigator.locks) {
    void followStream(take, end.signal);
    return () => end.abort();
  }
  const channel = new BroadcastChannel(name);
  channel.addEventListener("message", ({ data }: MessageEvent<StreamMessage>) => take(data));
  const beganMs = performance.now();
  const lead = () => {
    const tell = (message: StreamMessage) => {
      take(message);
      channel.postMessage(message);
    };
    // Between the one that led before and this one nobody has listened.
    if (lastId === undefined && performance.now() - beganMs > takeoverMs) tell({ kind: "reset" });
    return followStream(tell, end.signal, lastId);
  };
  navigator.locks.request(name, { signal: end.signal }, lead).catch(() => undefined);
  return () => {
    end.abort();
    channel.close();
  };
}

function take(message: StreamMessage): void {
  if (message.kind === "signedOut") return leaveSignedOut();
  if (message.kind === "state") {
    if (message.live === state.live) return;
    state = { live: message.live, since: message.live ? undefined : new Date() };
    for (const run of watchers) run();
    return;
  }
  if (message.kind === "changed") lastId = message.id ?? lastId;
  const change: Changed = message.kind === "changed" ? message.change : { tickets: null, alerts: null };
  if (message.kind === "reset") void queries.invalidateQueries();
  else refresh(change);
  for (const run of listeners) run(change);
}

/** Each by itself: what is slow to count keeps no list waiting. */
const rereadLists = ["tickets", "alerts", "overview"].map((kind) =>
  readGently(() => queries.invalidateQueries({ queryKey: [kind] })),
);

// One edit is several changes to its ticket: here, at each desk, and of its clocks. Null = some that are not named.
const changed = { ticket: new Set<string | null>(), alert: new Set<string | null>() };
const rereadEach = readGently(() =>
  Promise.all(
    (["ticket", "alert"] as const).map(async (kind) => {
      const ids = changed[kind];
      changed[kind] = new Set();
      if (ids.size === 0) return;
      await queries.invalidateQueries({
        predicate: ({ queryKey: [of, id] }) => of === kind && (ids.has(null) || ids.has(String(id))),
      });
    }),
  ),
);

/**
 * Reads again what is shown of what has changed. A key begins with what it is of: `tickets` and `alerts` are lists,
 * `ticket` and `alert` are followed by the id, `overview` counts.
 */
function refresh({ tickets, alerts }: Changed): void {
  for (const id of tickets ?? [null]) changed.ticket.add(id);
  for (const id of alerts ?? [null]) changed.alert.add(id);
  for (const reading of [rereadEach, ...rereadLists]) reading.ask();
}

const watch = (run: () => void) => {
  watchers.add(run);
  return () => void watchers.delete(run);
};
const read = () => state;

/** Whether changes arrive as they happen. */
export function useLiveState(): LiveState {
  return useSyncExternalStore(watch, read);
}

/** Each change as it comes. @returns ends it */
export function onChange(run: (change: Changed) => void): () => void {
  listeners.add(run);
  return () => void listeners.delete(run);
}
