import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createApiClient } from "../../server/api/client.ts";
import { openTestWorld } from "../support/world.ts";

describe("the client for TypeScript", () => {
  it("knows routes, what they take and what they answer", async (context) => {
    const world = await openTestWorld(context);
    const { key } = (await world.api.post("/api-keys", { name: "typed", role: "owner" })) as { key: string };
    const client = createApiClient(world.api.url, { authorization: `Bearer ${key}` });

    const connections = await client.connections.$get();
    assert.ok(connections.ok);
    const names: readonly string[] = (await connections.json()).map(({ name }) => name);
    assert.deepEqual(names, ["autotask", "prometheus"]);

    const tickets = await client.tickets.$get({ query: { status: ["new", "inProgress"], limit: 5 } });
    assert.ok(tickets.ok);
    assert.deepEqual(await tickets.json(), []);

    const missing = await client.connections[":name"].$get({ param: { name: "nothing" } });
    assert.equal(missing.ok, false);
    if (!missing.ok) assert.match((await missing.json()).detail, /no connection "nothing"/);

    const window = await client.maintenance.$post({
      json: { kind: "silence", reason: "Patch night", endsAt: "2099-01-01T00:00:00Z" },
    });
    assert.ok(window.ok);
    const ends: string | null = (await window.json()).endsAt;
    assert.equal(ends, "2099-01-01T00:00:00.000Z");
  });
});
