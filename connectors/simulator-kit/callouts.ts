import { setTimeout as pause } from "node:timers/promises";
import type { Faults } from "./faults.ts";

/** One request of a vendor to somebody's webhook, and how that vendor repeats it. */
export interface Callout {
  url: string;
  body: string;
  headers: Readonly<Record<string, string>>;
  attempts: number;
  retryMs: number;
  timeoutMs: number;
  /** Told once, when it was answered 2xx or given up. */
  ended(delivered: boolean, status: number | null): void;
}

export interface Caller {
  /** Resolves when the callout has been answered or given up. */
  send(callout: Callout): Promise<void>;
  /** Resolves when nothing is on its way. */
  settled(): Promise<void>;
}

/** Sends callouts as the faults say: lost, late, twice, out of order. */
export function createCaller(faults: Faults): Caller {
  const running = new Set<Promise<void>>();
  return {
    send(callout) {
      if (faults.webhooksOff || Math.random() < faults.webhookLoss) return Promise.resolve();
      const call = callOut(faults, callout);
      running.add(call);
      void call.finally(() => running.delete(call));
      return call;
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

async function callOut(faults: Faults, callout: Callout): Promise<void> {
  const wait = faults.webhookDelayMs + Math.random() * faults.webhookShuffleMs;
  if (wait > 0) await pause(wait);
  let status: number | null = null;
  for (let attempt = 1; attempt <= callout.attempts; attempt++) {
    status = await deliver(callout);
    if (status !== null && status >= 200 && status < 300) {
      if (faults.webhookTwice) await deliver(callout);
      callout.ended(true, status);
      return;
    }
    if (attempt < callout.attempts) await pause(callout.retryMs);
  }
  callout.ended(false, status);
}

async function deliver({ url, headers, body, timeoutMs }: Callout): Promise<number | null> {
  try {
    const answer = await fetch(url, { method: "POST", headers, body, signal: AbortSignal.timeout(timeoutMs) });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return null;
  }
}
