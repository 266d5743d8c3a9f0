import { Client, type ClientConfig } from "pg";
import type { Log } from "../../core/ports/world.ts";

export type Queue = "intake" | "push" | "read";

export interface Signals {
  /** There is work: this process at once, the others at most once in 50 ms. A lost signal is made up for by polling. */
  wake(queue: Queue): void;
  on(queue: Queue, run: () => void): void;
  close(): Promise<void>;
}

const channel = "interdesk_wake";
const notifyEveryMs = 50;
const reconnectMs = 1_000;

/** NOTIFY outside of any transaction: within one, it would make all commits wait for each other. */
export function createSignals(config: ClientConfig, log: Log): Signals {
  const listeners = new Map<Queue, Set<() => void>>();
  const pending = new Map<Queue, NodeJS.Timeout>();
  const self = `${process.pid}-${Math.random().toString(36).slice(2)}`;
  let client: Client | undefined;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;

  const fire = (queue: Queue) => {
    for (const run of listeners.get(queue) ?? []) run();
  };
  const lost = (cause?: unknown) => {
    if (closed || retry) return;
    client = undefined;
    log.warn({ err: cause }, "the signal connection to the database was lost; polling goes on");
    retry = setTimeout(() => {
      retry = undefined;
      void connect();
    }, reconnectMs);
  };
  const connect = async (): Promise<void> => {
    const next = new Client({ ...config, application_name: "interdesk-signals", keepAlive: true });
    next.on("error", lost);
    next.on("end", () => lost());
    next.on("notification", ({ payload }) => {
      const [sender, queue] = (payload ?? "").split(" ");
      if (sender !== self && (queue === "intake" || queue === "push" || queue === "read")) fire(queue);
    });
    try {
      await next.connect();
      await next.query(`listen ${channel}`);
      if (closed) await next.end();
      else client = next;
    } catch (cause) {
      lost(cause);
    }
  };
  let told: Promise<unknown> = Promise.resolve();
  const notify = (queue: Queue) => {
    pending.delete(queue);
    const tell = () => client?.query("select pg_notify($1, $2)", [channel, `${self} ${queue}`]);
    // One statement at a time; without it the other nodes poll, and nothing is lost but a second.
    told = told.then(tell).catch(() => {});
  };
  void connect();

  return {
    wake(queue) {
      fire(queue);
      if (!pending.has(queue)) pending.set(queue, setTimeout(notify, notifyEveryMs, queue));
    },
    on(queue, run) {
      const set = listeners.get(queue) ?? new Set();
      listeners.set(queue, set.add(run));
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      for (const timer of pending.values()) clearTimeout(timer);
      await client?.end();
    },
  };
}
