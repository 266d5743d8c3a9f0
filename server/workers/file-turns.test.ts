import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ConnectionId } from "../../schemas/ids.ts";
import { createFileTurns } from "./file-turns.ts";

const connection = (last: number) => ConnectionId.parse(`00000000-0000-4000-8000-00000000000${last}`);

describe("files of many megabytes", () => {
  /** Begins each piece of work; the ones that have begun end when they are told to. */
  function start(files: readonly [connection: number, bytes: number][]) {
    const inTurn = createFileTurns();
    const begun: number[] = [];
    const ends = files.map(() => Promise.withResolvers<void>());
    const done = files.map(([last, bytes], nth) =>
      inTurn(connection(last), bytes, () => {
        begun.push(nth);
        return ends[nth]?.promise ?? assert.fail();
      }),
    );
    return {
      begun,
      end: (nth: number) => (ends[nth]?.resolve(), done[nth]),
      fail: (nth: number, why: Error) => ends[nth]?.reject(why),
      done,
    };
  }

  it("go one after another with one connection, and beside those of another", async () => {
    const { begun, end } = start([
      [1, 7_000_000],
      [1, 7_000_000],
      [2, 7_000_000],
    ]);
    await Promise.resolve();
    assert.deepEqual(begun, [0, 2]);
    await end(0);
    await Promise.resolve();
    assert.deepEqual(begun, [0, 2, 1]);
  });

  it("do not keep small ones waiting, nor the next one where one fails", async () => {
    const { begun, fail, done } = start([
      [1, 7_000_000],
      [1, 20_000],
      [1, 7_000_000],
    ]);
    await Promise.resolve();
    assert.deepEqual(begun.toSorted(), [0, 1]);
    fail(0, new Error("the desk is away"));
    await assert.rejects(done[0] ?? assert.fail(), /the desk is away/);
    await Promise.resolve();
    assert.deepEqual(begun.toSorted(), [0, 1, 2]);
  });
});
