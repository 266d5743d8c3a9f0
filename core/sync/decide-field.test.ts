import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Json } from "../../schemas/json.ts";
import type { LinkField } from "../../schemas/link.ts";
import type { FieldMeta, TicketFields } from "../../schemas/ticket.ts";
import { dialects, lensOf } from "../../test/behaviour/model-desk.ts";
import { decideField, type FieldReading } from "./decide-field.ts";
import type { FieldPolicy } from "../../schemas/sync-rules.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 2, 17, 9, minute));
const meta = (rev: number, after = 1, until = 2): FieldMeta => ({
  rev,
  by: { kind: "person", name: "ann" },
  after: at(after),
  until: at(until),
});
const lens = lensOf(dialects.A);
const accept: FieldPolicy = { collision: "owner", owner: "home", foreignEdit: "accept" };

function reading(value: TicketFields["status"], rev: number, link: LinkField | undefined, raw: Json): FieldReading {
  return { field: "status", ours: { value, meta: meta(rev) }, link, raw, after: at(3), until: at(4) };
}
function decide(input: FieldReading, policy: FieldPolicy = accept, ownedThere = true) {
  return decideField(input, { lens, policy, ownedThere, now: at(5) });
}

describe("what one reading of one field means", () => {
  it("nothing, when it has not moved", () => {
    assert.equal(decide(reading("new", 1, { rev: 1, raw: "1" }, "1")).reason, "unmoved");
  });
  it("agreement, when ours has become what stands there, and stood here before the look began", () => {
    const back = reading("new", 3, { rev: 1, raw: "1" }, "1");
    assert.equal(decide({ ...back, afterRev: 3 }).link.rev, 3);
    for (const afterRev of [2, undefined]) assert.equal(decide({ ...back, afterRev }).link.rev, 1);
  });
  it("an edit of theirs, when it moved and ours did not", () => {
    const decision = decide(reading("new", 1, { rev: 1, raw: "1" }, "7"));
    assert.deepEqual([decision.action, decision.reason], ["accept", "theirEditAccepted"]);
  });
  it("agreement with a revision of its own, when they set what means the same; ours keeps its finer value", () => {
    const decision = decide(reading("acknowledged", 2, { rev: 1, raw: "1" }, "8"));
    assert.deepEqual([decision.action, decision.reason], ["confirm", "agreed"]);
  });
  it("an owner's edit wins a collision, ours is listed", () => {
    const decision = decide(reading("inProgress", 2, { rev: 1, raw: "1" }, "7"));
    assert.deepEqual([decision.action, decision.reason, decision.conflict], ["accept", "theirsWon", "theirs"]);
  });
  it("a stranger's edit loses a collision, and is listed", () => {
    const decision = decide(reading("inProgress", 2, { rev: 1, raw: "1" }, "7"), accept, false);
    assert.deepEqual([decision.action, decision.reason, decision.conflict], ["keep", "oursWon", "ours"]);
  });
  it("under latest the later interval wins, and the owner where they overlap", () => {
    const latest: FieldPolicy = { ...accept, collision: "latest" };
    assert.equal(decide(reading("inProgress", 2, { rev: 1, raw: "1" }, "7"), latest, false).reason, "theirsWon");
    const overlapping = { ...reading("inProgress", 2, { rev: 1, raw: "1" }, "7"), after: at(1) };
    assert.equal(decide(overlapping, latest, false).reason, "oursWon");
  });
  it("the desk's own default, where what we had to say has no word there: ours stands, and is shown", () => {
    const held = { kind: "unsayable" as const, rev: 1, detail: "no such status" };
    const first = { ...reading("held", 1, { rev: 0, raw: null, held }, "1"), birth: "untouched" as const };
    const decision = decide(first);
    assert.deepEqual(
      [decision.action, decision.reason, decision.link.raw, decision.link.held?.kind],
      ["keep", "firstReading", "1", "unsayable"],
    );
    const edited = decide({ ...reading("held", 1, decision.link, "7") });
    assert.deepEqual([edited.action, edited.reason], ["accept", "theirsWon"], "a person's choice there still counts");
  });
  it("a person who stands in a record that we made is somebody's doing, however early; a queue is the desk's default", () => {
    const first = (field: "assignee" | "queue", birth: "untouched" | undefined) =>
      decide({
        field,
        ours: { value: null, meta: meta(1) },
        link: undefined,
        raw: "ann@msp.example",
        after: at(3),
        until: at(4),
        birth,
      });
    for (const birth of ["untouched", undefined] as const) {
      const taken = first("assignee", birth);
      assert.deepEqual([taken.action, taken.reason], ["accept", "theirEditAccepted"]);
      assert.deepEqual([first("queue", birth).action, first("queue", birth).reason], ["keep", "firstReading"]);
    }
  });
  it("a person decides where the policy asks", () => {
    const decision = decide(reading("inProgress", 2, { rev: 1, raw: "1" }, "7"), { ...accept, collision: "ask" });
    assert.deepEqual(
      [decision.reason, decision.conflict, decision.link.held?.kind],
      ["heldForPerson", "open", "conflict"],
    );
  });
  it("an unknown value stops the field, and keeps the base", () => {
    const decision = decide(reading("new", 1, { rev: 1, raw: "1" }, "99"));
    assert.deepEqual([decision.reason, decision.link.raw, decision.link.held?.kind], ["unmapped", "1", "unmapped"]);
  });
  it("our write is agreed when it comes back as sent", () => {
    const sent = { rev: 2, raw: "8", before: "1", confirmed: true };
    const decision = decide(reading("inProgress", 2, { rev: 1, raw: "1", sent }, "8"));
    assert.deepEqual(
      [decision.reason, decision.link.rev, decision.link.raw, decision.link.sent],
      ["readBackAgreed", 2, "8", undefined],
    );
  });
  it("it was refused when it comes back as it was", () => {
    const sent = { rev: 2, raw: "8", before: "1", confirmed: true };
    const decision = decide(reading("inProgress", 2, { rev: 1, raw: "1", sent }, "1"));
    assert.deepEqual([decision.reason, decision.link.pushedRev, decision.link.held?.kind], ["refused", 2, "refused"]);
  });
  it("an unconfirmed one that comes back as it was is owed still", () => {
    const sent = { rev: 2, raw: "8", before: "1", confirmed: false };
    const decision = decide(reading("inProgress", 2, { rev: 1, raw: "1", sent }, "1"));
    assert.deepEqual([decision.reason, decision.link.pushedRev], ["unmoved", undefined]);
  });
  it("our value is put back twice in an hour, then the field is contested", () => {
    const policy: FieldPolicy = { ...accept, foreignEdit: "putBack" };
    const first = decide(reading("new", 1, { rev: 1, raw: "1", pushedRev: 1 }, "7"), policy, false);
    assert.equal(first.reason, "putBack");
    const twice = { rev: 1, raw: "1", pushedRev: 1, putBack: [at(1).toISOString(), at(2).toISOString()] };
    assert.equal(decide(reading("new", 1, twice, "7"), policy, false).reason, "contested");
    const longAgo = { ...twice, putBack: ["2026-03-17T07:00:00.000Z", at(2).toISOString()] };
    assert.equal(decide(reading("new", 1, longAgo, "7"), policy, false).reason, "putBack");
  });
  it("a foreign edit that is held is neither taken nor written over", () => {
    const decision = decide(reading("new", 1, { rev: 1, raw: "1" }, "7"), { ...accept, foreignEdit: "hold" }, false);
    assert.deepEqual(
      [decision.action, decision.reason, decision.link.held?.kind],
      ["keep", "heldForPerson", "conflict"],
    );
  });
});
