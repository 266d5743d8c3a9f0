import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { DemoWorld } from "../../server/demo/world.ts";
import { type AskApi, openApiClient } from "../support/api-world.ts";
import { openTestWorld } from "../support/world.ts";

const contact = { name: "Ann Acme", role: "owner", phone: "+49 89 1234567", email: "ann@acme.example", note: null };
const runbook = { title: "Cash desks are down", when: "before noon", url: null, text: "Call **Ann** first." };

describe("whom to speak to at a client, and what is done there", () => {
  const closers: (() => Promise<void>)[] = [];
  let world: DemoWorld;
  let ask: AskApi;
  let id: string;
  before(async () => {
    world = await openTestWorld({ after: (run) => void closers.push(run) });
    ask = await openApiClient(world, "guide", { role: "technician" });
    const clients = (await world.api.get("/clients")) as { id: string; name: string }[];
    id = clients.find(({ name }) => name === "Acme Dental")?.id ?? assert.fail("no client");
  });
  after(async () => {
    for (const close of closers) await close();
  });

  it("is empty at first, then as it was written, in its order, by the client's id or name", async () => {
    const empty = await ask("GET", `/clients/${id}/guide`);
    assert.deepEqual([empty.body["version"], empty.body["contacts"], empty.headers.get("etag")], [0, [], '"0"']);
    const sent = { contacts: [contact, { name: "Bob" }], runbooks: [runbook] };
    assert.equal((await ask("PATCH", `/clients/${id}/guide`, sent)).status, 200);
    const { body } = await ask("GET", "/clients/Acme%20Dental/guide");
    const bob = { name: "Bob", role: null, phone: null, email: null, note: null };
    assert.deepEqual(body, {
      clientId: id,
      client: "Acme Dental",
      version: 1,
      contacts: [contact, bob],
      runbooks: [runbook],
    });
  });

  it("keeps what is left out, and makes no version of what is the same", async () => {
    const changed = await ask("PATCH", `/clients/${id}/guide`, { contacts: [contact] });
    assert.deepEqual([changed.body["version"], changed.body["runbooks"]], [2, [runbook]]);
    const same = await ask("PATCH", `/clients/${id}/guide`, { contacts: [contact] });
    assert.equal(same.body["version"], 2);
  });

  it("is not set over what somebody else has written meanwhile", async () => {
    const late = await ask("PATCH", `/clients/${id}/guide`, { contacts: [] }, { "if-match": '"1"' });
    assert.deepEqual([late.status, late.headers.get("etag")], [412, '"2"']);
    assert.deepEqual((await ask("GET", `/clients/${id}/guide`)).body["contacts"], [contact]);
  });

  it("is refused with the field that is wrong", async () => {
    const wrong: readonly [object, string][] = [
      [{ contacts: [{ ...contact, email: "ann" }] }, "contacts.0.email"],
      [{ contacts: [{ ...contact, phone: "call me" }] }, "contacts.0.phone"],
      [{ contacts: [{ ...contact, name: " " }] }, "contacts.0.name"],
      [{ runbooks: [{ title: "x", url: "javascript:alert(1)" }] }, "runbooks.0.url"],
      [{ runbooks: [{ title: "x", url: "http://wiki.example" }] }, "runbooks.0.url"],
      [{ runbooks: [{ title: "x" }] }, "runbooks.0.text"],
    ];
    for (const [body, field] of wrong) {
      const answer = await ask("PATCH", `/clients/${id}/guide`, body);
      assert.equal(answer.status, 422, field);
      assert.deepEqual(
        (answer.body["fields"] as { field: string }[]).map((one) => one.field),
        [field],
      );
    }
  });

  it("is the provider's own: not there for the client itself, for other clients' people and other tenants", async () => {
    const keyed = async (more: object) => {
      const { key } = (await world.api.post("/api-keys", { name: JSON.stringify(more), ...more })) as { key: string };
      const answer = await fetch(`${world.api.url}/api/v1/clients/${id}/guide`, {
        headers: { authorization: `Bearer ${key}` },
      });
      return answer.status;
    };
    await world.api.post("/client-map", { connection: "prometheus", externalId: "borg", client: "Borg Ltd" });
    assert.equal(await keyed({ role: "viewer" }), 200);
    assert.equal(await keyed({ role: "technician", clients: ["Acme Dental"] }), 200);
    assert.equal(await keyed({ role: "viewer", clients: ["Acme Dental"] }), 404);
    assert.equal(await keyed({ role: "owner", clients: ["Borg Ltd"] }), 404);
    await world.api.post("/tenants", { name: "Other MSP" });
    const other = await openApiClient(world, "other", { as: await world.asTenant("Other MSP") });
    for (const wanted of [id, "Acme%20Dental"])
      assert.equal((await other("GET", `/clients/${wanted}/guide`)).status, 404);
  });

  it("stands in the audit by names, without numbers and addresses", async () => {
    const { entries } = (await world.api.get("/audit?action=client.guide&limit=1")) as { entries: unknown[] };
    const written = JSON.stringify(entries);
    assert.match(written, /Ann Acme.*Cash desks are down/);
    assert.doesNotMatch(written, /1234567|ann@acme/);
  });

  it("is in the configuration's file, and goes with the client when that is erased", async () => {
    const text = await new Response(await world.api.download("/configuration?parts=clients")).text();
    assert.match(text, /contacts:\n {6}- name: Ann Acme\n {8}role: owner/);
    assert.match(text, /runbooks:\n {6}- title: Cash desks are down\n {8}when: before noon\n {8}text: Call/);
    const file = "interdesk: 1\nclients: [{ name: Acme Dental, contacts: [{ name: Cid }] }]\n";
    const planned = (await world.api.post("/configuration/diff", { text: file })) as {
      changes: { part: string; differences: { path: string }[] }[];
    };
    assert.deepEqual(
      planned.changes.map(({ part, differences }) => [part, differences.map(({ path }) => path)]),
      [["clients", ["contacts"]]],
    );
    await world.api.post("/configuration/apply", { text: file });
    const { body } = await ask("GET", `/clients/${id}/guide`);
    assert.deepEqual([(body["contacts"] as { name: string }[])[0]?.name, body["runbooks"]], ["Cid", [runbook]]);
    const preview = (await world.api.post("/erasure/preview", { kind: "client", name: "Acme Dental" })) as object;
    assert.match(JSON.stringify(preview), /client_guide/);
  });
});
