import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ExternalId } from "../../schemas/ids.ts";
import { callsOf, commentsOf, errorOf, mailsOf, makeTicket, must, openWorld } from "./test-support.ts";

const plain = (body: string, visibility: "public" | "internal" = "internal") =>
  ({ body, format: "plain", visibility }) as const;

describe("comments", () => {
  it("keep text, visibility and author both ways, oldest first, without the ticket's own text", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world.desk, { description: "the text itself" });
    must(await world.desk.addComment(id, plain("only <us> & *you*\nsecond_line")));
    must(await world.desk.addComment(id, { body: "**done**, see `log`", format: "markdown", visibility: "public" }));
    await world.simulator.technician.addComment(id, { text: "on my way", visibility: "public" });
    const comments = await commentsOf(world.desk, id);
    assert.deepEqual(
      comments.map(({ body, format, visibility, byUs, authorKind }) => [body, format, visibility, byUs, authorKind]),
      [
        ["only <us> & *you*\nsecond_line", "plain", "internal", true, "automation"],
        ["**done**, see `log`", "markdown", "public", true, "automation"],
        ["on my way", "plain", "public", false, "technician"],
      ],
    );
    assert.deepEqual(
      comments.map(({ externalId }) => externalId),
      [`${id}:2`, `${id}:3`, `${id}:4`],
    );
    assert.equal(comments[2]?.authorName, "Ann Keller");
    assert.deepEqual(mailsOf(world), []);
  });

  it("of many tickets take a call each, and a ticket without any has an empty list", async (context) => {
    const world = await openWorld(context);
    const [first, second] = [await makeTicket(world.desk), await makeTicket(world.desk)];
    must(await world.desk.addComment(second, plain("one")));
    const gone = ExternalId.parse("99999");
    const comments = must(await world.desk.comments([first, second, gone]));
    assert.deepEqual([...comments.keys()], [first, second]);
    assert.deepEqual([comments.get(first)?.length, comments.get(second)?.length], [0, 1]);
    assert.equal(callsOf(world, "GET Actions"), 3);
  });

  it("are changed and taken away", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world.desk);
    const { externalId } = must(await world.desk.addComment(id, plain("first", "public")));
    must((await world.desk.editComment?.(id, externalId, plain("second"))) ?? assert.fail());
    const [edited] = await commentsOf(world.desk, id);
    assert.deepEqual([edited?.externalId, edited?.body, edited?.visibility], [externalId, "second", "internal"]);
    must((await world.desk.editComment?.(id, externalId, null)) ?? assert.fail());
    assert.deepEqual(await commentsOf(world.desk, id), []);
    must((await world.desk.editComment?.(id, externalId, null)) ?? assert.fail());
    assert.deepEqual(mailsOf(world), []);
  });

  it("are blanked and hidden where the agent may not delete them", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world.desk);
    const { externalId } = must(await world.desk.addComment(id, plain("secret", "public")));
    world.simulator.setQuirks({ deletingForbidden: true });
    must((await world.desk.editComment?.(id, externalId, null)) ?? assert.fail());
    const [left] = await commentsOf(world.desk, id);
    assert.deepEqual([left?.body, left?.visibility], ["(removed)", "internal"]);
  });

  it("find another outcome when the chosen one is not allowed", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world.desk);
    world.simulator.setQuirks({ forbiddenOutcomes: [7, 61] });
    must(await world.desk.addComment(id, plain("kept inside")));
    const [comment] = await commentsOf(world.desk, id);
    assert.deepEqual([comment?.body, comment?.visibility], ["kept inside", "internal"]);
    assert.equal(world.simulator.tickets()[0]?.status, "New");
  });

  it("are told as refused when no outcome is allowed", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world.desk);
    world.simulator.setQuirks({ forbiddenOutcomes: [7, 52, 60, 61] });
    const error = errorOf(await world.desk.addComment(id, plain("lost")));
    assert.deepEqual(error, { kind: "rejected", detail: "You do not have access to this Action at the moment" });
  });

  it("are hidden at once where an outcome shows them against our word", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world.desk);
    world.simulator.setQuirks({ showingOutcomes: [7] });
    must(await world.desk.addComment(id, plain("not for the client")));
    assert.deepEqual(
      world.simulator.tickets()[0]?.comments.map(({ visibility }) => visibility),
      ["internal"],
    );
  });

  it("are found by their text after a lost answer, whatever signs they hold", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world.desk);
    const text = "C:\\temp\\*_1_.txt <b> & # no heading\n\n1. no list\n- none";
    world.simulator.setFaults({ dropAnswerAfterComment: 1 });
    assert.equal(errorOf(await world.desk.addComment(id, plain(text))).kind, "unknownOutcome");
    const [comment] = await commentsOf(world.desk, id);
    assert.deepEqual([comment?.body, comment?.byUs], [text, true]);
  });

  for (const [name, format, body] of [
    ["plain text", "plain", "Ann Keller:\n*no* emphasis, a_b & <i>\n\nnext   line"],
    [
      "Markdown",
      "markdown",
      "Ann Keller:\n\n* one\n* **two** [page](https://x.example/a_b)\n\n| a | b |\n|---|---|\n| 1 | 2 |",
    ],
  ] as const)
    it(`read back in the shape that is foretold: ${name}`, async (context) => {
      const world = await openWorld(context);
      const id = await makeTicket(world.desk);
      const draft = { body, format, visibility: "internal" } as const;
      must(await world.desk.addComment(id, draft));
      assert.equal((await commentsOf(world.desk, id))[0]?.body, world.desk.shapeComment?.(draft));
    });

  it("of unknown visibility are internal", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world.desk);
    await world.simulator.technician.addComment(id, { text: "public there", visibility: "public" });
    world.simulator.setQuirks({ hideVisibility: true });
    assert.equal((await commentsOf(world.desk, id))[0]?.visibility, "internal");
  });
});
