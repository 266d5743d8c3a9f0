import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MergeModel } from "../../test/behaviour/merge-model.ts";
import type { Link, LinkField } from "../../schemas/link.ts";
import type { HistoryEntry } from "../ports/desk.ts";
import { listCovered } from "./list-covered.ts";

const at = (second: number) => new Date(Date.UTC(2026, 2, 17, 9, 0, second));
const { links, ticket } = new MergeModel();

function linkWith(status: Partial<LinkField>): Link {
  return { ...links.A, fields: { ...links.A.fields, status: { rev: 1, raw: "1", ...status } } };
}
function byAnn(second: number): HistoryEntry {
  return { at: at(second), byUs: false, by: "Ann Keller", field: "status", detail: "Status: 7 -> 1" };
}
const owed = { from: at(10).toISOString(), until: at(20).toISOString() };
const refused = { kind: "refused" as const, rev: 2, detail: "kept its own", sent: "7" };

describe("what only the history of a desk shows", () => {
  it("is a conflict, where our write went over it", () => {
    const link = linkWith({ historyOwed: owed });
    const { conflicts, link: seen } = listCovered(link, link, [byAnn(15)], ticket, at(30));
    assert.deepEqual(
      conflicts.map(({ field, winner, theirs }) => [field, winner, theirs]),
      [["status", "ours", "Status: 7 -> 1"]],
    );
    assert.equal(seen.fields.status?.historyOwed, undefined);
  });
  it("is nothing, where a reading has shown it since", () => {
    const link = linkWith({ historyOwed: owed });
    assert.deepEqual(listCovered(link, link, [byAnn(5), byAnn(25)], ticket, at(30)).conflicts, []);
  });
  it("is a person's edit instead of a refusal, also where it is stamped later than the record", () => {
    for (const second of [20, 21]) {
      const link = linkWith({ historyOwed: owed, held: refused });
      const covered = listCovered(link, link, [byAnn(second)], ticket, at(30));
      assert.deepEqual([covered.again, covered.conflicts], [true, []]);
      assert.deepEqual(covered.link.fields.status, { rev: 2, raw: "7", undone: true });
    }
  });
  it("stays a refusal, where a workflow has set it back", () => {
    const link = linkWith({ historyOwed: owed, held: refused });
    const covered = listCovered(link, link, [{ ...byAnn(15), by: null }], ticket, at(30));
    assert.equal(covered.again, false);
    assert.equal(covered.link.fields.status?.held?.kind, "refused");
    assert.deepEqual(
      covered.conflicts.map(({ winner }) => winner),
      ["open"],
    );
  });
  it("is still to be looked through, where it was asked for before that was owed", () => {
    const link = linkWith({ historyOwed: owed, held: refused });
    const earlier = { ...owed, until: at(12).toISOString() };
    for (const asked of [linkWith({}), linkWith({ historyOwed: earlier })]) {
      const covered = listCovered(link, asked, [], ticket, at(30));
      assert.deepEqual(covered.link.fields.status, link.fields.status);
    }
  });
});
