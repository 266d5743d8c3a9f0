import type { Notifications } from "./notifications.ts";

export type Queue = "intake" | "push" | "read";

export interface Signals {
  /** There is work: this process at once, the others at most once in 50 ms. A lost signal is made up for by polling. */
  wake(queue: Queue): void;
  on(queue: Queue, run: () => void): void;
  close(): void;
}

const notifyEveryMs = 50;

export function createSignals(notifications: Pick<Notifications, "say" | "hear">): Signals {
  const listeners = new Map<Queue, Set<() => void>>();
  const pending = new Map<Queue, NodeJS.Timeout>();
  const fire = (queue: Queue) => {
    for (const run of listeners.get(queue) ?? []) run();
  };
  const notify = (queue: Queue) => {
    pending.delete(queue);
    notifications.say("interdesk_wake", queue);
  };
  notifications.hear("interdesk_wake", (queue) => {
    if (queue === "intake" || queue === "push" || queue === "read") fire(queue);
  });
  return {
    wake(queue) {
      fire(queue);
      if (!pending.has(queue)) pending.set(queue, setTimeout(notify, notifyEveryMs, queue));
    },
    on(queue, run) {
      const set = listeners.get(queue) ?? new Set();
      listeners.set(queue, set.add(run));
    },
    close() {
      for (const timer of pending.values()) clearTimeout(timer);
    },
  };
}
