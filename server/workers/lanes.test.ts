import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Log } from "../../core/ports/world.ts";
import { startLanes } from "./lanes.ts";

const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** A piece of work that ends when it is told to. */
function createWork() {
  const started: string[] = [];
  const waiters = new Map<string, () => void>();
  const ends = new Map<string, (more: boolean) => void>();
  const fails = new Map<string, () => void>();
  return {
    started,
    run: (due: string) =>
      new Promise<boolean>((resolve, reject) => {
        started.push(due);
        ends.set(due, resolve);
        fails.set(due, () => reject(new Error(due)));
        waiters.get(due)?.();
        waiters.delete(due);
      }),
    /** Resolves when it begins the next time. */
    begins: (due: string) => new Promise<void>((resolve) => waiters.set(due, resolve)),
    end: (due: string, more: boolean) => ends.get(due)?.(more),
    fail: (due: string) => fails.get(due)?.(),
  };
}

describe("lanes", () => {
  const open = (due: () => readonly string[], most: number, log: Log = silent) => {
    const work = createWork();
    const lanes = startLanes({
      name: "test",
      everyMs: 10,
      most,
      log,
      begin: (piece) => piece(),
      list: async () => due(),
      keyOf: (one) => one,
      run: work.run,
    });
    return { work, lanes };
  };

  it("what comes while its lane is at work is begun when that ends, without waiting for the next look", async () => {
    const work = createWork();
    const looks: (() => void)[] = [];
    const lanes = startLanes({
      name: "test",
      everyMs: 3_600_000,
      most: 4,
      log: silent,
      begin: (piece) => piece(),
      list: async () => {
        looks.shift()?.();
        return ["desk"];
      },
      keyOf: (one) => one,
      run: work.run,
    });
    await work.begins("desk");
    const looked = new Promise<void>((resolve) => looks.push(resolve));
    lanes.wake();
    await looked;
    const again = work.begins("desk");
    work.end("desk", false);
    await again;
    assert.equal(work.started.length, 2, "and once");
    const stopped = lanes.stop();
    work.end("desk", false);
    await stopped;
  });

  it("one that does not end keeps nobody else back, and is not begun twice", async () => {
    const { work, lanes } = open(() => ["slow", "quick"], 4);
    await work.begins("quick");
    for (let round = 0; round < 3; round++) {
      const again = work.begins("quick");
      work.end("quick", true);
      await again;
    }
    assert.equal(work.started.filter((due) => due === "slow").length, 1);
    const stopped = lanes.stop();
    work.end("quick", false);
    work.end("slow", false);
    await stopped;
  });

  it("never more at once than there are lanes; the next in row has the one that is free", async () => {
    const { work, lanes } = open(() => ["a", "b", "c"].filter((due) => !work.started.includes(due)), 2);
    await work.begins("b");
    const third = work.begins("c");
    assert.deepEqual(work.started, ["a", "b"]);
    work.end("a", true);
    await third;
    const stopped = lanes.stop();
    for (const due of ["b", "c"]) work.end(due, false);
    await stopped;
  });

  it("work that fails is told and begun again", async () => {
    const told: string[] = [];
    const log: Log = { ...silent, error: (_, words) => void told.push(String(words)) };
    const { work, lanes } = open(() => ["a"], 2, log);
    await work.begins("a");
    const again = work.begins("a");
    work.fail("a");
    await again;
    assert.match(told.join(), /failed and will be repeated/);
    const stopped = lanes.stop();
    work.end("a", false);
    await stopped;
  });

  it("stop waits for what is running", async () => {
    const { work, lanes } = open(() => ["a"], 1);
    await work.begins("a");
    let ended = false;
    const stopped = lanes.stop().then(() => (ended = true));
    await new Promise<void>((resolve) => setImmediate(resolve));
    assert.equal(ended, false);
    work.end("a", false);
    await stopped;
  });
});
