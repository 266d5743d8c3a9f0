import assert from "node:assert/strict";
import { before, after, describe, it } from "node:test";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { startHaloSimulator } from "../../connectors/halopsa/simulator/index.ts";
import type { DeskSimulator } from "../../connectors/simulator-kit/desk-simulator.ts";
import { Refused } from "../../server/cli/client.ts";
import type { TicketView } from "../../server/db/timeline.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import type { SidesView } from "../../server/tickets/compare-records.ts";
import { type DeskWorld, openDeskWorld } from "../support/desk-world.ts";

let world: DeskWorld;
let autotask: DeskSimulator;
let halopsa: DeskSimulator;
const closers: (() => Promise<void>)[] = [];
before(async () => {
  autotask = await startAutotaskSimulator({ webhookRetryMs: 100 });
  halopsa = await startHaloSimulator({ webhookRetryMs: 100 });
  world = await openDeskWorld(
    { after: (run) => void closers.unshift(run) },
    { autotask: { connector: "autotask", desk: autotask }, halopsa: { connector: "halopsa", desk: halopsa } },
  );
});
after(async () => {
  for (const close of closers) await close();
});

const named = (desk: DeskSimulator, title: string) => {
  const found = desk.tickets().filter((ticket) => ticket.title.includes(title));
  return found.length === 1 && found[0] ? found[0] : assert.fail(`${found.length} tickets named ${title}`);
};
const agreed = async (id: string) => {
  const { value } = await awaitUntil("both records agree", async () => {
    const view = await world.ticket(id);
    return view.links.filter(({ state }) => state === "active").length === 2 && view.links.every((link) => link.agreed)
      ? view
      : undefined;
  });
  return value;
};
const open = async (title: string, more: object = {}) => {
  const client = autotask.clients.find(({ name }) => halopsa.clients.some((one) => one.name === name))?.name;
  const { id } = (await world.api.post("/tickets", { client, title, ...more })) as TicketView;
  return (await agreed(id)).id;
};
const sides = async (id: string) => (await world.api.get(`/tickets/${id}/sides`)) as SidesView;
const sideOf = async (id: string, connection: string, field: string) => {
  const record = (await sides(id)).records.find((one) => one.connection === connection);
  return { link: record?.id ?? "", side: record?.sides?.find((side) => side.field === field) };
};

describe("a ticket that is worked on at the hub", () => {
  it("is opened here, and gets a record in every desk that serves its client", async () => {
    const id = await open("Printer on fire", { description: "It burns.\r\nReally.", priority: 2 });
    assert.equal(named(autotask, "Printer on fire").priority, "High");
    assert.match(named(halopsa, "Printer on fire").description, /It burns\./);
    const view = await world.ticket(id);
    assert.equal(view.fields["description"], "It burns.\nReally.");
    assert.deepEqual(view.clocks.map(({ target }) => target).toSorted(), ["resolution", "response", "update"]);
    const change = await world.api.get("/audit?action=ticket.open");
    assert.equal((change as { entries: unknown[] }).entries.length, 1);
  });

  it("is edited as by a person: every desk follows, one write each", async () => {
    const id = await open("Slow mail");
    const writes = () => [autotask, halopsa].map((desk) => desk.ledger().length);
    const earlier = writes();
    await world.api.patch(`/tickets/${id}`, { status: "inProgress", priority: 1 });
    await agreed(id);
    assert.deepEqual(
      [named(autotask, "Slow mail"), named(halopsa, "Slow mail")].map(({ status, priority }) => [status, priority]),
      [
        ["In Progress", "Critical"],
        ["In Progress", "Critical"],
      ],
    );
    assert.deepEqual(
      writes().map((count, index) => count - (earlier[index] ?? 0)),
      [1, 1],
    );
    const view = await world.ticket(id);
    const change = view.timeline.find(({ text }) => text.startsWith("priority: 3 → 1"));
    const values = { field: "priority", from: 3, to: 1, via: null };
    assert.deepEqual(change?.detail, { by: { kind: "person", name: "admin" }, rev: view.rev, ...values });
  });

  it("is not set over what somebody else has set since", async () => {
    const id = await open("Lost phone");
    const { rev } = await world.ticket(id);
    await autotask.technician.edit(named(autotask, "Lost phone").id, { priority: "Low" });
    await awaitUntil("their priority", async () =>
      (await world.ticket(id)).fields["priority"] === 4 ? true : undefined,
    );
    await assert.rejects(
      world.api.patch(`/tickets/${id}`, { priority: 1, seenRev: rev }),
      (error) =>
        error instanceof Refused && error.message.startsWith("priority: a desk has set it to 4 since the revision"),
    );
    await world.api.patch(`/tickets/${id}`, { category: "Telephony", seenRev: rev });
    assert.equal((await world.ticket(id)).fields["category"], "Telephony");
  });

  it("is talked about: internally unless said otherwise, and publicly with the response given", async () => {
    const id = await open("No sound");
    await world.api.post(`/tickets/${id}/comments`, { body: "Looks like the driver." });
    await world.api.post(`/tickets/${id}/comments`, { body: "We are on it.", visibility: "public" });
    await agreed(id);
    for (const desk of [autotask, halopsa]) {
      const { value } = await awaitUntil("both comments", async () => {
        const { comments } = named(desk, "No sound");
        return comments.length >= 2 ? comments : undefined;
      });
      assert.deepEqual(
        value.map(({ text, visibility }) => [visibility, /driver|on it/.exec(text)?.[0]]),
        [
          ["internal", "driver"],
          ["public", "on it"],
        ],
      );
    }
    const { clocks } = await world.ticket(id);
    assert.equal(clocks.find(({ target }) => target === "response")?.stage, "completed");
    await assert.rejects(world.api.post(`/tickets/${id}/comments`, { body: " \n" }), /body: expected some text/);
    const { client } = await world.ticket(id);
    const portal = { name: "portal", role: "viewer", clients: [client] };
    const { key } = (await world.api.post("/api-keys", portal)) as { key: string };
    const headers = { authorization: `Bearer ${key}` };
    const shown = await (await fetch(`${world.api.url}/api/v1/tickets/${id}`, { headers })).text();
    assert.match(shown, /We are on it/);
    assert.ok(!shown.includes("Looks like the driver"), "what is internal is not for a client's portal");
  });

  it("shows what each desk says, and a person decides for either", async () => {
    const id = await open("Broken chair");
    await halopsa.technician.edit(named(halopsa, "Broken chair").id, { title: "Broken chair, third floor" });
    const held = async () => {
      const found = await sideOf(id, "halopsa", "title");
      return found.side?.state === "conflict" ? found : undefined;
    };
    const { value: first } = await awaitUntil("the conflict", held);
    assert.equal(first.side?.theirs, "Broken chair, third floor");
    assert.equal((await sideOf(id, "autotask", "title")).side?.state, "equal");
    await world.api.post(`/tickets/${id}/links/${first.link}/settle`, { field: "title", choice: "take" });
    await agreed(id);
    assert.match(named(autotask, "Broken chair").title, /third floor/);
    assert.equal((await sideOf(id, "halopsa", "title")).side?.state, "equal");

    await halopsa.technician.edit(named(halopsa, "Broken chair").id, { title: "Broken chair, cellar" });
    const { value: second } = await awaitUntil("another conflict", held);
    await world.api.post(`/tickets/${id}/links/${second.link}/settle`, { field: "title", choice: "keep" });
    await awaitUntil("our title there", async () =>
      named(halopsa, "Broken chair").title.includes("third floor") ? true : undefined,
    );
    await agreed(id);
    assert.equal((await sideOf(id, "halopsa", "title")).side?.state, "equal");
    await assert.rejects(
      world.api.post(`/tickets/${id}/links/${second.link}/settle`, { field: "title", choice: "take" }),
      /title: there is nothing to decide/,
    );
    const view = await world.ticket(id);
    assert.deepEqual(
      view.timeline.flatMap(({ reason }) => (reason?.endsWith("ByPerson") ? [reason] : [])),
      ["takenByPerson", "keptByPerson"],
    );
  });

  it("is let go in one desk, which then is neither read nor written", async () => {
    const id = await open("Old server");
    const { link } = await sideOf(id, "halopsa", "title");
    assert.deepEqual(await world.api.post(`/tickets/${id}/links/${link}/resync`), { asked: true });
    await world.api.remove(`/tickets/${id}/links/${link}`);
    await world.api.patch(`/tickets/${id}`, { priority: 1 });
    await awaitUntil("Autotask follows", async () =>
      named(autotask, "Old server").priority === "Critical" ? true : undefined,
    );
    assert.equal(named(halopsa, "Old server").priority, "Medium");
    const view = await world.ticket(id);
    assert.deepEqual(view.links.map(({ connection, state }) => `${connection} ${state}`).toSorted(), [
      "autotask active",
      "halopsa ended",
    ]);
    await assert.rejects(world.api.remove(`/tickets/${id}/links/${link}`), /no such record/);
  });

  it("is not there for whoever may not see its client", async () => {
    const id = await open("Secret project");
    await world.api.post("/configuration/apply", { text: "interdesk: 1\nclients: [{ name: Elsewhere }]" });
    const { key } = (await world.api.post("/api-keys", {
      name: "elsewhere",
      role: "technician",
      clients: ["Elsewhere"],
    })) as { key: string };
    const { link } = await sideOf(id, "halopsa", "title");
    const { client } = await world.ticket(id);
    const ask = async (method: string, route: string, body?: object) =>
      fetch(`${world.api.url}/api/v1${route}`, {
        method,
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
    const asked = [
      await ask("PATCH", `/tickets/${id}`, { priority: 1 }),
      await ask("POST", `/tickets/${id}/comments`, { body: "Hello" }),
      await ask("GET", `/tickets/${id}/sides`),
      await ask("POST", `/tickets/${id}/links/${link}/settle`, { field: "title", choice: "keep" }),
      await ask("POST", `/tickets/${id}/links/${link}/resync`),
      await ask("DELETE", `/tickets/${id}/links/${link}`),
    ];
    assert.deepEqual(
      asked.map(({ status }) => status),
      [404, 404, 404, 404, 404, 404],
    );
    const opened = await ask("POST", "/tickets", { client, title: "Not mine" });
    assert.equal(opened.status, 422);
    assert.equal((await world.ticket(id)).fields["priority"], 3);
  });
});
