import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { awaitUntil } from "../../server/demo/world.ts";
import { openThreeDesks, wordsOf } from "../support/three-desks.ts";

const photo = (fileName: string) => ({
  fileName,
  contentType: "application/octet-stream",
  bytes: Buffer.from([fileName.length, 2, 255]),
  visibility: "public" as const,
});
const isFlames = ({ fileName }: { fileName: string }) => fileName === "flames.bin";

describe("a ticket that is worked again after a desk has closed it for good", () => {
  it("goes on there in a new record that names the old one", async (context) => {
    const { world, desks } = await openThreeDesks(context);
    const { halopsa, servicenow } = desks;
    const id = await halopsa.technician.createTicket({ title: "Printer on fire" });
    await world.agreed(1, 3);
    await halopsa.technician.addComment(id, { text: "It smokes.", visibility: "internal" });
    await halopsa.technician.addAttachment(id, photo("smoke.bin"));
    await awaitUntil("the photo there", async () => servicenow.tickets()[0]?.attachments[0]);
    await world.agreed(1, 3);
    await halopsa.technician.edit(id, { status: "Resolved" });
    const [first] = servicenow.tickets();
    await awaitUntil("the end there", async () => (servicenow.tickets()[0]?.status === "Resolved" ? true : undefined));
    // The instance closes what is resolved by itself; from there it cannot be reopened.
    await servicenow.technician.edit(first?.id ?? "", { status: "Closed" });
    await awaitUntil("the close here", async () =>
      (await world.tickets())[0]?.status === "closed" ? true : undefined,
    );
    // The other desks hear of it first: an edit while it is written there may be covered by it, and is listed as that.
    await world.agreed(1, 3);
    await halopsa.technician.edit(id, { status: "In Progress" });
    const { value: successor } = await awaitUntil("the successor", async () =>
      servicenow.tickets().find((ticket) => ticket.id !== first?.id),
    );
    assert.match(successor.description, new RegExp(`^Follows ${first?.number}`));
    assert.equal(servicenow.tickets().find((ticket) => ticket.id === first?.id)?.status, "Closed");
    await halopsa.technician.addComment(id, { text: "Still burning.", visibility: "internal" });
    await halopsa.technician.addAttachment(id, photo("flames.bin"));
    const goesOn = () => servicenow.tickets().find((ticket) => ticket.id === successor.id);
    await awaitUntil("the new photo", async () => goesOn()?.attachments.find(isFlames));
    await awaitUntil("the new comment", async () => (goesOn()?.comments.length ? true : undefined));
    await awaitUntil("that nothing is owed", async () => {
      const { links } = await world.ticket((await world.tickets())[0]?.id ?? "");
      return links.every(({ state, agreed }) => state === "ended" || agreed) ? true : undefined;
    });
    // What was said before stands in the record that it names.
    assert.deepEqual(
      [goesOn()?.comments.map(({ text }) => wordsOf(text)), goesOn()?.attachments.map(({ fileName }) => fileName)],
      [["Still burning."], ["flames.bin"]],
    );
    assert.equal(servicenow.tickets().length, 2);
  });

  it("takes along all that was said when the closed one had gone to another client", async (context) => {
    const { world, desks } = await openThreeDesks(context);
    const { halopsa, servicenow } = desks;
    const id = await halopsa.technician.createTicket({ title: "Printer on fire" });
    await world.agreed(1, 3);
    const [first] = servicenow.tickets();
    const record = first?.id ?? "";
    await servicenow.technician.addComment(record, { text: "It smokes.", visibility: "internal" });
    await world.agreed(1, 3);
    // This desk does not decide whose a ticket is.
    const elsewhere = servicenow.clients.find(({ ref }) => ref !== first?.clientRef)?.ref ?? "";
    await servicenow.technician.edit(record, { clientRef: elsewhere });
    const [ticket] = await world.tickets();
    await awaitUntil("the refusal", async () =>
      (await world.ticket(ticket?.id ?? "")).timeline.some(({ reason }) => reason === "clientIsDecidedElsewhere")
        ? true
        : undefined,
    );
    await servicenow.technician.edit(record, { status: "Closed" });
    await awaitUntil("the close", async () => ((await world.tickets())[0]?.status === "closed" ? true : undefined));
    await world.agreed(1, 3);
    await halopsa.technician.edit(id, { status: "In Progress" });
    const { value: successor } = await awaitUntil("the successor with the words", async () =>
      servicenow.tickets().find(({ id: other, comments }) => other !== record && comments.length > 0),
    );
    assert.equal(successor.clientRef, first?.clientRef);
    assert.deepEqual(
      successor.comments.map(({ text, visibility }) => [wordsOf(text), visibility]),
      [["It smokes.", "internal"]],
    );
  });
});
