import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { awaitUntil } from "../../server/demo/world.ts";
import { openThreeDesks } from "../support/three-desks.ts";

describe("a ticket that is worked again after a desk has closed it for good", () => {
  it("goes on there in a new record that names the old one", async (context) => {
    const { world, desks } = await openThreeDesks(context);
    const { halopsa, servicenow } = desks;
    const id = await halopsa.technician.createTicket({ title: "Printer on fire" });
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
    await awaitUntil("the new comment", async () =>
      servicenow.tickets().find((ticket) => ticket.id === successor.id)?.comments.length === 1 ? true : undefined,
    );
    assert.equal(servicenow.tickets().length, 2);
  });
});
