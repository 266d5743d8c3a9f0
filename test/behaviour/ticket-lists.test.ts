import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { awaitUntil } from "../../server/demo/world.ts";
import { useIntakeWorld } from "../support/intake-world.ts";

const intake = useIntakeWorld();

interface Row {
  id: string;
  title: string;
  client: string;
  status: string;
  priority: number;
  assignee: string | null;
  dueAt: string | null;
}

const get = (query: string) =>
  intake.world.api.page(`/tickets?${query}`) as Promise<{ rows: Row[]; next: string | null }>;
const titles = async (query: string) => (await get(query)).rows.map(({ title }) => title).toSorted();

/** All pages of a list, one after the other. */
async function readAll(query: string): Promise<Row[]> {
  const all: Row[] = [];
  for (let route: string | null = `/tickets?${query}`; route !== null;) {
    const page = (await intake.world.api.page(route)) as { rows: Row[]; next: string | null };
    all.push(...page.rows);
    route = page.next;
  }
  return all;
}

describe("a list of tickets", () => {
  before(async () => {
    for (const [name, severity] of [
      ["Printer jam", "critical"],
      ["Printer toner", "warning"],
      ["Mail slow", "critical"],
      ["Mail gone", "info"],
      ["Disk full", "warning"],
      ["Disk dying", "critical"],
      ["VPN down", "critical"],
    ] as const)
      await intake.deliver({ alertname: name, client: "acme-dental", severity });
    await awaitUntil("all of them in the desk", async () => {
      const { rows } = await get("limit=500");
      return rows.length === 7 && intake.world.desk.tickets().length === 7 ? true : undefined;
    });
    const jam = intake.world.desk.tickets().find(({ title }) => title.includes("Printer jam"));
    await intake.world.desk.technician.edit(jam?.id ?? "", {
      assignee: "bob.ruiz@northwind.example",
      status: "Complete",
    });
    await awaitUntil("what the technician did", async () =>
      (await titles("stage=ended")).length > 0 ? true : undefined,
    );
  });

  it("holds what fits every filter, each with any of its values", async () => {
    assert.deepEqual(await titles("stage=ended"), ["Printer jam"]);
    assert.equal((await titles("stage=open")).length, 6);
    assert.deepEqual(await titles("search=printer&stage=open"), ["Printer toner"]);
    assert.deepEqual(await titles("search=MA slo"), ["Mail slow"]);
    assert.deepEqual(await titles("assignee=Bob.Ruiz@northwind.example"), ["Printer jam"]);
    assert.equal((await titles("assignee=none&connection=autotask&client=ACME dental")).length, 6);
    assert.deepEqual(await titles("client=Nobody"), []);
    assert.equal((await titles("client=Nobody&client=Acme Dental")).length, 7);
    const urgent = (await get("priority=1&priority=2")).rows;
    assert.ok(urgent.length > 0 && urgent.every(({ priority }) => priority <= 2));
    assert.deepEqual(await titles("createdSince=2100-01-01"), []);
    assert.equal((await titles("dueBefore=2100-01-01")).length, 6);
  });

  for (const order of ["newest", "due", "priority"])
    it(`comes page after page in the order ${order}, each ticket once`, async () => {
      const whole = await readAll(`order=${order}&limit=500`);
      assert.equal(whole.length, order === "newest" ? 7 : 6);
      assert.deepEqual(await readAll(`order=${order}&limit=2`), whole);
      const keys = whole.map((row) =>
        order === "newest" ? row.id : order === "due" ? String(row.dueAt) : String(row.priority),
      );
      const sorted = keys.toSorted();
      assert.deepEqual(keys, order === "newest" ? sorted.toReversed() : sorted);
    });

  it("says what is wrong with a question", async () => {
    await assert.rejects(get("status=broken"), /status\.0: .*expected one of.*inProgress/);
    await assert.rejects(get("priority=9"), /priority\.0/);
    await assert.rejects(get("colour=red"), /colour/);
    await assert.rejects(get("cursor=abc"), /cursor: expected the one that this list has answered/);
    const { next } = await get("limit=2");
    const cursor = new URLSearchParams(next?.split("?")[1]).get("cursor");
    await assert.rejects(get(`order=due&cursor=${cursor}`), /belongs to a list in the order "newest"/);
  });

  it("takes every text as a text", async () => {
    for (const text of [
      "it's",
      "a:* | b",
      "'; drop table ticket; --",
      "((",
      "& !",
      "\\",
      "%_%",
      "\u0000",
      "\u202e",
      "日本",
    ])
      for (const name of ["search", "client", "queue", "assignee", "connection"])
        assert.deepEqual(await titles(new URLSearchParams({ [name]: `${text} x` }).toString()), []);
    assert.equal((await titles("limit=500")).length, 7);
  });
});
