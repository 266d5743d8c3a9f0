import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ExternalId } from "../../schemas/ids.ts";
import {
  callsOf,
  draftOf,
  errorOf,
  longAgo,
  mailsOf,
  makeTicket,
  marker,
  must,
  openWorld,
  readRecord,
} from "./test-support.ts";

describe("signing in", () => {
  it("asks for one token however many calls begin at once", async (context) => {
    const world = await openWorld(context);
    const reads = await Promise.all(Array.from({ length: 20 }, () => world.desk.listChanged(null, longAgo)));
    assert.ok(reads.every(({ ok }) => ok));
    assert.equal(world.simulator.tokensGiven(), 1);
  });

  it("renews the token before it ends", async (context) => {
    const world = await openWorld(context);
    must(await world.desk.listChanged(null, longAgo));
    world.wait(3_500_000);
    must(await world.desk.listChanged(null, longAgo));
    assert.equal(world.simulator.tokensGiven(), 2);
  });

  it("repeats a call once with a fresh token when the old one is refused, writes too", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world.desk);
    world.simulator.expireTokens();
    must(await world.desk.write({ externalId: id, raw: { title: "Disk nearly full" } }));
    assert.equal(world.simulator.tokensGiven(), 2);
    assert.equal((await readRecord(world.desk, id)).raw.title, "Disk nearly full");
  });

  for (const end of ["/", "/api", "/api/", "/auth"]) {
    it(`takes the address with ${end} behind it`, async (context) => {
      const world = await openWorld(context, { settings: ({ url }) => ({ baseUrl: `${url}${end}` }) });
      assert.ok(must(await world.desk.listChanged(null, longAgo)));
    });
  }

  it("sends the secret to no server that is neither the customer's nor the vendor's", async (context) => {
    const world = await openWorld(context);
    world.simulator.setQuirks({ authUrl: "https://collector.example/auth" });
    assert.equal(errorOf(await world.desk.listChanged(null, longAgo)).kind, "blocked");
    assert.equal(world.simulator.tokensGiven(), 0);
  });
});

describe("a right that is missing and told as 401", () => {
  it("does not ask for a token with every call", async (context) => {
    const world = await openWorld(context);
    must(await world.desk.listChanged(null, longAgo));
    world.simulator.setQuirks({ unauthorized: ["actions"] });
    const id = await makeTicket(world.desk);
    for (let call = 0; call < 5; call++) assert.equal(errorOf(await world.desk.comments([id])).kind, "forbidden");
    assert.equal(world.simulator.tokensGiven(), 2);
    assert.equal((await readRecord(world.desk, id)).externalId, id);
  });
});

describe("tokens that end one another", () => {
  it("are an outage at first, and a missing right only when it goes on", async (context) => {
    const world = await openWorld(context);
    const list = async () => {
      const answer = await world.desk.listChanged(null, longAgo);
      return answer.ok ? "ok" : answer.error.kind;
    };
    assert.equal(await list(), "ok");
    world.simulator.setQuirks({ unauthorized: ["tickets"] });
    assert.deepEqual([await list(), await list()], ["unavailable", "unavailable"]);
    world.wait(300_001);
    assert.equal(await list(), "forbidden");
    world.simulator.setQuirks({ unauthorized: [] });
    assert.equal(await list(), "ok");
  });
});

describe("tickets", () => {
  it("is created as told and read back the same, and nobody gets a mail", async (context) => {
    const world = await openWorld(context);
    const raw = {
      title: "Disk full",
      description: "C: is full\n\na < b & c",
      status: 2,
      priority: 2,
      type: 1,
      queue: "Level II Support",
      category: "Hardware>Disk",
      assignee: 14,
      contact: "carla@acme.example",
    };
    const id = await makeTicket(world.desk, raw);
    const record = await readRecord(world.desk, id);
    assert.deepEqual(record.raw, raw);
    assert.equal(record.marker, marker);
    assert.equal(record.clientRef, "41");
    assert.equal(record.url, `${world.simulator.url}/tickets?id=${id}`);
    assert.ok(record.sla?.resolutionDueAt instanceof Date);
    assert.deepEqual(mailsOf(world), []);
  });

  it("reads many in one call, from list rows as from single answers", async (context) => {
    const world = await openWorld(context);
    const ids = [];
    for (let number = 0; number < 3; number++)
      ids.push(await makeTicket(world.desk, { contact: "carla@acme.example" }));
    const single = await readRecord(world.desk, ids[0] ?? assert.fail());
    const before = callsOf(world, "GET Tickets");
    const records = must(await world.desk.read([...ids, ExternalId.parse("99999")]));
    assert.equal(callsOf(world, "GET Tickets") - before, 2);
    assert.deepEqual(records.get(ids[0] ?? assert.fail()), { ...single, mergedInto: null });
    assert.deepEqual([...records.keys()].toSorted(), ids);
  });

  for (const [name, quirks] of [
    ["the count is left out", { hideCount: true }],
    ["answers come in lists and with other names", { answerInList: true, shortUpdateName: false, numbersAsText: true }],
    ["agents come bare", { bareAgents: true, createdStatus: 200 }],
  ] as const) {
    it(`works when ${name}`, async (context) => {
      const world = await openWorld(context);
      world.simulator.setQuirks(quirks);
      const id = await makeTicket(world.desk);
      for (let number = 0; number < 99; number++) await world.simulator.technician.createTicket({ title: "x" });
      const first = must(await world.desk.listChanged(null, longAgo));
      assert.equal(first.records.length, 100);
      const rest = first.more ? must(await world.desk.listChanged(first.cursor, longAgo)) : undefined;
      assert.equal(rest?.more ?? false, false);
      assert.equal((await readRecord(world.desk, id)).clientRef, "41");
    });
  }

  it("says gone only after a direct reading", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world.desk);
    const other = await makeTicket(world.desk);
    await world.simulator.technician.deleteTicket(id);
    assert.deepEqual([...must(await world.desk.read([id, other])).keys()], [other]);
    assert.equal(errorOf(await world.desk.write({ externalId: id, raw: { title: "x" } })).kind, "gone");
  });

  it("says into what a ticket was merged", async (context) => {
    const world = await openWorld(context);
    const [loser, survivor] = [await makeTicket(world.desk), await makeTicket(world.desk)];
    await world.simulator.technician.mergeTickets(loser, survivor);
    assert.equal((await readRecord(world.desk, loser)).mergedInto, survivor);
    const many = must(await world.desk.read([loser, survivor]));
    assert.equal(many.get(loser)?.mergedInto, survivor);
    assert.equal(many.get(survivor)?.mergedInto, null);
    const before = callsOf(world, "GET Tickets");
    must(await world.desk.read([loser, survivor]));
    assert.equal(callsOf(world, "GET Tickets") - before, 1);
  });
});

describe("creating without an answer", () => {
  it("finds the ticket by its marker, oldest first, and only what bears it", async (context) => {
    const world = await openWorld(context);
    const since = new Date(Date.now() - 60_000);
    for (let number = 0; number < 120; number++) await world.simulator.technician.createTicket({ title: "other" });
    world.simulator.setFaults({ dropAnswerAfterCreate: 1 });
    assert.equal(errorOf(await world.desk.create(draftOf())).kind, "unknownOutcome");
    for (let number = 0; number < 120; number++) await world.simulator.technician.createTicket({ title: "later" });
    const [found, ...twins] = must(await world.desk.findByMarker([marker], since));
    assert.equal(found?.marker, marker);
    assert.deepEqual(twins, []);
    const twin = await makeTicket(world.desk);
    const both = must(await world.desk.findByMarker([marker], since));
    assert.deepEqual(
      both.map(({ externalId }) => externalId),
      [found.externalId, twin],
    );
  });

  it("takes a gateway's timeout for what it is", async (context) => {
    const world = await openWorld(context);
    world.simulator.setQuirks({ gatewayTimeoutAfterCreate: 1 });
    assert.equal(errorOf(await world.desk.create(draftOf())).kind, "unknownOutcome");
    assert.equal(must(await world.desk.findByMarker([marker], longAgo)).length, 1);
  });

  it("looks at tickets themselves where lists leave the field out", async (context) => {
    const world = await openWorld(context);
    await world.simulator.technician.createTicket({ title: "other" });
    const id = await makeTicket(world.desk);
    world.simulator.setQuirks({ hideCustomFields: true });
    const [found] = must(await world.desk.findByMarker([marker], longAgo));
    assert.equal(found?.externalId, id);
  });

  it("does not list the whole table to find what is new", async (context) => {
    const world = await openWorld(context);
    for (let number = 0; number < 250; number++) await world.simulator.technician.createTicket({ title: "old" });
    world.wait(86_400_000);
    const id = await makeTicket(world.desk);
    world.simulator.setQuirks({ ignoreUpdateFilter: true });
    const before = callsOf(world, "GET Tickets");
    const since = new Date(Date.now() + 86_400_000 - 60_000);
    const [found] = must(await world.desk.findByMarker([marker], since));
    assert.equal(found?.externalId, id);
    assert.ok(callsOf(world, "GET Tickets") - before <= 3);
  });

  it("makes tickets one at a time, since two at once get the same number", async (context) => {
    const world = await openWorld(context);
    const made = await Promise.all(Array.from({ length: 12 }, () => world.desk.create(draftOf())));
    assert.equal(new Set(made.map((one) => must(one).externalId)).size, 12);
  });

  it("takes a twin out of work, saying why, without a mail", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world.desk);
    must(await world.desk.withdraw(id, "Please use 10999 instead."));
    const [ticket] = world.simulator.tickets();
    assert.equal(ticket?.status, "Closed");
    assert.deepEqual(
      ticket.comments.map(({ text, visibility }) => ({ text, visibility })),
      [{ text: "Please use 10999 instead.", visibility: "internal" }],
    );
    assert.deepEqual(mailsOf(world), []);
  });

  it("says what to do when the marker field is missing", async (context) => {
    const world = await openWorld(context, { settings: () => ({ markerField: "CFNoSuchField" }) });
    assert.equal(errorOf(await world.desk.create(draftOf())).kind, "forbidden");
    assert.deepEqual(world.simulator.tickets(), []);
  });
});
