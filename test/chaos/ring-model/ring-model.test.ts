import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import type { Book } from "./book.ts";
import { check } from "./check.ts";
import { type Command, commands } from "./commands.ts";
import { say } from "./hands.ts";
import { judge } from "./judge.ts";
import { judgeWrites, openStage, play, type Stage, startRun } from "./play.ts";
import { NoRest } from "./rest.ts";
import { recordsOf, type Run } from "./run.ts";

const folder = new URL("./fixtures/", import.meta.url);

/** What was not to happen is done behind the hub's back and the book's, one after the other. */
async function judgeBreaks(run: Run, record: string, comment: string): Promise<void> {
  for (const { promise, breakIt } of breaks) {
    await breakIt(run, record, comment);
    const complaints = judge(run);
    const seen = complaints.some((text) => promise.test(text));
    assert.ok(seen, `${String(promise)} in ${JSON.stringify(complaints)}`);
  }
}

describe("three desks and a hub over HTTP, as a model", () => {
  // The same commands each time; what overtakes what differs all the same. `npm run chaos -- D5-model` searches further.
  const seed = Number(process.env["RING_SEED"] ?? 7);
  const closers: (() => Promise<void>)[] = [];
  const opened = Promise.withResolvers<Stage>();
  before(async () => opened.resolve(await openStage({ after: (run) => void closers.unshift(run) })));
  after(async () => {
    for (const close of closers) await close();
  });

  it("keep every promise in two runs", async (context) => {
    const checked = await check(await opened.promise, { runs: 2, seed, shortenMs: 0 });
    context.diagnostic(JSON.stringify({ seed, ...checked }));
    assert.equal(checked.failure, undefined);
  });

  for (const name of readdirSync(folder))
    it(`keep every promise in ${name}, where one was broken before`, async () => {
      const fixture = JSON.parse(readFileSync(new URL(name, folder), "utf8")) as { commands: Command[] };
      assert.deepEqual((await play(await opened.promise, fixture.commands)).complaints, []);
    });

  it("tell a run that fails by seed and number, with commands as few as are found in time", async () => {
    const stage = await opened.promise;
    const come = async (_: unknown, compare: boolean) => {
      if (compare) throw new NoRest("planted");
    };
    const restless = { ...stage, rest: { ...stage.rest, come } };
    const { failure } = await check(restless, { runs: 1, seed, shortenMs: 3_000 });
    // Each run has tickets of its own.
    stage.runs = restless.runs;
    const [, told = "", kept = ""] = /^(.+); (\{.+)$/.exec(failure ?? "") ?? [];
    assert.equal(told, `seed ${seed}, run 0: (4) planted`);
    const [first] = fc.sample(commands, { seed, numRuns: 1 });
    assert.ok((JSON.parse(kept) as { commands: Command[] }).commands.length < (first?.length ?? 0));
  });

  // The last one: it stops the hub.
  it("have a judge that sees each promise that is broken, and nothing before", async () => {
    const stage = await opened.promise;
    const run = await startRun(stage);
    const [record] = recordsOf(run, "halopsa");
    assert.ok(record);
    await say(run, "halopsa", record, "internal");
    await run.rest();
    assert.deepEqual(judge(run), []);
    await stage.three.world.hub.stop();
    await judgeBreaks(run, record.id, run.book.said[0]?.comment ?? "");
    assert.match(judgeWrites(run.book, 1_000)[0] ?? "", /^\(4\) 1000 writes/);
  });
});

type Break = (run: Run, record: string, comment: string) => Promise<unknown> | void;

/** As if all links had ended then, and worked again. */
function endLinks(book: Book, at: Date): void {
  const { links } = book.rests.at(-1) ?? { links: [] };
  book.rests.push({ number: book.next(), at, links: links.map((link) => ({ ...link, state: "gone" })) });
  book.rests.push({ number: book.next(), at: new Date(), links });
}

const breaks: readonly { promise: RegExp; breakIt: Break }[] = [
  {
    promise: /^\(1\) priority of halopsa/,
    breakIt: ({ three }, record) => three.desks.halopsa.technician.edit(record, { priority: "Critical" }),
  },
  {
    promise: /^\(2\) k1v stands 2 times/,
    breakIt: ({ three }, record) =>
      three.desks.halopsa.technician.addComment(record, { text: "k1v1 seen", visibility: "internal" }),
  },
  {
    promise: /^\(2\) k1v is not in autotask/,
    breakIt: (run) => {
      for (const { id, comments } of recordsOf(run, "autotask"))
        for (const one of comments) void run.three.desks.autotask.technician.deleteComment(id, one.id);
    },
  },
  {
    promise: /^\(3\) k1v was said internally/,
    breakIt: ({ three }, record, comment) =>
      three.desks.halopsa.technician.editComment(record, comment, { visibility: "public" }),
  },
  {
    promise: /^\(5\) halopsa set title/,
    breakIt: ({ book }, record) => {
      const edit = { number: book.next(), at: new Date(), desk: "halopsa", record, field: "title" } as const;
      book.edits.push({ ...edit, value: "never carried", undone: false });
    },
  },
  {
    promise: /^\(6\) autotask .+ is written to after/,
    breakIt: ({ book }) => endLinks(book, new Date(0)),
  },
  {
    promise: /^\(8\) the link to halopsa .+ works again/,
    breakIt: ({ book }) => endLinks(book, new Date()),
  },
  {
    promise: /^\(7\) halopsa .+ is merged/,
    breakIt: ({ book }, record) => {
      book.merges.push({ number: book.next(), desk: "halopsa", loser: record, survivor: "another" });
    },
  },
  {
    promise: /^\(9\) made twice: the hub/,
    breakIt: (run) => {
      run.views = [...run.views, ...run.views];
    },
  },
];
