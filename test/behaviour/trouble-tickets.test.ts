import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { startHaloSimulator } from "../../connectors/halopsa/simulator/index.ts";
import type { DeskSimulator } from "../../connectors/simulator-kit/desk-simulator.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { type DeskWorld, openDeskWorld } from "../support/desk-world.ts";
/** The request that the standard gives as its example of a creation (TMF621 v5.0.0, Apache-2.0). */
import example from "./fixtures/tmf621-create.json" with { type: "json" };

let world: DeskWorld;
let halo: DeskSimulator;
const keys: Record<string, string> = {};
const closers: (() => Promise<void>)[] = [];
before(async () => {
  halo = await startHaloSimulator();
  world = await openDeskWorld(
    { after: (run) => void closers.unshift(run) },
    { halo: { connector: "halopsa", desk: halo, clients: [] } },
  );
  await world.api.post("/client-map", {
    connection: "halo",
    externalId: halo.clients[0]?.ref,
    client: "Jack Smith",
  });
  await world.api.post("/configuration/apply", { text: "interdesk: 1\nclients: [{ name: Elsewhere }]" });
  for (const [name, body] of Object.entries({
    carrier: { role: "technician" },
    portal: { role: "viewer", clients: ["Jack Smith"] },
    elsewhere: { role: "technician", clients: ["Elsewhere"] },
  })) {
    const { key } = (await world.api.post("/api-keys", { name, ...body })) as { key: string };
    keys[name] = key;
  }
});
after(async () => {
  for (const close of closers) await close();
});

interface Trouble extends Record<string, unknown> {
  id: string;
  href: string;
  note: { id: string; text: string; author: string; visibility: string }[];
}
const ask = async (method: string, route: string, body?: object, key = "carrier", type = "application/json") => {
  const answer = await fetch(`${world.api.url}/tmf-api/troubleTicket/v5/troubleTicket${route}`, {
    method,
    headers: { authorization: `Bearer ${keys[key]}`, "content-type": type },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Trouble };
};
const create = async (more: object = {}) => {
  const { status, body } = await ask("POST", "", { ...example, ...more });
  assert.equal(status, 201, JSON.stringify(body));
  return body;
};

describe("a trouble ticket of TMF621", () => {
  it("comes back as the standard's own example was handed in", async () => {
    const made = await ask("POST", "", example);
    assert.equal(made.status, 201, JSON.stringify(made.body));
    assert.equal(made.headers.get("location"), made.body.href);
    const { body } = await ask("GET", `/${made.body.id}`);
    // A desk may have its record by now.
    assert.deepEqual<Trouble>(body, { ...made.body, externalIdentifier: body.externalIdentifier });
    const { note, ...plain } = example;
    for (const [name, value] of Object.entries(plain)) assert.deepEqual(body[name], value, name);
    assert.deepEqual(
      body.note.map(({ author, text, visibility }) => ({ author, text, visibility })),
      note.map(({ author, text }) => ({ author, text, visibility: "internal" })),
    );
    assert.equal(body["priority"], "High");
    assert.ok(Date.parse(String(body["creationDate"])) > Date.parse("2026-01-01"));
  });

  it("is a ticket like any other: desks have it, and what they say comes back", async () => {
    const { id } = await create({ name: "Slow line", ticketType: "incident" });
    const record = () => halo.tickets().find(({ title }) => title.includes("Slow line"));
    await awaitUntil("its record", async () => record());
    await awaitUntil("its number", async () => {
      const { body } = await ask("GET", `/${id}`);
      return (body["externalIdentifier"] as unknown[]).length > 0 ? true : undefined;
    });
    const { body } = await ask("GET", `/${id}`);
    assert.deepEqual(
      (body["externalIdentifier"] as { id: string; owner: string }[]).map((one) => [one.id, one.owner]),
      [[record()?.number, "halo"]],
    );
    assert.equal(body["ticketType"], "incident");
    await halo.technician.addComment(record()?.id ?? "", { text: "Line is fixed.", visibility: "public" });
    const { value } = await awaitUntil("the comment", async () => {
      const { note } = (await ask("GET", `/${id}`)).body;
      return note.find(({ text }) => text === "Line is fixed.");
    });
    assert.equal(value.visibility, "public");
  });

  it("is patched: fields, notes, and what only the standard knows", async () => {
    const { id, note } = await create({ name: "Bad bill" });
    const patch = {
      status: "resolved",
      statusChangeReason: "Credit given",
      severity: null,
      channel: { id: "1", name: "phone", "@type": "ChannelRef" },
      note: [...note, { text: "We gave a credit.", author: "Ann", visibility: "public" }],
    };
    const { status, body } = await ask("PATCH", `/${id}`, patch, "carrier", "application/merge-patch+json");
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(
      [body["status"], body["statusChangeReason"], body["severity"], body["channel"], body["relatedEntity"]],
      ["resolved", "Credit given", "Major", patch.channel, example.relatedEntity],
    );
    assert.deepEqual(
      body.note.map(({ text }) => text),
      [example.note[0]?.text, "We gave a credit."],
    );
    assert.deepEqual(
      (body["statusChangeHistory"] as { status: string }[]).map((change) => change.status),
      ["resolved"],
    );
    assert.ok(body["resolutionDate"]);
    const { entries } = (await world.api.get(`/audit?object=${id}`)) as { entries: { action: string }[] };
    assert.deepEqual(
      entries.map(({ action }) => action),
      ["ticket.comment", "ticket.edit", "ticket.comment", "ticket.open"],
    );
  });

  it("is listed by status and time, with offset, limit and fields", async () => {
    for (const name of ["Held one", "Held two", "Held three"]) await create({ name, status: "held" });
    const first = await ask("GET", "?status=held&limit=2&fields=name,status");
    assert.equal(first.status, 206);
    const list = first.body as unknown as Trouble[];
    assert.deepEqual(
      list.map(({ name, status }) => [name, status]),
      [
        ["Held three", "held"],
        ["Held two", "held"],
      ],
    );
    assert.deepEqual(Object.keys(list[0] ?? {}).toSorted(), ["@type", "href", "id", "name", "status"]);
    assert.match(first.headers.get("link") ?? "", /offset=2/);
    const second = await ask("GET", "?status=held&limit=2&offset=2");
    assert.equal(second.status, 200);
    assert.equal(second.headers.get("x-total-count"), "3");
    assert.equal((second.body as unknown as Trouble[]).length, 1);
    const none = await ask("GET", "?creationDate.lt=2020-01-01T00:00:00Z");
    assert.deepEqual(none.body, []);
  });

  it("shows a portal what is public, and others nothing", async () => {
    const { id } = await create({ note: [{ text: "Not for the client" }, { text: "Hello", visibility: "public" }] });
    const portal = await ask("GET", `/${id}`, undefined, "portal");
    assert.deepEqual(
      portal.body.note.map(({ text }) => text),
      ["Hello"],
    );
    assert.equal((await ask("PATCH", `/${id}`, { priority: "Low" }, "portal")).status, 403);
    assert.equal((await ask("GET", `/${id}`, undefined, "elsewhere")).status, 404);
    assert.equal((await ask("PATCH", `/${id}`, { priority: "Low" }, "elsewhere")).status, 404);
    assert.deepEqual((await ask("GET", "", undefined, "elsewhere")).body, []);
    const { relatedParty: _, ...nobody } = example;
    const own = await ask("POST", "", nobody, "elsewhere");
    assert.equal(own.status, 201);
    assert.equal((await ask("POST", "", example, "elsewhere")).status, 400);
  });

  it("answers what cannot be used as the standard's Error, naming the member", async () => {
    const refused = async (body: object, route = "") => (await ask("POST", route, body)).body;
    const { severity: _, ...lacking } = example;
    const error = await refused(lacking);
    assert.deepEqual([error["@type"], error["status"], error["code"]], ["Error", "400", "invalid"]);
    assert.match(String(error["reason"]), /^severity: /);
    assert.match(String((await refused({ ...example, status: "gone" }))["reason"]), /^status: /);
    assert.match(String((await refused({ ...example, colour: "red" }))["reason"]), /colour/);
    assert.match(String((await ask("GET", "?colour=red")).body["reason"]), /colour/);
    const unknown = await refused({ ...example, relatedParty: [] });
    assert.match(String(unknown["reason"]), /^relatedParty: expected one with the role "customer"/);
    assert.equal((await ask("POST", "", example, "carrier", "text/plain")).status, 415);
    assert.equal((await ask("GET", "/nowhere")).status, 404);
  });
});
