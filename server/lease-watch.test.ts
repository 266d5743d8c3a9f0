import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createLeaseWatch } from "./lease-watch.ts";

function open() {
  let ms = 0;
  const watch = createLeaseWatch(() => ms);
  return { watch, pass: (by: number) => void (ms += by), beat: () => watch.beat(async () => {}) };
}

describe("work under a lease", () => {
  it("goes on while the process beats", async () => {
    const { watch, pass, beat } = open();
    await watch.run(async () => {
      for (let second = 0; second < 100; second++) {
        pass(1_000);
        await beat();
        assert.equal(watch.holds(), true);
      }
    });
  });

  it("is over as soon as a beat is missing for so long that others may have taken it", async () => {
    const { watch, pass } = open();
    await watch.run(async () => {
      pass(4_500);
      assert.equal(watch.holds(), true);
      pass(1);
      assert.equal(watch.holds(), false);
    });
  });

  it("stays over when the process beats again, and what is begun then goes on", async () => {
    const { watch, pass, beat } = open();
    await watch.run(async () => {
      pass(10_000);
      await beat();
      assert.equal(watch.holds(), false);
    });
    assert.equal(await watch.run(async () => watch.holds()), true);
  });

  it("counts a beat from when it began: the database may have stamped it long before it was told", async () => {
    const { watch, pass } = open();
    await watch.run(async () => {
      await watch.beat(async () => pass(4_000));
      pass(600);
      assert.equal(watch.holds(), false);
    });
  });

  it("is not asked of what needs no lease", () => {
    const { watch, pass } = open();
    pass(60_000);
    assert.equal(watch.holds(), true);
  });

  it("is not over because a beat failed", async () => {
    const { watch, pass } = open();
    await watch.run(async () => {
      pass(1_000);
      await assert.rejects(watch.beat(async () => Promise.reject(new Error("no database"))));
      assert.equal(watch.holds(), true);
      pass(4_000);
      assert.equal(watch.holds(), false);
    });
  });
});
