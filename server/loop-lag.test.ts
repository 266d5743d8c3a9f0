import assert from "node:assert/strict";
import { it, mock } from "node:test";
import { watchLoopLag } from "./loop-lag.ts";

it("tells how late the process is, while a long turn lasts and right after it", () => {
  mock.timers.enable({ apis: ["setInterval"] });
  let now = 0;
  const lag = watchLoopLag(() => now);
  const turn = (ms: number) => {
    now += ms;
    mock.timers.tick(100);
  };
  turn(100);
  assert.equal(lag.ms(), 0);
  now += 1_600;
  assert.equal(lag.ms(), 1_500, "nobody has come back to the loop yet");
  mock.timers.tick(100);
  assert.equal(lag.ms(), 1_500, "what came meanwhile is still to be looked at");
  turn(100);
  assert.equal(lag.ms(), 0);
  lag.close();
  mock.timers.reset();
});
