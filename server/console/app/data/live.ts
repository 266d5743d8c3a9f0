import { useSyncExternalStore } from "react";
import { queries } from "./queries.ts";
import { type Changed, followStream, type StreamMessage } from "./stream.ts";
import { readTenant } from "./tenant.ts";

export interface LiveState {
  live: boolean;
  /** Since when nothing came; undefined while live. */
  since: Date | undefined;
}

let state: LiveState = { live: true, since: undefined };
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
  const lead = () =>
    followStream((message) => {
      take(message);
      channel.postMessage(message);
    }, end.signal);
  navigator.locks.request(name, { signal: end.signal }, lead).catch(() => undefined);
  return () => {
    end.abort();
    channel.close();
  };
}

function take(message: StreamMessage): void {
  if (message.kind === "state") {
    if (message.live === state.live) return;
    state = { live: message.live, since: message.live ? undefined : new Date() };
    for (const run of watchers) run();
    return;
  }
  const change: Changed = message.kind === "changed" ? message.change : { tickets: null, alerts: null };
  if (message.kind === "reset") void queries.invalidateQueries();
  else refresh(change);
  for (const run of listeners) run(change);
}

/** However much changes: lists are read again at most so often, and what is of one ticket or alert. */
const [listsEveryMs, eachEveryMs] = [700, 300];

/** Runs at once, and again when the time has passed if it was asked for meanwhile. */
function atMostEvery(ms: number, run: () => void): () => void {
  let [due, lastMs] = [undefined as ReturnType<typeof setTimeout> | undefined, -ms];
  return () => {
    due ??= setTimeout(
      () => {
        due = undefined;
        lastMs = performance.now();
        run();
      },
      Math.max(0, ms - (performance.now() - lastMs)),
    );
  };
}

const rereadLists = atMostEvery(listsEveryMs, () => {
  for (const kind of ["tickets", "alerts", "overview"]) void queries.invalidateQueries({ queryKey: [kind] });
});

// One edit is several changes to its ticket: here, at each desk, and of its clocks. Null = some that are not named.
const changed = { ticket: new Set<string | null>(), alert: new Set<string | null>() };
const rereadEach = atMostEvery(eachEveryMs, () => {
  for (const kind of ["ticket", "alert"] as const) {
    const ids = changed[kind];
    changed[kind] = new Set();
    if (ids.size === 0) continue;
    void queries.invalidateQueries({
      predicate: ({ queryKey: [of, id] }) => of === kind && (ids.has(null) || ids.has(String(id))),
    });
  }
});

/**
 * Reads again what is shown of what has changed. A key begins with what it is of: `tickets` and `alerts` are lists,
 * `ticket` and `alert` are followed by the id, `overview` counts.
 */
function refresh({ tickets, alerts }: Changed): void {
  for (const id of tickets ?? [null]) changed.ticket.add(id);
  for (const id of alerts ?? [null]) changed.alert.add(id);
  rereadEach();
  rereadLists();
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
