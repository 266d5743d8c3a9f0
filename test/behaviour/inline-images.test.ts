import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { describe, it } from "node:test";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { startHaloSimulator } from "../../connectors/halopsa/simulator/index.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { openDeskWorld } from "../support/desk-world.ts";

describe("a picture that a technician pastes into a note", () => {
  it("is a file at the other desk, named in the text, and neither comes back", async (context) => {
    const halopsa = await startHaloSimulator({ webhookRetryMs: 100 });
    const autotask = await startAutotaskSimulator({ webhookRetryMs: 100 });
    const world = await openDeskWorld(context, {
      halopsa: { connector: "halopsa", desk: halopsa },
      autotask: { connector: "autotask", desk: autotask },
    });
    const id = await halopsa.technician.createTicket({ title: "Fan is loud" });
    await world.agreed(1, 2);
    const bytes = randomBytes(20_000);
    const html = `<p>This one: <img src="data:image/png;base64,${bytes.toString("base64")}"> is loud.</p>`;
    await halopsa.technician.addComment(id, { text: "", html, visibility: "internal" });
    const { value: there } = await awaitUntil("the picture", async () => {
      const [ticket] = autotask.tickets();
      return ticket?.attachments.length === 1 && ticket.comments.length === 1 ? ticket : undefined;
    });
    const [file] = there.attachments;
    assert.equal(file?.sha256, createHash("sha256").update(bytes).digest("hex"));
    assert.equal(there.comments[0]?.text, `Ann Keller:\n\nThis one: [image: ${file?.fileName}] is loud.`);

    await autotask.technician.addComment(there.id, { text: `See [image: ${file?.fileName}].`, visibility: "internal" });
    await awaitUntil("the answer", async () => (halopsa.tickets()[0]?.comments.length === 2 ? true : undefined));
    await world.readNow();
    await world.agreed(1, 2);
    assert.equal(halopsa.tickets()[0]?.attachments.length, 0, "the picture stands in its note there");
    assert.equal(autotask.tickets()[0]?.attachments.length, 1);
    assert.equal(autotask.tickets()[0]?.comments.length, 2);
    assert.equal(halopsa.tickets()[0]?.comments[1]?.text, `Ann Keller:\nSee [image: ${file?.fileName}].`);
  });
});
