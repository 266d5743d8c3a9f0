import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createLocalSlots } from "./local-slots.ts";

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("slots of one process", () => {
  it("hold each bucket's number exactly, over calls that need several", async () => {
    const slots = createLocalSlots();
    const limits: Readonly<Record<string, number>> = { a: 1, b: 3, c: 2 };
    const now = new Map<string, number>();
    const most = new Map<string, number>();
    const sets = [["a", "b"], ["b", "a"], ["b", "c"], ["c"], ["c", "b", "a"]];
    await Promise.all(
      Array.from({ length: 100 }, (_, index) => {
        const names = sets[index % sets.length] ?? [];
        const buckets = names.map((name) => ({ name, slots: limits[name] ?? 1 }));
        return slots.withSlots("account", buckets, async () => {
          for (const name of names) {
            now.set(name, (now.get(name) ?? 0) + 1);
            most.set(name, Math.max(most.get(name) ?? 0, now.get(name) ?? 0));
          }
          await turn();
          for (const name of names) now.set(name, (now.get(name) ?? 0) - 1);
        });
      }),
    );
    assert.deepEqual(Object.fromEntries([...most].toSorted()), limits);
  });

  it("come in the order of asking, and back after a failure", async () => {
    const slots = createLocalSlots();
    const order: number[] = [];
    const results = await Promise.allSettled(
      Array.from({ length: 5 }, (_, index) =>
        slots.withSlots("account", [{ name: "a", slots: 1 }], async () => {
          order.push(index);
          await turn();
          if (index === 1) throw new Error("failed");
        }),
      ),
    );
    assert.deepEqual(order, [0, 1, 2, 3, 4]);
    assert.deepEqual(
      results.map(({ status }) => status === "fulfilled"),
      [true, false, true, true, true],
    );
  });

  it("let urgent calls come first, in their own order", async () => {
    let urgent = false;
    const slots = createLocalSlots(() => urgent);
    const order: number[] = [];
    const calls = [false, false, true, false, true].map((is, index) => {
      urgent = is;
      return slots.withSlots("account", [{ name: "a", slots: 1 }], async () => {
        order.push(index);
        await turn();
      });
    });
    await Promise.all(calls);
    // The first one was there before anybody waited.
    assert.deepEqual(order, [0, 2, 4, 1, 3]);
  });

  it("of two accounts do not know of each other", async () => {
    const slots = createLocalSlots();
    const bucket = [{ name: "a", slots: 1 }];
    const inner = await slots.withSlots("one", bucket, () => slots.withSlots("two", bucket, async () => "both"));
    assert.equal(inner, "both");
  });
});
