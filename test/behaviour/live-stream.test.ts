import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { TicketView } from "../../server/db/timeline.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { useCommandLine } from "../support/command-line.ts";
import { type EventStream, followStream, type StreamedEvent } from "../support/event-stream.ts";
import { type HubProcess, startHubProcess } from "../support/hub-process.ts";

const line = useCommandLine();
let second: HubProcess;
const keys: Record<string, string> = {};
const streams: EventStream[] = [];
const follow = async (hub: HubProcess, key = "all", more: { after?: string; lastEventId?: string } = {}) => {
  const query = more.after === undefined ? "" : `?after=${encodeURIComponent(more.after)}`;
  const stream = await followStream(`${hub.url}/api/v1/stream${query}`, {
    authorization: `Bearer ${keys[key]}`,
    ...(more.lastEventId === undefined ? {} : { "last-event-id": more.lastEventId }),
  });
  streams.push(stream);
  return stream;
};
const open = async (client: string) =>
  ((await line.hub.api.post("/tickets", { client, title: "Printer on fire" })) as TicketView).id;
const names = (id: string) => (event: StreamedEvent) =>
  event.event === "changed" && ((event.data as { tickets: string[] | null }).tickets ?? []).includes(id);

describe("the live stream", () => {
  before(async () => {
    // Another node of the same hub.
    second = await startHubProcess({
      INTERDESK_DATA: line.dataDir,
      INTERDESK_PORT: "0",
      DATABASE_URL: line.database.url,
    });
    await line.hub.api.post("/configuration/apply", {
      text: "interdesk: 1\nclients: [{ name: Acme }, { name: Borg }]",
    });
    for (const [name, more] of Object.entries({ all: {}, borg: { clients: ["Borg"] } })) {
      const { key } = (await line.hub.api.post("/api-keys", { name, role: "technician", ...more })) as { key: string };
      keys[name] = key;
    }
  });
  after(async () => {
    for (const stream of streams) stream.close();
    await second.stop();
  });

  it("names what changes, on whichever node it was changed", async () => {
    const [here, there] = [await follow(line.hub), await follow(second)];
    await here.await("its beginning", ({ event }) => event === "hello");
    await there.await("its beginning", ({ event }) => event === "hello");
    const id = await open("Acme");
    const [own] = await Promise.all([
      here.await("the ticket here", names(id)),
      there.await("the ticket there", names(id)),
    ]);
    assert.deepEqual(Object.keys(own.data as object).toSorted(), ["alerts", "tickets"], "nothing of what it says");
  });

  it("goes on where a page was, and says where it cannot", async () => {
    const first = await follow(line.hub);
    const seen = await open("Acme");
    const { id: last } = await first.await("the first", names(seen));
    first.close();
    const missed = await open("Acme");
    for (const more of [{ lastEventId: last ?? "" }, { after: last ?? "" }]) {
      const again = await follow(line.hub, "all", more);
      await again.await("what was missed", names(missed));
      assert.ok(!again.events.some(names(seen)), "nothing twice");
    }
    const elsewhere = await follow(second, "all", { after: last ?? "" });
    await elsewhere.await("that all is to be read again", ({ event }) => event === "reset");
  });

  it("tells who is held to some clients of nobody else's", async () => {
    const stream = await follow(line.hub, "borg");
    await stream.await("its beginning", ({ event }) => event === "hello");
    const acme = await open("Acme");
    const borg = await open("Borg");
    await stream.await("theirs", names(borg));
    assert.ok(!JSON.stringify(stream.events).includes(acme));
  });

  it("is for those who may ask, and ends with their right", async () => {
    assert.equal((await followStream(`${line.hub.url}/api/v1/stream`, {})).status, 401);
    const { key } = (await line.hub.api.post("/api-keys", { name: "short", role: "viewer" })) as { key: string };
    keys["short"] = key;
    const stream = await follow(line.hub, "short");
    await stream.await("its beginning", ({ event }) => event === "hello");
    await line.hub.api.remove("/api-keys/short");
    await awaitUntil("its end", async () => (stream.ended() ? true : undefined));
  });
});
