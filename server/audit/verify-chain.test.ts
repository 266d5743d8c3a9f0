import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { describe, it } from "node:test";
import { TenantId } from "../../schemas/ids.ts";
import type { ChainPlace } from "../db/audit-chain.ts";
import { idSource } from "../ids.ts";
import { beginning, createLink } from "./chain.ts";
import { type ChainProblem, type SeenHead, startWalk } from "./verify-chain.ts";

const link = createLink(TenantId.parse(idSource.next()), randomBytes(32));

function build(length: number): ChainPlace[] {
  let previous = beginning;
  return Array.from({ length }, (_, index) => {
    const at = `2026-11-28T18:00:00.${String(index).padStart(6, "0")}Z`;
    const row = { id: `row ${index + 1}`, at, actor: "admin", action: "a.b", object: "c", detail: `{"n": ${index}}` };
    const hash = link(previous, row);
    previous = hash;
    return { sequence: index + 1, hash, auditId: row.id, at, row };
  });
}

const at = (chain: readonly ChainPlace[], sequence: number): ChainPlace =>
  chain.find((place) => place.sequence === sequence) ?? assert.fail(`no place ${sequence}`);

/** In pages of three, so that problems lie on their bounds as well. */
function walk(chain: readonly ChainPlace[], anchors: ReadonlyMap<number, readonly SeenHead[]> = new Map()) {
  const started = startWalk(link, anchors);
  const problems: ChainProblem[] = [];
  for (let from = 0; from < chain.length; from += 3) problems.push(...started.take(chain.slice(from, from + 3)));
  problems.push(...started.end());
  return { problems, told: problems.map(({ kind, sequence }) => `${kind} ${sequence ?? "-"}`), started };
}

type Change = (chain: ChainPlace[]) => ChainPlace[];
const change =
  (sequence: number, to: (place: ChainPlace, chain: readonly ChainPlace[]) => Partial<ChainPlace>): Change =>
  (chain) =>
    chain.map((place) => (place.sequence === sequence ? { ...place, ...to(place, chain) } : place));
const changeRow = (sequence: number, detail: string) =>
  change(sequence, ({ row }) => ({ row: row && { ...row, detail } }));
const flip = (hash: Buffer) => Buffer.from(hash.map((byte, index) => (index === 7 ? byte ^ 1 : byte)));
const trade =
  (one: number, other: number, what: readonly (keyof ChainPlace)[]): Change =>
  (chain) => {
    const take = (from: number) => Object.fromEntries(what.map((name) => [name, at(chain, from)[name]]));
    return change(other, () => take(one))(change(one, () => take(other))(chain)).map((place) =>
      place.sequence === other ? { ...place, ...take(one) } : place,
    );
  };

const cases: readonly [string, Change, readonly string[]][] = [
  ["a whole chain", (chain) => chain, []],
  ["a changed row", changeRow(4, '{"n": 99}'), ["changed 4"]],
  ["the first row changed", changeRow(1, "{}"), ["changed 1"]],
  ["the last row changed", changeRow(10, "{}"), ["changed 10"]],
  ["two changed rows", (chain) => changeRow(7, "{}")(changeRow(3, "{}")(chain)), ["changed 3", "changed 7"]],
  ["a changed hash", change(5, ({ hash }) => ({ hash: flip(hash) })), ["sealChanged 5"]],
  ["a row that is gone", change(6, () => ({ row: undefined })), ["deleted 6"]],
  ["a place that is gone", (chain) => chain.filter(({ sequence }) => sequence !== 6), ["placeMissing 6"]],
  ["the first places gone", (chain) => chain.slice(2), ["placeMissing 1"]],
  ["rows that traded places", trade(5, 6, ["auditId", "at", "row"]), ["swapped 5", "swapped 6"]],
  [
    "a row in two places",
    change(5, (_, chain) => ({ auditId: "row 6", at: at(chain, 6).at, row: at(chain, 6).row })),
    ["doubled 5"],
  ],
  [
    "a place that is there twice",
    (chain) => chain.flatMap((place) => (place.sequence === 4 ? [place, place] : [place])),
    ["doubled 4"],
  ],
];

describe("a walk along the chain", () => {
  for (const [sentence, tamper, told] of cases)
    it(`tells ${sentence}`, () => {
      const chain = tamper(build(10));
      const found = walk(chain);
      assert.deepEqual(found.told, told);
      assert.equal(found.started.checked(), chain.length);
    });

  it("sees a cut end by what somebody saw, and nothing without", () => {
    const chain = build(10);
    const seen = new Map([[9, [{ at: "2026-11-28T18:00:00.000Z", hash: at(chain, 9).hash.toString("hex") }]]]);
    assert.deepEqual(walk(chain, seen).told, []);
    assert.deepEqual(walk(chain.slice(0, 7)).told, []);
    const { problems } = walk(chain.slice(0, 7), seen);
    assert.deepEqual(
      problems.map(({ kind, sequence }) => [kind, sequence]),
      [["cut", 8]],
    );
    assert.match(problems[0]?.detail ?? "", /ends with place 7, and at 2026-11-28T18:00:00\.000Z it had 9/);
    assert.deepEqual(walk([], seen).told, ["cut 1"]);
  });

  it("sees by what somebody saw that the same places were written anew", () => {
    const chain = build(10);
    const seen = new Map([[9, [{ at: "2026-11-28T18:00:00.000Z", hash: "00".repeat(32) }]]]);
    assert.deepEqual(walk(chain, seen).told, ["rewritten 9"]);
  });

  it("does not take longer and longer where everything is wrong", () => {
    const chain = build(3_000).map((place) => ({ ...place, row: place.row && { ...place.row, actor: "another" } }));
    const started = startWalk(link, new Map());
    const startedAt = performance.now();
    assert.equal([...started.take(chain), ...started.end()].length, 3_000);
    assert.ok(performance.now() - startedAt < 10_000, `${performance.now() - startedAt} ms`);
  });
});
