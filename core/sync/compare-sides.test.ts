import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Link, type LinkField } from "../../schemas/link.ts";
import type { Ticket } from "../../schemas/ticket.ts";
import { compareSides } from "./compare-sides.ts";
import { defaultPolicies } from "./field-policy.ts";
import { plainLens, testAt, testTicket, uuid } from "./test-ticket.ts";

/** Our status in its second revision. */
const ticket: Ticket = {
  ...testTicket,
  rev: 2,
  fields: { ...testTicket.fields, status: "acknowledged" },
  meta: { status: { rev: 2, by: { kind: "person", name: "ann" }, after: testAt, until: testAt } },
};

function stateOf(status: LinkField) {
  const link = Link.parse({
    id: uuid(4),
    ticketId: testTicket.id,
    connectionId: uuid(3),
    externalId: "7",
    externalNumber: null,
    externalUrl: null,
    marker: uuid(5),
    state: "active",
    fields: { status },
    seenVersion: "1",
    seenChangedAt: testAt,
    commentsVersion: null,
    seenAt: testAt,
    wroteAt: null,
    ownCalls: null,
    wantedRev: 2,
    doneRev: 1,
  });
  return compareSides(ticket, link, { fields: ["status"], lens: plainLens, policies: defaultPolicies })[0]?.state;
}
const sent = { rev: 2, raw: "acknowledged", before: "new" };
const held = (kind: NonNullable<LinkField["held"]>["kind"], rev: number) => ({ kind, rev, detail: "why" });

describe("what a desk says of a field, beside what we say", () => {
  it("is equal when both mean the same", () => {
    assert.equal(stateOf({ rev: 2, raw: "acknowledged" }), "equal");
  });
  it("is owed before our write, while it is in flight, and until it is read back", () => {
    assert.equal(stateOf({ rev: 1, raw: "new" }), "owed");
    assert.equal(stateOf({ rev: 1, raw: "new", sent: { ...sent, confirmed: false } }), "owed");
    assert.equal(stateOf({ rev: 1, raw: "new", pushedRev: 2, sent: { ...sent, confirmed: true } }), "owed");
  });
  it("differs when a value that was read back is another one", () => {
    assert.equal(stateOf({ rev: 1, raw: "new", pushedRev: 2 }), "differs");
  });
  it("is held for a person as long as the value is the one that was held", () => {
    for (const kind of ["refused", "contested", "conflict", "unsayable"] as const) {
      assert.equal(stateOf({ rev: 1, raw: "new", pushedRev: 1, held: held(kind, 2) }), kind);
      assert.equal(
        stateOf({ rev: 1, raw: "new", pushedRev: 1, held: held(kind, 1) }),
        "owed",
        "a newer value is tried",
      );
    }
    assert.equal(stateOf({ rev: 1, raw: "Pending", held: held("unmapped", 1) }), "unmapped");
  });
});
