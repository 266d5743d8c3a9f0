import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { buildMissing, endMissing, listCheckIns } from "./check-in.ts";
import { decideEvent } from "./decide-event.ts";
import { alert, fire, minute } from "./test-events.ts";
import { place } from "./test-memory.ts";

const beat = fire({ dedupKey: "watchdog", title: "Watchdog", heartbeat: true });
const every = { heartbeatMs: 600_000 };
const context = { wishes: { onClear: "resolve" as const, reopenWithinMs: 0, flap: null }, at: minute(30) };

describe("a check-in", () => {
  it("is awaited again where a rule gives an interval, the last of each key", () => {
    const events = [place(beat, minute(10), every), place(beat, minute(12), every), place(fire(), minute(11), every)];
    assert.deepEqual(
      listCheckIns(events).map(({ dedupKey, at }) => [dedupKey, at]),
      [["watchdog", minute(12)]],
    );
    assert.deepEqual(listCheckIns([place(beat, minute(10), {})]), []);
  });

  it("that stays away fires under a key of its own, and the next one ends that", () => {
    const missing = buildMissing(beat, minute(10), minute(20));
    assert.deepEqual([missing.dedupKey, missing.condition, missing.severity], ["missing:watchdog", "firing", "high"]);
    assert.match(missing.description ?? "", /came at 2026-03-17T09:10:00.000Z/);
    const { event } = endMissing(place(beat, minute(30), every));
    assert.deepEqual([event.dedupKey, event.condition, event.clearedAt], ["missing:watchdog", "clear", minute(30)]);
    const ticket = { ended: false, resolvedByClear: false, touched: false, firing: 1 };
    assert.equal(decideEvent(alert({ raisedAt: minute(20) }), ticket, event, context).reason, "alertCleared");
  });

  it("opens nothing and ends nothing while none is missing", () => {
    const { event } = endMissing(place(beat, minute(30), every));
    assert.deepEqual(decideEvent(undefined, undefined, event, context), { action: "ignore", reason: "heartbeat" });
  });
});
