import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ConnectorError } from "../../../connectors/contract.ts";
import { expectKind } from "../expect.ts";
import type { CannedAnswer } from "../gateway.ts";
import { readsOf, writesOf } from "../operations.ts";
import type { Suite } from "../suite.ts";

type Kinds = readonly ConnectorError["kind"][];

const page: CannedAnswer = {
  status: 404,
  headers: { "content-type": "text/html" },
  body: "<!DOCTYPE html><html><body>Not here</body></html>",
};
const said = (status: number): CannedAnswer => ({ status, body: "" });
const elsewhere: CannedAnswer = { status: 302, headers: { location: "https://login.example/" }, body: "" };

/** What a status alone may mean to who asks. */
const whenRead: readonly (readonly [name: string, answer: CannedAnswer, kinds: Kinds])[] = [
  ["301, elsewhere", { ...elsewhere, status: 301 }, ["unreadable", "unauthorized", "rejected"]],
  ["302, to a page for people", elsewhere, ["unreadable", "unauthorized", "rejected"]],
  ["400", said(400), ["rejected", "unreadable"]],
  ["401", said(401), ["unauthorized"]],
  ["403", said(403), ["forbidden", "unauthorized"]],
  // Of an address that is wrong nothing can be concluded about a record.
  ["404 with a web page", page, ["unreadable", "unavailable", "unauthorized", "rejected"]],
  ["500", said(500), ["unavailable"]],
  ["502", said(502), ["unavailable"]],
  ["503", said(503), ["unavailable"]],
  ["504", said(504), ["unavailable"]],
];

/** … and to who changes something. */
const whenWritten: typeof whenRead = [
  ["302, to a page for people", elsewhere, ["unreadable", "unauthorized", "rejected", "unknownOutcome"]],
  ["400", said(400), ["rejected"]],
  ["401", said(401), ["unauthorized"]],
  ["403", said(403), ["forbidden", "unauthorized"]],
  ["404 with a web page", page, ["unreadable", "unavailable", "unauthorized", "rejected"]],
  ["409", said(409), ["conflict", "rejected"]],
  ["422", said(422), ["rejected"]],
  ["500", said(500), ["unknownOutcome", "unavailable"]],
  ["502", said(502), ["unknownOutcome", "unavailable"]],
  ["503", said(503), ["unavailable"]],
  ["504", said(504), ["unknownOutcome", "unavailable"]],
];

/** One verdict for each status, never a value; `rejected` is only said of what can never succeed. */
export function describeStatuses(suite: Suite): void {
  const { read, listChanged, comments } = readsOf(suite);
  const reads = suite.canBeAsked ? { read, listChanged, comments } : {};
  describe("the verdict on a status", () => {
    for (const [calls, table] of [
      [reads, whenRead],
      [writesOf(suite), whenWritten],
    ] as const)
      for (const [what, call] of Object.entries(calls))
        for (const [name, canned, kinds] of table)
          it(`${name}, at ${what}`, async (context) => {
            const world = await suite.open(context, { gateway: true });
            const id = await world.create();
            const tickets = world.simulator.tickets();
            let asked = 0;
            const answer = () => {
              asked += 1;
              return canned;
            };
            world.gateway?.interfere({ kind: "instead", answer });
            expectKind((await call?.(world, id)) ?? assert.fail(), kinds, what);
            assert.ok(asked > 0, "nothing was asked");
            assert.deepEqual(world.simulator.tickets(), tickets);
          });
  });
}
