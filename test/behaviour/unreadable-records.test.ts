import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { openDeskWorld } from "../support/desk-world.ts";

interface Held {
  id: string;
  kind: string;
  reason: string;
  externalId: string | null;
}

describe("a record that nobody can read", () => {
  it("waits in quarantine, once, while all others go on", async (context) => {
    const east = await startAutotaskSimulator({ webhookRetryMs: 100 });
    const west = await startAutotaskSimulator({ webhookRetryMs: 100 });
    const world = await openDeskWorld(context, {
      east: { connector: "autotask", desk: east },
      west: { connector: "autotask", desk: west },
    });
    const ids: string[] = [];
    for (const title of ["One", "Two", "Three"]) ids.push(await east.technician.createTicket({ title }));
    await world.agreed(3, 2);
    const [first = "", broken = "", third = ""] = ids;
    east.setFaults({ brokenRecord: broken });
    for (const id of [first, broken, third]) await east.technician.edit(id, { priority: "Low" });
    // The other side pushes to all three.
    for (const { id } of west.tickets()) await west.technician.edit(id, { queue: "Level I Support" });
    await world.readNow();
    const held = async () =>
      ((await world.api.get("/quarantine")) as Held[]).filter(
        ({ kind, reason }) => kind === "record" && reason === "unreadable",
      );
    const { value } = await awaitUntil("the quarantine", async () => ((await held()).length > 0 ? held() : undefined));
    assert.deepEqual(
      value.map(({ externalId }) => externalId),
      [broken],
    );
    await awaitUntil("the others in the other desk", async () =>
      west.tickets().filter(({ priority }) => priority === "Low").length === 2 ? true : undefined,
    );
    await world.readNow();
    assert.equal((await held()).length, 1, "told once");
    east.setFaults({ brokenRecord: null });
    await world.api.post(`/quarantine/${value[0]?.id ?? ""}/retry`);
    await awaitUntil("the third in the other desk", async () =>
      west.tickets().filter(({ priority }) => priority === "Low").length === 3 ? true : undefined,
    );
    await awaitUntil("an empty quarantine", async () => ((await held()).length === 0 ? true : undefined));
  });

  it("waits no longer once it can be read again, whoever read it", async (context) => {
    const east = await startAutotaskSimulator({ webhookRetryMs: 100 });
    const world = await openDeskWorld(context, { east: { connector: "autotask", desk: east } });
    const id = await east.technician.createTicket({ title: "One" });
    await world.agreed(1, 1);
    east.setFaults({ brokenRecord: id });
    await east.technician.edit(id, { priority: "Low" });
    const waits = async () =>
      ((await world.api.get("/quarantine")) as Held[]).some(({ reason }) => reason === "unreadable");
    await awaitUntil("the quarantine", async () => ((await waits()) ? true : undefined));
    east.setFaults({ brokenRecord: null });
    await east.technician.edit(id, { queue: "Level I Support" });
    await awaitUntil("an empty quarantine", async () => ((await waits()) ? undefined : true));
  });
});
