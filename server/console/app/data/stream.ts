import { readEvents } from "./read-events.ts";
import { readTenant } from "./tenant.ts";

/** What has changed; null = so much that it is not named. */
export interface Changed {
  tickets: readonly string[] | null;
  alerts: readonly string[] | null;
}
export type StreamMessage =
  /** `id`: where whoever goes on begins. */
  | { kind: "changed"; change: Changed; id: string | undefined }
  | { kind: "reset" }
  | { kind: "state"; live: boolean }
  /** Nobody is signed in any more. */
  | { kind: "signedOut" };

/** The hub says something every five seconds; after so long a silence the connection is broken, whatever the browser thinks. */
const silenceMs = 45_000;
const [firstWaitMs, mostWaitMs] = [500, 15_000];

/**
 * Follows the hub's changes until `signal` ends it: comes back after each break with a growing, scattered wait, and goes on
 * after the last event that was seen. The browser's own EventSource gives up for good after any answer but 200.
 *
 * @param after the last event that another has seen
 */
export async function followStream(
  tell: (message: StreamMessage) => void,
  signal: AbortSignal,
  after?: string,
): Promise<void> {
  const place = after === undefined ? {} : { after };
  let waitMs = firstWaitMs;
  while (!signal.aborted) {
    const began = performance.now();
    const status = await readStream(place, tell, signal).catch(() => 0);
    tell({ kind: "state", live: false });
    if (status === 401) return tell({ kind: "signedOut" });
    waitMs = performance.now() - began > 30_000 ? firstWaitMs : Math.min(waitMs * 2, mostWaitMs);
    await pause(waitMs * (0.5 + Math.random()), signal);
  }
}

async function readStream(
  place: { after?: string },
  tell: (message: StreamMessage) => void,
  signal: AbortSignal,
): Promise<number> {
  const silence = new AbortController();
  const either = AbortSignal.any([signal, silence.signal]);
  const tenant = readTenant();
  const query = place.after === undefined ? "" : `?after=${encodeURIComponent(place.after)}`;
  const answer = await fetch(`/api/v1/stream${query}`, {
    headers: tenant ? { "interdesk-tenant": encodeURIComponent(tenant) } : {},
    signal: either,
  });
  if (!answer.ok || !answer.body) return answer.status;
  tell({ kind: "state", live: true });
  let timer = setTimeout(() => silence.abort(), silenceMs);
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), silenceMs);
  };
  try {
    for await (const { event, data, id } of readEvents(answer.body, heard)) {
      if (id !== undefined) place.after = id;
      if (event === "changed") tell({ kind: "changed", change: JSON.parse(data) as Changed, id });
      if (event === "reset") tell({ kind: "reset" });
    }
  } finally {
    clearTimeout(timer);
  }
  return answer.status;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
    signal.addEventListener("abort", done);
  });
}
