import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { DeskComment, DeskCommentDraft } from "../../../connectors/contract.ts";
import type { ExternalId } from "../../../schemas/ids.ts";
import { ambiguousAnswers, interfereOnce } from "../ambiguous.ts";
import { expectKind, must, only } from "../expect.ts";
import type { Suite } from "../suite.ts";
import { type ContractWorld, ref } from "../world.ts";

const second = 1_000;
const visibilities = ["public", "internal"] as const;
/** What people and other desks write. */
const drafts: readonly Omit<DeskCommentDraft, "visibility">[] = [
  { format: "plain", body: "One line." },
  { format: "plain", body: "Two lines,\nand then:\n\na paragraph." },
  { format: "plain", body: "a < b && c > d; <b>not bold</b> &amp; \"quoted\" 'so' [code]x[/code]" },
  { format: "plain", body: "*stars*, _lines_, # no heading, 1. no list, C:\\temp\\*" },
  { format: "plain", body: "„Grüße“ ☎ 😀 漢字" },
  { format: "markdown", body: "**Bold** and [a link](https://example.com/a?b=1&c=2)\n\n- one\n- two" },
];

export function describeComments(suite: Suite): void {
  describe("comments", () => {
    it("of a record without any are an empty list, of each record that was asked for", async (context) => {
      const world = await suite.open(context);
      const [quiet, spoken] = [await world.create(), await world.create()];
      await world.simulator.technician.addComment(spoken, { text: "Looking.", visibility: "public" });
      const comments = must(await world.desk.comments([quiet, spoken]));
      assert.deepEqual(comments.get(quiet), []);
      assert.equal(only(comments.get(spoken) ?? []).body, "Looking.");
    });

    for (const visibility of visibilities) {
      it(`of ours stay ${visibility} there, and are known as ours`, async (context) => {
        const world = await suite.open(context);
        const id = await world.create();
        const added = must(await world.desk.addComment(id, draftOf("We are on it.", visibility)));
        const seen = only(world.ticket(id).comments);
        assert.deepEqual([seen.text.trim(), seen.visibility, seen.byApi], ["We are on it.", visibility, true]);
        const read = only(await commentsOf(world, id));
        assert.deepEqual([read.visibility, read.byUs, read.externalId], [visibility, true, added.externalId]);
      });

      it(`of technicians stay ${visibility} here, and are known as theirs`, async (context) => {
        const world = await suite.open(context);
        const id = await world.create();
        await world.simulator.technician.addComment(id, { text: "Looking,\nand calling.", visibility });
        const read = only(await commentsOf(world, id));
        assert.deepEqual([read.body, read.visibility, read.byUs], ["Looking,\nand calling.", visibility, false]);
        assert.deepEqual([read.authorKind, typeof read.authorName], ["technician", "string"]);
      });
    }

    it("are told oldest first, whoever wrote them", async (context) => {
      const world = await suite.open(context);
      const id = await world.create();
      const texts = ["First, ours.", "Second, theirs.", "Third, ours.", "Fourth, theirs."];
      for (const [index, text] of texts.entries()) {
        world.clock.move(second);
        if (index % 2 === 0)
          must(await world.desk.addComment(id, { ...draftOf(text, "internal"), key: `key ${index}` }));
        else await world.simulator.technician.addComment(id, { text, visibility: "public" });
      }
      const read = await commentsOf(world, id);
      assert.deepEqual(
        read.map(({ body }) => body),
        texts,
      );
      assert.deepEqual(
        read.map(({ byUs }) => byUs),
        [true, false, true, false],
      );
      assert.equal(new Set(read.map(({ externalId }) => externalId)).size, 4);
    });

    for (const [index, draft] of drafts.entries())
      it(`read back as they say they will: sample ${index + 1}, ${draft.format}`, async (context) => {
        const world = await suite.open(context);
        const id = await world.create();
        const comment = { ...draft, visibility: "internal" as const };
        must(await world.desk.addComment(id, comment));
        assert.equal(only(await commentsOf(world, id)).body, world.desk.shapeComment?.(comment) ?? comment.body);
      });

    it("that say the same twice are two", async (context) => {
      const world = await suite.open(context);
      const id = await world.create();
      const keys = [];
      for (const key of ["first", "second"])
        keys.push(must(await world.desk.addComment(id, { ...draftOf("Still there.", "internal"), key })).externalId);
      assert.equal(world.ticket(id).comments.length, 2);
      assert.deepEqual((await commentsOf(world, id)).map(({ externalId }) => externalId).toSorted(), keys.toSorted());
    });

    it("whose answer the vendor cut off are there once", async (context) => {
      const world = await suite.open(context);
      const id = await world.create();
      await world.lens();
      world.simulator.setFaults({ dropAnswerAfterComment: 1 });
      await addsOne(world, id);
    });

    for (const [name, interference] of ambiguousAnswers)
      it(`that were answered by ${name} are there once`, async (context) => {
        const world = await suite.open(context, { gateway: true });
        const id = await world.create();
        await interfereOnce(world, interference);
        await addsOne(world, id);
      });

    it("on a ticket that is gone are refused", async (context) => {
      const world = await suite.open(context);
      const id = await world.create();
      await world.simulator.technician.deleteTicket(id);
      await world.simulator.settled();
      const answer = await world.desk.addComment(id, draftOf("Too late.", "internal"));
      expectKind(answer, ["gone", "rejected"], "a comment");
    });

    if (suite.can("editComments")) describeEditing(suite);
  });
}

export function draftOf(body: string, visibility: DeskCommentDraft["visibility"]): DeskCommentDraft {
  return { key: "5f0c1f0e-1111-5111-8111-00000000c0de", body, format: "plain", visibility };
}

async function commentsOf(world: ContractWorld, id: ExternalId): Promise<readonly DeskComment[]> {
  await world.simulator.settled();
  return must(await world.desk.comments([id])).get(id) ?? assert.fail(`no comments of ${id}`);
}

/** Added, found to be added, or added again without a second one: in the end the ticket has one, and it is known as ours. */
async function addsOne(world: ContractWorld, id: ExternalId): Promise<void> {
  const draft = draftOf("Said once.", "internal");
  const first = await world.desk.addComment(id, draft);
  if (!first.ok) {
    expectKind(first, ["unknownOutcome", "unavailable"], "a comment without an answer");
    if (first.error.kind === "unavailable") must(await world.desk.addComment(id, draft));
  }
  assert.equal(only(world.ticket(id).comments).text.trim(), "Said once.");
  const read = only(await commentsOf(world, id));
  // What the engine goes by when it looks for one of ours without an answer.
  assert.deepEqual([read.byUs, read.body], [true, world.desk.shapeComment?.(draft) ?? draft.body]);
}

function describeEditing(suite: Suite): void {
  it("of ours are edited in place: text and visibility", async (context) => {
    const world = await suite.open(context);
    const id = await world.create();
    const { externalId } = must(await world.desk.addComment(id, draftOf("Before.", "public")));
    world.clock.move(second);
    must((await world.desk.editComment?.(id, externalId, draftOf("After.", "internal"))) ?? assert.fail());
    const seen = only(world.ticket(id).comments);
    assert.deepEqual([seen.text.trim(), seen.visibility], ["After.", "internal"]);
    const read = only(await commentsOf(world, id));
    assert.deepEqual(
      [read.body, read.visibility, read.externalId, read.byUs],
      ["After.", "internal", externalId, true],
    );
  });

  it("of ours that are taken away are read by nobody any more", async (context) => {
    const world = await suite.open(context);
    const id = await world.create();
    const { externalId } = must(await world.desk.addComment(id, draftOf("Never said.", "public")));
    must((await world.desk.editComment?.(id, externalId, null)) ?? assert.fail());
    const left = world.ticket(id).comments;
    assert.deepEqual(
      left.filter(({ text, visibility }) => text.includes("Never said") || visibility === "public"),
      [],
    );
    assert.ok(
      (await commentsOf(world, id)).every(({ body, visibility }) => !body.includes("Never") && visibility !== "public"),
    );
  });

  it("of technicians show their edits and are missed when deleted, and the record rises", async (context) => {
    const world = await suite.open(context);
    const id = await world.create();
    const { technician } = world.simulator;
    const commentId = await technician.addComment(id, { text: "Before.", visibility: "public" });
    const [before] = await commentsOf(world, id);
    const version = (await world.read(id)).version;
    world.clock.move(second);
    await technician.editComment(id, commentId, { text: "After.", visibility: "internal" });
    const after = only(await commentsOf(world, id));
    assert.deepEqual([after.body, after.visibility, after.byUs], ["After.", "internal", false]);
    assert.equal(after.externalId, before?.externalId);
    assert.ok((await world.read(id)).version > version, "an edited comment is a change of its record");
    await technician.deleteComment(id, commentId);
    assert.deepEqual(await commentsOf(world, id), []);
  });

  it("of ours that are gone meanwhile are edited without harm", async (context) => {
    const world = await suite.open(context);
    const id = await world.create();
    const { externalId } = must(await world.desk.addComment(id, draftOf("Soon gone.", "internal")));
    await world.simulator.technician.deleteComment(id, only(world.ticket(id).comments).id);
    await world.simulator.settled();
    const edited = await world.desk.editComment?.(id, externalId, draftOf("Again.", "internal"));
    expectKind(edited ?? assert.fail(), ["gone", "rejected"], "an edit");
    assert.deepEqual(world.ticket(id).comments, []);
  });

  it("with a key that no comment has are refused", async (context) => {
    const world = await suite.open(context);
    const id = await world.create();
    const edited = await world.desk.editComment?.(id, ref("999999"), draftOf("Whose?", "internal"));
    expectKind(edited ?? assert.fail(), ["gone", "rejected"], "an edit");
  });
}
