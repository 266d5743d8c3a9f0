import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { comment, copy, seen, theirs, when, at } from "../../test/support/comments.ts";
import { ExternalId } from "../../schemas/ids.ts";
import type { DeskComment } from "../ports/desk.ts";
import type { CommentCopy } from "./comment-copy.ts";
import { matchComments } from "./match-comments.ts";

const decide = (copies: CommentCopy[], list: DeskComment[]) => matchComments(copies, list, when);

describe("what a desk shows of comments that are known", () => {
  it("says nothing when nothing moved but blanks", () => {
    assert.deepEqual(decide([copy()], [theirs("It  is out.\r\n")]), []);
  });
  it("is an edit when the text moved", () => {
    const [decision] = decide([copy()], [theirs("It is not out.")]);
    assert.ok(decision?.action === "read");
    assert.deepEqual(decision.reading.text, { body: "It is not out.", format: "plain" });
  });
  it("is an edit of the original when a copy was edited, without the line that names the author", () => {
    const shown = copy({ bornHere: false, seen: seen("Ann:\nIt is out.") });
    const [decision] = decide([shown], [theirs("Ann:\nIt is not out.", { byUs: true })]);
    assert.ok(decision?.action === "read");
    assert.equal(decision.reading.text?.body, "It is not out.");
  });
  it("was read earlier and comes later: passed over", () => {
    const later = copy({ seen: seen("It is not out.", { at: at(12).toISOString() }) });
    assert.deepEqual(decide([later], [theirs("It is out.")]), []);
    assert.deepEqual(decide([later], []), [], "nor is it missing");
  });
  it("is the desk's own shape of what we wrote", () => {
    const sent = copy({ bornHere: false, seen: seen("Ann:\n**It** is out.", { sent: true }) });
    const [decision] = decide([sent], [theirs("Ann: It is out", { byUs: true })]);
    assert.ok(decision?.action === "read");
    assert.deepEqual([decision.reading.text, decision.reading.conflict], [undefined, undefined]);
  });
  it("is an edit when the words are others right after our write, twice an hour, then a contest", () => {
    const sent = (differed: readonly string[]) =>
      copy({ bornHere: false, seen: seen("Ann:\nIt is out.", { sent: true, differed }) });
    const [first] = decide([sent([])], [theirs("Somebody else's words")]);
    assert.ok(first?.action === "read" && first.reading.text);
    const twice = [at(9).toISOString(), at(10).toISOString()];
    const [third] = decide([sent(twice)], [theirs("Somebody else's words")]);
    assert.ok(third?.action === "read");
    assert.deepEqual([third.reading.text, third.reading.conflict], [undefined, "contested"]);
  });
  it("keeps the birth desk's words where both sides edited, and lists the other's", () => {
    const behind = { comment: comment({ rev: 2, body: "Ours" }), rev: 1 };
    const [there] = decide([copy({ ...behind, bornHere: false })], [theirs("Theirs")]);
    assert.ok(there?.action === "read");
    assert.deepEqual([there.reading.text, there.reading.conflict], [undefined, "bothEdited"]);
    const [born] = decide([copy(behind)], [theirs("Theirs")]);
    assert.ok(born?.action === "read");
    assert.deepEqual([born.reading.text?.body, born.reading.conflict], ["Theirs", "bothEdited"]);
  });
});

describe("visibility", () => {
  it("public → internal is carried out", () => {
    const [decision] = decide([copy()], [theirs("It is out.", { visibility: "internal" })]);
    assert.ok(decision?.action === "read");
    assert.equal(decision.reading.hide, true);
  });
  it("internal → public is told and never carried out", () => {
    const internal = copy({
      comment: comment({ visibility: "internal" }),
      seen: seen("It is out.", { visibility: "internal" }),
    });
    const [decision] = decide([internal], [theirs("It is out.")]);
    assert.ok(decision?.action === "read");
    assert.deepEqual([decision.reading.hide, decision.reading.conflict], [undefined, "publicOnlyThere"]);
  });
});

describe("a copy that is hidden before it was read back", () => {
  const sent = copy({ bornHere: false, seen: seen("Ann:\nIt is out.", { sent: true }) });
  const hidden = theirs("Ann:\nIt is out.", { byUs: true, visibility: "internal" });
  it("hides it everywhere", () => {
    const [decision] = decide([sent], [hidden]);
    assert.ok(decision?.action === "read");
    assert.equal(decision.reading.hide, true);
  });
  it("and whose words are others as well", () => {
    const [decision] = decide([sent], [{ ...hidden, body: "Ann:\nIt is not out." }]);
    assert.ok(decision?.action === "read");
    assert.deepEqual([decision.reading.hide, decision.reading.text?.body], [true, "It is not out."]);
  });
});

describe("comments that are not known", () => {
  it("are imported", () => assert.equal(decide([], [theirs("New")])[0]?.action, "import"));
  it("are one of ours on its way when our account wrote the same words", () => {
    const sending = copy({ externalId: null, state: "sending", seen: null, bornHere: false });
    const [decision] = decide([sending], [theirs("Ann: It is out", { byUs: true })]);
    assert.equal(decision?.action, "confirm");
    assert.equal(decide([sending], [theirs("Ann: It is out")])[0]?.action, "import", "not by somebody else");
  });
  it("are one of ours by the words that were sent, even if it was edited since", () => {
    const edited = comment({ rev: 2, body: "It is not out." });
    const sending = copy({ comment: edited, externalId: null, state: "sending", seen: null, bornHere: false });
    const known = { ...sending, knownAs: "Ann:\nIt is out." };
    assert.equal(decide([known], [theirs("Ann: It is out", { byUs: true })])[0]?.action, "confirm");
  });
  it("wait when our account wrote other words while one of ours is on its way", () => {
    const sending = copy({ externalId: null, state: "sending", seen: null, bornHere: false });
    assert.equal(decide([sending], [theirs("Reworded at once", { byUs: true })])[0]?.action, "wait");
  });
  it("were carried along by a merge, whoever is named as their author", () => {
    const carried = copy({ externalId: null, state: "carried", seen: null, knownAs: "It is out." });
    const list = ["8", "9"].map((key) => theirs("It is out.", { externalId: ExternalId.parse(key) }));
    assert.deepEqual(
      decide([carried], list).map(({ action }) => action),
      ["confirm", "import"],
    );
  });
  it("confirm two equal ones once each", () => {
    const sending = copy({ externalId: null, state: "sending", seen: null, bornHere: false });
    const list = ["8", "9", "10"].map((key) =>
      theirs("Ann: It is out.", { byUs: true, externalId: ExternalId.parse(key) }),
    );
    assert.deepEqual(
      decide([sending, { ...sending }], list).map(({ action }) => action),
      ["confirm", "confirm", "import"],
    );
  });
  it("are ours when they say that another was edited", () => {
    assert.deepEqual(
      decide(
        [copy({ notes: [ExternalId.parse("9")] })],
        [theirs("It is out."), theirs("Edited: …", { externalId: ExternalId.parse("9") })],
      ),
      [],
    );
  });
});

describe("comments that are not shown any more", () => {
  it("were deleted", () => assert.equal(decide([copy()], [])[0]?.action, "delete"));
  it("are doubted when all of one visibility vanish at once", () => {
    const other = copy({ externalId: ExternalId.parse("8") });
    assert.equal(decide([copy(), other], [])[0]?.action, "doubt");
    const left = theirs("New", { externalId: ExternalId.parse("9") });
    assert.deepEqual(
      decide([copy(), other], [left]).map(({ action }) => action),
      ["import", "delete", "delete"],
    );
  });
  it("are not missed in a reading that began before they were written", () => {
    assert.deepEqual(decide([copy({ seen: seen("It is out.", { sent: true, at: at(11).toISOString() }) })], []), []);
  });
});
