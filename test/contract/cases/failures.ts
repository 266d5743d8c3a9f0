import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { expectKind, must } from "../expect.ts";
import { askedOf, readsOf, writesOf } from "../operations.ts";
import type { Suite } from "../suite.ts";
import type { ContractWorld } from "../world.ts";

const second = 1_000;
/** More than any connector tries by itself. */
const always = 50;
const badAnswers = ["html", "cut", "empty"] as const;

/** A vendor that is busy, down or says nothing that makes sense. */
export function describeFailures(suite: Suite): void {
  describe("a vendor in trouble", () => {
    describeRateLimits(suite);
    describeOutage(suite);
    for (const kind of badAnswers)
      for (const [name, call] of Object.entries(readsOf(suite)))
        it(`that answers ${name} with ${kind === "html" ? "a web page" : `something ${kind}`} is not believed`, async (context) => {
          const world = await suite.open(context);
          const id = await world.create();
          await world.lens();
          world.simulator.setFaults({ badAnswer: { kind, times: always } });
          const before = askedOf(world);
          const answer = await call(world, id);
          // What needs no asking cannot be answered badly.
          if (askedOf(world) === before && answer.ok) return assert.equal(answer.ok, true);
          expectKind(answer, ["unreadable", "unavailable"], name);
          world.simulator.setFaults({ badAnswer: null });
          must(await call(world, id));
        });
  });
}

function describeRateLimits(suite: Suite): void {
  const waits: readonly (readonly [
    name: string,
    header: (world: ContractWorld) => string | null,
    isRight: (ms: number) => boolean,
  ])[] = [
    ["for three seconds", () => "3", (ms) => ms === 3 * second],
    ["for half a minute", () => "30", (ms) => ms === 30 * second],
    [
      "until an instant",
      ({ clock }) => new Date(clock.now().getTime() + 90 * second).toUTCString(),
      (ms) => ms === 90 * second,
    ],
    ["without saying for how long", () => null, (ms) => ms >= second],
  ];
  const { read, listChanged } = readsOf(suite);
  const { create, write, addComment } = writesOf(suite);
  const calls = { ...(suite.canBeAsked ? { read, listChanged } : {}), create, write, addComment };
  for (const [name, header, isRight] of waits)
    it(`that asks to wait ${name} is left alone, and nothing was done`, async (context) => {
      const world = await suite.open(context);
      const id = await world.create();
      const before = world.simulator.tickets();
      for (const [what, call] of Object.entries(calls)) {
        world.simulator.setFaults({ answer429: always, retryAfter: header(world) });
        const error = expectKind((await call?.(world, id)) ?? assert.fail(), ["rateLimited"], what);
        const ms = error.kind === "rateLimited" ? error.retryAfterMs : 0;
        assert.ok(isRight(ms), `${what}: ${ms} ms`);
        world.simulator.setFaults({ answer429: 0, retryAfter: null });
        assert.deepEqual(world.simulator.tickets(), before, what);
      }
      for (const call of Object.values(calls)) must((await call?.(world, id)) ?? assert.fail());
    });
}

function describeOutage(suite: Suite): void {
  const asked = suite.canBeAsked ? Object.entries(readsOf(suite)) : [];
  for (const [name, call] of [...asked, ...Object.entries(writesOf(suite))])
    it(`that is down is said to be, by ${name}, and works again afterwards`, async (context) => {
      const world = await suite.open(context);
      const id = await world.create();
      const before = world.simulator.tickets();
      world.simulator.setFaults({ answer503: always });
      const calls = askedOf(world);
      const answer = await call(world, id);
      if (askedOf(world) === calls && answer.ok) return assert.equal(answer.ok, true);
      expectKind(answer, ["unavailable"], name);
      assert.deepEqual(world.simulator.tickets(), before);
      world.simulator.setFaults({ answer503: 0 });
      must(await call(world, id));
    });
}
