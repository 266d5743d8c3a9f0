import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { startHaloSimulator } from "../../connectors/halopsa/simulator/index.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { putProxyBefore } from "../chaos/tools/desks.ts";
import { openDeskWorld } from "../support/desk-world.ts";

interface Held {
  id: string;
  reason: string;
  detail: string;
  connection: string;
}

/** A ticket of Halo's is mirrored into Autotask, of which some calls can be answered otherwise. */
async function openPair(context: { after(run: () => Promise<void>): void }) {
  const source = await startHaloSimulator();
  const target = await putProxyBefore(await startAutotaskSimulator());
  const world = await openDeskWorld(context, {
    msp: { connector: "halopsa", desk: source },
    psa: { connector: "autotask", desk: target },
  });
  /** Calls of this kind are answered so until further notice; counted. */
  const answer = (method: string, path: RegExp, status: number, body: string) => {
    const count = { calls: 0 };
    target.proxy.setDecide((call) => {
      if (call.method !== method || !path.test(call.path)) return { do: "pass" };
      count.calls += 1;
      return { do: "answer", status, body };
    });
    return count;
  };
  const pass = () => target.proxy.setDecide(() => ({ do: "pass" }));
  const held = async () => (await world.api.get("/quarantine")) as Held[];
  const there = (title: string) => target.tickets().find((ticket) => ticket.title === title);
  return { source, world, answer, pass, held, there };
}

describe("a right that the API user lacks for one operation", () => {
  it("keeps that one back, shown to a person, and nothing else", async (context) => {
    const { source, world, answer, pass, held, there } = await openPair(context);
    const id = await source.technician.createTicket({ title: "Printer on fire" });
    await world.agreed(1, 2);
    const refused = answer("POST", /\/Attachments$/i, 403, "");
    const file = { fileName: "smoke.bin", contentType: "application/octet-stream", bytes: Buffer.from([1, 2, 255]) };
    await source.technician.addAttachment(id, { ...file, visibility: "public" });
    const { value: row } = await awaitUntil("what is held", async () => (await held())[0]);
    assert.deepEqual([row.connection, row.reason], ["psa", "writeRejected"]);
    assert.match(row.detail, /security level of the API user does not allow this/);
    await source.technician.addComment(id, { text: "Water is on its way.", visibility: "public" });
    await source.technician.createTicket({ title: "Scanner too" });
    await awaitUntil("what may be done", async () =>
      there("Scanner too") && there("Printer on fire")?.comments.some(({ text }) => text.includes("Water"))
        ? true
        : undefined,
    );
    assert.deepEqual(await world.api.get("/notices"), [], "nobody is told that the connection does not work");
    assert.equal(refused.calls, 1);
    pass();
    await world.api.post(`/quarantine/${row.id}/retry`, {});
    await awaitUntil("the file", async () => there("Printer on fire")?.attachments[0]);
    assert.deepEqual(await held(), []);
  });

  it("holds one refused comment, which goes on when a person says so", async (context) => {
    const { source, world, answer, pass, held, there } = await openPair(context);
    const id = await source.technician.createTicket({ title: "Printer on fire" });
    await world.agreed(1, 2);
    answer("POST", /\/Notes$/i, 500, JSON.stringify({ errors: ["The note type is not allowed."] }));
    await source.technician.addComment(id, { text: "Water is on its way.", visibility: "public" });
    const { value: row } = await awaitUntil("what is held", async () => (await held())[0]);
    assert.match(row.detail, /note type is not allowed/);
    pass();
    await world.api.post(`/quarantine/${row.id}/retry`, {});
    await awaitUntil("the comment", async () => there("Printer on fire")?.comments[0]);
    await world.agreed(1, 2);
    assert.equal(there("Printer on fire")?.comments.length, 1);
    assert.deepEqual(await held(), []);
  });
});

describe("the page of a proxy instead of the vendor's answer", () => {
  it("keeps nothing back for longer than it stands there", async (context) => {
    const { source, world, answer, pass, held, there } = await openPair(context);
    const id = await source.technician.createTicket({ title: "Printer on fire" });
    await world.agreed(1, 2);
    const page = answer("POST", /\/Tickets\/query$/i, 200, "<html>Maintenance</html>");
    await source.technician.edit(id, { title: "Printer burnt down" });
    await awaitUntil("all tries that a wrong record is given", async () => (page.calls > 3 ? true : undefined));
    pass();
    await awaitUntil("the edit", async () => there("Printer burnt down"));
    await world.agreed(1, 2);
    assert.deepEqual(await held(), []);
  });
});
