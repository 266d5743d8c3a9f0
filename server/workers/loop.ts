import type { Log } from "../../core/ports/world.ts";

export interface Loop {
  /** Looks for work soon; called while working, it looks once more afterwards. */
  wake(): void;
  /** Ends after the pass that is running. */
  stop(): Promise<void>;
}

export interface Passed {
  /** There is more to do, now. */
  again: boolean;
  /** There is more to do before the next regular look; ms from now. */
  inMs?: number;
}

export interface LoopOptions {
  name: string;
  /** Does what is due now. */
  pass: () => Promise<Passed>;
  /** Looks at least this often, whatever signals are lost; ms. */
  everyMs: number;
  log: Log;
}

/** Repeats a pass: when woken, when it asks for more, and at the least every `everyMs`. A failed pass is told and tried again. */
export function startLoop(options: LoopOptions): Loop {
  let stopped = false;
  let woken = false;
  let failures = 0;
  let endWait = (): void => {};

  const wait = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      endWait = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const run = async (): Promise<void> => {
    while (!stopped) {
      woken = false;
      const { again, inMs } = await runPass();
      if (stopped) break;
      if (failures > 0) await wait(Math.min(5_000, 100 * 2 ** failures));
      else if (!again && !woken) await wait(Math.min(options.everyMs, inMs ?? options.everyMs));
    }
  };

  const runPass = async (): Promise<Passed> => {
    try {
      const passed = await options.pass();
      failures = 0;
      return passed;
    } catch (cause) {
      failures += 1;
      options.log.error({ loop: options.name, err: cause }, "a pass failed and will be repeated");
      return { again: true };
    }
  };

  const ended = run();
  return {
    wake() {
      woken = true;
      if (failures === 0) endWait();
    },
    async stop() {
      stopped = true;
      endWait();
      await ended;
    },
  };
}
