import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { describe, it } from "node:test";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { type DeskWorld, openDeskWorld } from "../support/desk-world.ts";
import { findFreePort } from "../support/free-port.ts";

const newSecret = () => `whsec_${randomBytes(32).toString("base64")}`;
const client = "Acme Dental";

/** An MSP and its client's own IT, each with a hub and a service desk, exchanging tickets by signed webhooks. */
async function openTwo(context: { after(run: () => Promise<void>): void }) {
  const ports = { msp: await findFreePort(), inHouse: await findFreePort() };
  const mspDesk = await startAutotaskSimulator({ webhookRetryMs: 100 });
  const itDesk = await startAutotaskSimulator({ webhookRetryMs: 100 });
  const open = (desk: typeof mspDesk, port: number, other: number) =>
    openDeskWorld(
      context,
      { psa: { connector: "autotask", desk, clients: [client] } },
      { port, allowedPrivate: [`127.0.0.1:${other}`] },
    );
  const msp = await open(mspDesk, ports.msp, ports.inHouse);
  const inHouse = await open(itDesk, ports.inHouse, ports.msp);
  const secrets = { out: newSecret(), back: newSecret() };
  const add = async (world: DeskWorld, endpointUrl: string, outboundSecret: string, inboundSecret: string) => {
    const body = {
      name: "partner",
      connector: "webhook-desk",
      settings: { endpointUrl },
      secrets: { outboundSecret, inboundSecret },
    };
    const { hookUrl } = (await world.api.post("/connections", body)) as { hookUrl: string };
    await world.api.post("/client-map", { connection: "partner", externalId: "acme", client });
    await world.api.patch("/connections/partner", { rules: { take: "true", send: "true" } });
    return hookUrl;
  };
  const mspHook = await add(msp, "http://127.0.0.1:9/not-known-yet", secrets.out, secrets.back);
  const itHook = await add(inHouse, mspHook, secrets.back, secrets.out);
  await msp.api.patch("/connections/partner", { settings: { endpointUrl: itHook } });
  return { msp, inHouse, mspDesk, itDesk, secrets };
}

describe("two hubs that exchange tickets by webhooks", () => {
  it("keep a ticket equal on both sides, with its comments and files, and then fall silent", async (context) => {
    const { msp, inHouse, mspDesk, itDesk } = await openTwo(context);
    const id = await itDesk.technician.createTicket({ title: "Server room is warm", priority: "High" });
    await itDesk.technician.addComment(id, { text: "37 degrees.", visibility: "public" });
    await itDesk.technician.addAttachment(id, {
      fileName: "curve.png",
      contentType: "image/png",
      bytes: Buffer.from([137, 80, 78, 71]),
      visibility: "internal",
    });
    await inHouse.readNow();
    await awaitUntil("the ticket at the MSP with all that hangs on it", async () => {
      const [there] = mspDesk.tickets();
      return there?.comments.length === 1 && there.attachments.length === 1 ? there : undefined;
    });
    await msp.agreed(1, 2);
    await inHouse.agreed(1, 2);
    const [there] = mspDesk.tickets();
    assert.deepEqual([there?.title, there?.priority], ["Server room is warm", "High"]);
    assert.deepEqual([there?.comments[0]?.visibility, there?.attachments[0]?.visibility], ["public", "internal"]);
    await mspDesk.technician.edit(there?.id ?? "", { status: "In Progress", assignee: "bob.ruiz@northwind.example" });
    await mspDesk.technician.addComment(there?.id ?? "", { text: "On our way.", visibility: "internal" });
    await awaitUntil("the MSP's work in house", async () => {
      const [here] = itDesk.tickets();
      return here?.status === "In Progress" && here.comments.length === 2 ? here : undefined;
    });
    await mspDesk.technician.edit(there?.id ?? "", { status: "Complete", resolution: "Fan replaced." });
    await awaitUntil("the end in house", async () => (itDesk.tickets()[0]?.status === "Complete" ? true : undefined));
    await msp.agreed(1, 2);
    await inHouse.agreed(1, 2);
    const writes = () => [mspDesk, itDesk].map((desk) => desk.ledger().filter(({ by }) => by === "api").length);
    const before = writes();
    for (const world of [msp, inHouse, msp, inHouse]) await world.readNow();
    await Promise.all([mspDesk.settled(), itDesk.settled()]);
    await msp.agreed(1, 2);
    assert.deepEqual(writes(), before);
    assert.equal(itDesk.tickets()[0]?.comments.length, 2);
    assert.equal(mspDesk.tickets()[0]?.comments.length, 2);
  });

  it("agree after both sides edited the same field at once", async (context) => {
    const { msp, inHouse, mspDesk, itDesk } = await openTwo(context);
    const id = await itDesk.technician.createTicket({ title: "Server room is warm", priority: "High" });
    await inHouse.agreed(1, 2);
    await msp.agreed(1, 2);
    const there = mspDesk.tickets()[0]?.id ?? "";
    await Promise.all([
      itDesk.technician.edit(id, { priority: "Low" }),
      mspDesk.technician.edit(there, { priority: "Critical" }),
    ]);
    await awaitUntil("one priority", async () => {
      await Promise.all([msp.agreed(1, 2), inHouse.agreed(1, 2)]);
      return itDesk.tickets()[0]?.priority === mspDesk.tickets()[0]?.priority ? true : undefined;
    });
    assert.notEqual(itDesk.tickets()[0]?.priority, "High");
  });

  it("go on while a secret is changed, old and new being valid", async (context) => {
    const { msp, inHouse, mspDesk, itDesk, secrets } = await openTwo(context);
    const changed = newSecret();
    await msp.api.patch("/connections/partner", { secrets: { inboundSecret: changed } });
    await itDesk.technician.createTicket({ title: "Still signed with the old one" });
    await awaitUntil("the first ticket", async () => (mspDesk.tickets().length === 1 ? true : undefined));
    await inHouse.api.patch("/connections/partner", { secrets: { outboundSecret: changed } });
    await itDesk.technician.createTicket({ title: "Signed with the new one" });
    await awaitUntil("the second ticket", async () => (mspDesk.tickets().length === 2 ? true : undefined));
    assert.notEqual(secrets.back, changed);
    assert.doesNotMatch(JSON.stringify(await msp.api.get("/connections")), /whsec_/);
  });

  it("tell what is wrong when the other side does not accept the signature", async (context) => {
    const { msp } = await openTwo(context);
    const steps = (await msp.api.post("/connections/partner/test")) as { ok: boolean; detail: string }[];
    assert.deepEqual(
      steps.map(({ ok }) => ok),
      [true],
    );
    await msp.api.patch("/connections/partner", { secrets: { outboundSecret: newSecret() } });
    const [step] = (await msp.api.post("/connections/partner/test")) as { ok: boolean; detail: string }[];
    assert.equal(step?.ok, false);
    assert.match(step?.detail ?? "", /does not accept our signature/);
  });
});
