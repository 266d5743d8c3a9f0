import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { startServiceNowSimulator } from "../../connectors/servicenow/simulator/index.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { openDeskWorld } from "../support/desk-world.ts";

const bytes = Buffer.from([0, 1, 2, 255, 254, 10, 13, 37]);
const sha256 = createHash("sha256").update(bytes).digest("hex");

async function openPair(context: { after(run: () => Promise<void>): void }) {
  const east = await startAutotaskSimulator({ webhookRetryMs: 100 });
  const west = await startAutotaskSimulator({ webhookRetryMs: 100 });
  const world = await openDeskWorld(context, {
    east: { connector: "autotask", desk: east },
    west: { connector: "autotask", desk: west },
  });
  const ticket = await east.technician.createTicket({ title: "Printer on fire" });
  await world.agreed(1, 2);
  return { world, east, west, ticket };
}

describe("a file that a technician hangs on a ticket", () => {
  it("hangs on every other desk's ticket, byte for byte and as visible, once", async (context) => {
    const { world, east, west, ticket } = await openPair(context);
    await east.technician.addAttachment(ticket, {
      fileName: "smoke.bin",
      contentType: "application/octet-stream",
      bytes,
      visibility: "internal",
    });
    await world.readNow();
    await awaitUntil("the file", async () => (west.tickets()[0]?.attachments.length === 1 ? true : undefined));
    await world.agreed(1, 2);
    await world.readNow();
    await world.agreed(1, 2);
    const [there] = west.tickets()[0]?.attachments ?? [];
    assert.deepEqual([there?.sha256, there?.fileName, there?.visibility], [sha256, "smoke.bin", "internal"]);
    assert.equal(east.tickets()[0]?.attachments.length, 1, "it did not come back");
    assert.equal(west.tickets()[0]?.attachments.length, 1, "it was not sent twice");
  });

  it("is sent once although the answer was lost", async (context) => {
    const { world, east, west, ticket } = await openPair(context);
    west.setFaults({ dropAnswerAfterComment: 1 });
    const file = {
      fileName: "smoke.bin",
      contentType: "application/octet-stream",
      bytes,
      visibility: "public" as const,
    };
    await east.technician.addAttachment(ticket, file);
    await world.readNow();
    await awaitUntil("the file", async () => (west.tickets()[0]?.attachments.length === 1 ? true : undefined));
    await world.agreed(1, 2);
    assert.equal(west.tickets()[0]?.attachments.length, 1);
  });

  it("hides nothing that is said between it and the fields of one push, where versions count", async (context) => {
    const east = await startAutotaskSimulator({ webhookRetryMs: 100 });
    const west = await startServiceNowSimulator({ webhookRetryMs: 100 });
    const world = await openDeskWorld(context, {
      east: { connector: "autotask", desk: east },
      west: { connector: "servicenow", desk: west },
    });
    const ticket = await east.technician.createTicket({ title: "Printer on fire" });
    const [view] = await world.agreed(1, 2);
    const comments = async (count: number) => {
      const seen = await world.ticket(view?.id ?? "");
      return seen.comments.length === count ? seen : undefined;
    };
    const first = west.tickets()[0]?.id ?? "";
    await west.technician.addComment(first, { text: "What smoke?", visibility: "public" });
    await awaitUntil("the first words", () => comments(1));
    await world.agreed(1, 2);
    // Each call to the west takes long enough for a person to speak between two of them, and nobody tells of it.
    west.setFaults({ webhooksOff: true, latencyMs: 300 });
    const file = {
      fileName: "smoke.bin",
      contentType: "application/octet-stream",
      bytes,
      visibility: "public" as const,
    };
    await east.technician.addAttachment(ticket, file);
    await east.technician.edit(ticket, { priority: "Low" });
    const { value: incident } = await awaitUntil("the file", async () =>
      west.tickets().find(({ attachments }) => attachments.length === 1),
    );
    assert.notEqual(incident.priority, "4 - Low", "the fields are still to come");
    await west.technician.addComment(incident.id, { text: "I smell it too.", visibility: "public" });
    await awaitUntil("the fields", async () => (west.tickets()[0]?.priority === "4 - Low" ? true : undefined));
    west.setFaults({ latencyMs: 0 });
    await world.agreed(1, 2);
    const { value } = await awaitUntil("what was said", async () => {
      await world.readNow();
      return comments(2);
    });
    assert.match(value.comments[1]?.body ?? "", /I smell it too/);
  });

  it("stays where it is when the desk takes no file so large, and says so", async (context) => {
    const { world, east, west, ticket } = await openPair(context);
    const [view] = await world.agreed(1, 2);
    const large = Buffer.alloc(6_291_457, 7);
    await east.technician.addAttachment(ticket, {
      fileName: "video.mp4",
      contentType: "video/mp4",
      bytes: large,
      visibility: "public",
    });
    await world.readNow();
    const { value } = await awaitUntil("the refusal", async () => {
      const seen = await world.ticket(view?.id ?? "");
      return seen.attachments.find(({ copies }) => copies.some(({ state }) => state === "failed"));
    });
    const refused = value.copies.find(({ state }) => state === "failed");
    assert.match(refused?.detail ?? "", /up to 6291456 bytes/);
    assert.equal(west.tickets()[0]?.attachments.length, 0);
  });
});
