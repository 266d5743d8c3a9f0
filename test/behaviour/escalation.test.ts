import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { awaitUntil } from "../../server/demo/world.ts";
import { channel, openPagingWorld, type PagingWorld, phones, plan } from "../support/paging-world.ts";

async function until(paging: PagingWorld, ticketId: string, stage: string) {
  const { value } = await awaitUntil(`the escalation to be ${stage}`, async () => {
    const found = await paging.escalationOf(ticketId);
    return found.stage === stage ? found : undefined;
  });
  return value;
}

const comments = (view: { comments: readonly { body: string }[] } | undefined) =>
  view?.comments.map(({ body }) => body) ?? [];

describe("an urgent alert", () => {
  it("wakes who is on duty, then the next; a key press takes it, and everything that shows it says so", async (context) => {
    const paging = await openPagingWorld(context);
    const ticket = await paging.fire("Down", "critical");
    const call = await paging.paged(paging.twilio, phones.ann, "Down");
    assert.equal(call.channel, "voice");
    const post = await paging.paged(paging.slack, channel, "Down");
    assert.equal(post.state, "open");
    // Nobody picks up: the next step does not wait for its five minutes.
    await paging.twilio.report(call.id, "no-answer");
    const text = await paging.paged(paging.twilio, phones.ben, "Down");
    assert.match(text.text, /[A-Z0-9]{4}-[A-Z0-9]{4}/, "with a code to answer by");
    const start = performance.now();
    await paging.twilio.answer(text.id, "acknowledge");
    const ended = await until(paging, ticket.id, "acknowledged");
    assert.deepEqual([ended.by, ended.via], ["Ben Okafor", "twilio"]);
    await awaitUntil("the post in the channel to show it", async () =>
      paging.slack
        .pages()
        .find(
          ({ id, text: said }) => id === post.id && /Taken by Ben Okafor, \d\d\/\d\d\/\d{4}, \d\d:\d\d UTC/.test(said),
        ),
    );
    await awaitUntil("the desk to show it", async () => {
      const record = paging.world.desk.tickets().find(({ title }) => title.includes("Down"));
      const noted = record?.comments.some(({ text: said }) => said.includes("Ben Okafor has taken it through twilio"));
      return noted && record?.status !== "New" ? true : undefined;
    });
    assert.ok(performance.now() - start < 10_000, "soon");
    const view = await paging.world.ticket(ticket.id);
    assert.equal(view.fields["status"], "acknowledged");
    const said = comments(view);
    assert.ok(
      said.some((line) => /step 1: told Ann Keller \(on duty in “Night”\), C0123ABCDEF through slack/.test(line)),
      said.join("\n"),
    );
    assert.ok(said.some((line) => /step 2: told Ben Okafor/.test(line)));
    const story = view.timeline.flatMap(({ kind, text: told }) =>
      kind === "escalation" || kind === "page" ? [told] : [],
    );
    for (const line of [
      "the escalation “wake” begins: the ticket was opened",
      "page to ann by voice through twilio: failed",
      "page to ben by sms through twilio: answered",
      "the escalation “wake” is over: acknowledged by Ben Okafor through twilio",
    ])
      assert.ok(story.includes(line), `${line} in\n${story.join("\n")}`);
  });

  it("goes to the last resort when nobody answers, whose key still takes it", async (context) => {
    const paging = await openPagingWorld(context);
    const ticket = await paging.fire("Unanswered", "critical");
    await paging.paged(paging.twilio, phones.ann, "Unanswered");
    await paging.letPass(ticket.id, 5);
    await paging.paged(paging.twilio, phones.ben, "Unanswered");
    await paging.letPass(ticket.id, 5);
    const last = await paging.paged(paging.twilio, phones.boss, "Unanswered");
    await until(paging, ticket.id, "exhausted");
    await paging.twilio.answer(last.id, "acknowledge");
    assert.equal((await until(paging, ticket.id, "acknowledged")).by, "Bo Lindt");
  });

  it("wakes nobody further once a technician takes it in the desk", async (context) => {
    const paging = await openPagingWorld(context);
    const ticket = await paging.fire("Taken", "critical");
    const call = await paging.paged(paging.twilio, phones.ann, "Taken");
    const { value: record } = await awaitUntil("its record, read back", async () => {
      const { links } = await paging.world.ticket(ticket.id);
      const agreed = links.length > 0 && links.every(({ agreed: done, number }) => done && number !== null);
      return agreed ? paging.world.desk.tickets().find(({ title }) => title.includes("Taken")) : undefined;
    });
    await paging.world.desk.technician.edit(record.id, { status: "In Progress" });
    assert.equal((await until(paging, ticket.id, "acknowledged")).reason, "taken");
    await awaitUntil("the call to stop ringing", async () =>
      paging.twilio.statusOf(call.id) === "canceled" ? true : undefined,
    );
    await paging.letPass(ticket.id, 60);
    const view = await paging.world.ticket(ticket.id);
    assert.ok(!comments(view).some((line) => line.includes("step 2")));
  });

  it("is passed on by who cannot take it", async (context) => {
    const paging = await openPagingWorld(context);
    await paging.fire("Passed", "critical");
    const call = await paging.paged(paging.twilio, phones.ann, "Passed");
    await paging.twilio.answer(call.id, "pass");
    await paging.paged(paging.twilio, phones.ben, "Passed");
  });

  it("is answered once by a link that needs no login, and looking at it answers nothing", async (context) => {
    const paging = await openPagingWorld(context);
    const topic = "msp-night-5f2c9a71";
    const notify = [{ connection: "ntfy", channel: "push", address: topic, language: "de" }];
    await paging.setDuty({ ...plan, escalations: [{ name: "wake", steps: [{ notify }] }] });
    const ticket = await paging.fire("Linked", "critical");
    await paging.paged(paging.ntfy, topic, "Linked");
    const link = /https?:\/\/[^\s"<>|]+\/answers\/[\w-]{43}/.exec(JSON.stringify(paging.ntfy.ledger()))?.[0];
    assert.ok(link, "the message has a link");
    const looked = await fetch(link);
    assert.equal(looked.status, 200);
    assert.match(looked.headers.get("content-security-policy") ?? "", /default-src 'none'/);
    assert.match(await looked.text(), /Ich übernehme/);
    assert.equal((await paging.escalationOf(ticket.id)).stage, "running");
    const answered = await fetch(link, { method: "POST" });
    assert.match(await answered.text(), /Sie haben übernommen/);
    assert.equal((await paging.escalationOf(ticket.id)).stage, "acknowledged");
    assert.match(await (await fetch(link, { method: "POST" })).text(), /Schon übernommen, von/);
    assert.equal((await fetch(link.replace(/.$/, (sign) => (sign === "A" ? "B" : "A")))).status, 404);
  });

  it("of a low priority, or without a plan, wakes nobody", async (context) => {
    const paging = await openPagingWorld(context);
    await paging.fire("Calm", "warning");
    await paging.setDuty({ ...plan, assignments: [] });
    await paging.fire("Unplanned", "critical");
    await paging.setDuty(plan);
    await paging.fire("Marker", "critical");
    await paging.paged(paging.twilio, phones.ann, "Marker");
    assert.deepEqual(
      paging.twilio.pages().filter(({ text }) => !text.includes("Marker")),
      [],
    );
  });
});

describe("whether somebody can be reached", () => {
  it("keeps its pagers while the plan tells people through them", async (context) => {
    const paging = await openPagingWorld(context);
    const remove = (name: string) => paging.world.api.remove(`/connections/${name}`);
    await assert.rejects(remove("slack"), /tells people through "slack": step 1 of “wake”\. Save one without it first/);
    await paging.setDuty({ ...plan, escalations: [], assignments: [] });
    assert.deepEqual(await remove("slack"), { removed: true, left: null });
    await assert.rejects(remove("twilio"), /tells people through "twilio": Ann Keller/);
  });

  it("is tried on each of their ways, without any ticket, and an answer is kept", async (context) => {
    const paging = await openPagingWorld(context);
    const { pages } = (await paging.world.api.post("/on-call/test", { person: "ben" })) as { pages: string[] };
    assert.equal(pages.length, 1);
    const sent = await paging.paged(paging.twilio, phones.ben, "Probe");
    await paging.twilio.answer(sent.id, "acknowledge");
    const { value } = await awaitUntil("the answer", async () => {
      const [row] = (await paging.world.api.get(`/pages?ids=${pages.join(",")}`)) as {
        state: string;
        answer: string;
        kind: string;
      }[];
      return row?.state === "answered" ? row : undefined;
    });
    assert.deepEqual([value.kind, value.answer], ["test", "acknowledge"]);
    assert.equal((await paging.world.tickets()).length, 0);
    await assert.rejects(
      paging.world.api.post("/on-call/test", { person: "cara" }),
      /no person "cara"\. People: ann, ben, boss/,
    );
  });
});
