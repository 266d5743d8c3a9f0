import { Client, type ClientConfig } from "pg";
import type { Log } from "../../core/ports/world.ts";

/** What nodes say to one another through the database. It may be lost: whoever needs it looks by itself as well. */
export interface Notifications {
  /** To the other nodes; at most 8,000 bytes with all that is said of it. */
  say(channel: Channel, text: string): void;
  hear(channel: Channel, run: (text: string) => void): void;
  /** The connection is there again: what was said meanwhile was missed. */
  onAgain(run: () => void): void;
  close(): Promise<void>;
}

const channels = ["interdesk_wake", "interdesk_live"] as const;
export type Channel = (typeof channels)[number];

const reconnectMs = 1_000;

/** NOTIFY outside of any transaction: within one, it would make all commits wait for each other. */
export function openNotifications(config: ClientConfig, log: Log): Notifications {
  const listeners = new Map<string, Set<(text: string) => void>>();
  const resumed = new Set<() => void>();
  const self = `${process.pid}-${Math.random().toString(36).slice(2)}`;
  let client: Client | undefined;
  let closed = false;
  let isFirst = true;
  let retry: NodeJS.Timeout | undefined;

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
    next.on("notification", ({ channel, payload = "" }) => {
      const space = payload.indexOf(" ");
      if (payload.slice(0, space) === self) return;
      for (const run of listeners.get(channel) ?? []) run(payload.slice(space + 1));
    });
    try {
      await next.connect();
      await next.query(channels.map((channel) => `listen ${channel}`).join("; "));
      if (closed) return await next.end();
      client = next;
      if (!isFirst) for (const run of resumed) run();
      isFirst = false;
    } catch (cause) {
      lost(cause);
    }
  };
  let said: Promise<unknown> = Promise.resolve();
  void connect();

  return {
    say(channel, text) {
      // One statement at a time.
      said = said.then(() => client?.query("select pg_notify($1, $2)", [channel, `${self} ${text}`])).catch(() => {});
    },
    hear(channel, run) {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(run));
    },
    onAgain: (run) => void resumed.add(run),
    async close() {
      closed = true;
      clearTimeout(retry);
      await client?.end();
    },
  };
}
