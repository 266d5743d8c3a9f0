import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ConnectorError, Page } from "../../../connectors/contract.ts";
import { expectKind, must } from "../expect.ts";
import type { CannedAnswer } from "../gateway.ts";
import { buildPage, openPagerWorld, type PagerContractOptions, type PagerWorld } from "../pager-world.ts";

type Kinds = readonly ConnectorError["kind"][];

const second = 1_000;
const html = { "content-type": "text/html" };
const said = (status: number): CannedAnswer => ({ status, body: "" });

function listStatuses({ unauthorized }: PagerContractOptions): (readonly [string, CannedAnswer, Kinds])[] {
  return [
    ["302, elsewhere", { status: 302, headers: { location: "https://login.example/" }, body: "" }, ["unreadable"]],
    ["400", said(400), ["rejected"]],
    ["401", unauthorized ?? said(401), ["unauthorized"]],
    ["403", said(403), ["unauthorized"]],
    ["404", said(404), ["rejected", "gone"]],
    ["404 with a web page", { status: 404, headers: html, body: "<!DOCTYPE html><p>?" }, ["unreadable"]],
    ["422", said(422), ["rejected"]],
    ["500", said(500), ["unavailable"]],
    // A gateway answered for the service, which may have done it all the same.
    ["502", said(502), ["unavailable", "unknownOutcome"]],
    ["503", said(503), ["unavailable"]],
    ["504", said(504), ["unavailable", "unknownOutcome"]],
    ["200 with a web page", { status: 200, headers: html, body: "<!DOCTYPE html><p>Login" }, ["unreadable"]],
  ];
}

/** A service that refuses, is busy, down, or says nothing that makes sense. */
export function describePagerFailures(options: PagerContractOptions): void {
  const first = (world: PagerWorld, change: Partial<Page> = {}) => {
    const [[channel, { good }] = assert.fail()] = Object.entries(options.addresses);
    return world.pager.send(buildPage({ channel, address: good[0] ?? assert.fail(), ...change }));
  };
  describe("a service in trouble", () => {
    for (const [name, canned, kinds] of listStatuses(options))
      it(`that answers ${name} is ${kinds.join(" or ")}`, async (context) => {
        const world = await openPagerWorld(options, context, { gateway: true });
        world.gateway?.interfere({ kind: "instead", answer: () => canned });
        expectKind(await first(world), kinds, name);
        world.gateway?.interfere(null);
        must(await first(world));
      });

    if (options.readsAnswer !== false)
      for (const [name, body] of [
        ["cut JSON", '{"ok":tr'],
        ["nothing", ""],
        ["a text", "yes"],
        ["JSON of another shape", '{"a":1}'],
      ] as const)
        it(`that answers 200 with ${name} is not believed`, async (context) => {
          const world = await openPagerWorld(options, context, { gateway: true });
          world.gateway?.interfere({ kind: "afterwards", answer: { status: 200, body } });
          expectKind(await first(world), ["unreadable"], name);
        });

    const waits: readonly (readonly [string, string | null, (ms: number) => boolean])[] = [
      ["30 seconds", "30", (ms) => ms === 30 * second],
      ["no time", "0", (ms) => ms === second],
      ["a day", "86400", (ms) => ms === 3_600 * second],
      ["without saying how long", null, (ms) => ms >= second],
    ];
    for (const [name, retryAfter, isRight] of waits)
      it(`that asks to wait (${name}) is left alone, and nothing was sent`, async (context) => {
        const world = await openPagerWorld(options, context);
        world.simulator.setFaults({ answer429: 1, retryAfter });
        const error = expectKind(await first(world), ["rateLimited"], name);
        assert.ok(error.kind === "rateLimited" && isRight(error.retryAfterMs), JSON.stringify(error));
        assert.deepEqual(world.simulator.pages(), []);
        must(await first(world));
      });

    it("whose answer is lost may have told it, and says so", async (context) => {
      const world = await openPagerWorld(options, context);
      world.simulator.setFaults({ dropAnswerAfterWrite: 1 });
      expectKind(await first(world), ["unknownOutcome"], "dropped");
      assert.equal(world.simulator.pages().length, 1);
      must(await first(world));
    });

    it("that quotes us tells no secret", async (context) => {
      const world = await openPagerWorld(options, context, { gateway: true });
      const quote = ({ path, headers, body }: { path: string; headers: object; body: Buffer }) =>
        ({ status: 400, body: `no: ${path} ${JSON.stringify(headers)} ${body.toString()}` }) as const;
      world.gateway?.interfere({ kind: "instead", answer: quote });
      expectKind(await first(world), ["rejected"], "a quote");
    });
  });
}
