import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import type { DeskSimulator } from "../../connectors/simulator-kit/desk-simulator.ts";
import type { TicketView } from "../../server/db/timeline.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { type DeskWorld, openDeskWorld } from "../support/desk-world.ts";

const page = Buffer.from('<script>fetch("/api/v1/me")</script>');
const byteLimit = 1_000;

describe("a file of a ticket", () => {
  const closers: (() => Promise<void>)[] = [];
  let world: DeskWorld;
  let east: DeskSimulator;
  let west: DeskSimulator;
  let there: string;
  let id: string;
  before(async () => {
    east = await startAutotaskSimulator({ webhookRetryMs: 100 });
    west = await startAutotaskSimulator({ webhookRetryMs: 100 });
    world = await openDeskWorld(
      { after: (run) => void closers.push(run) },
      { east: { connector: "autotask", desk: east }, west: { connector: "autotask", desk: west } },
    );
    there = await east.technician.createTicket({ title: "Printer on fire" });
    id = (await world.agreed(1, 2))[0]?.id ?? "";
    await add("für alle.html", page, "public");
    await add("inside.txt", Buffer.from("for technicians"), "internal");
  });
  after(async () => {
    for (const close of closers) await close();
  });

  const add = async (fileName: string, bytes: Buffer, visibility: "public" | "internal") => {
    await east.technician.addAttachment(there, { fileName, contentType: "text/html", bytes, visibility });
    await world.readNow();
    await awaitUntil(fileName, async () => find(await world.ticket(id), fileName));
  };
  const find = ({ attachments }: TicketView, name: string) => attachments.find(({ fileName }) => fileName === name);
  const fileId = async (name: string) => find(await world.ticket(id), name)?.id ?? assert.fail(`${name} is not there`);
  const keyOf = async (more: object, api = world.api) =>
    ((await api.post("/api-keys", { name: JSON.stringify(more), ...more })) as { key: string }).key;
  const ask = (key: string, ticket: string, file: string) =>
    fetch(`${world.api.url}/api/v1/tickets/${ticket}/attachments/${file}`, {
      headers: { authorization: `Bearer ${key}` },
    });
  const detailOf = async (answer: Response) => {
    assert.equal(answer.status, 404);
    return ((await answer.json()) as { detail: string }).detail;
  };

  it("comes byte for byte, to be saved under its name and shown by no browser", async () => {
    const answer = await ask(await keyOf({ role: "viewer" }), id, await fileId("für alle.html"));
    assert.equal(answer.status, 200);
    assert.deepEqual(Buffer.from(await answer.arrayBuffer()), page);
    const header = (name: string) => answer.headers.get(name);
    assert.equal(header("content-type"), "application/octet-stream");
    assert.equal(header("x-content-type-options"), "nosniff");
    assert.equal(
      header("content-disposition"),
      `attachment; filename="f_r alle.html"; filename*=UTF-8''f%C3%BCr%20alle.html`,
    );
    assert.match(header("content-security-policy") ?? "", /sandbox/);
    assert.equal(header("cache-control"), "no-store");
  });

  it("is found by the ticket's number in a desk, and on no other ticket", async () => {
    const key = await keyOf({ role: "technician" });
    const { links } = await world.ticket(id);
    assert.equal((await ask(key, links[0]?.number ?? "", await fileId("inside.txt"))).status, 200);
    const client = east.clients[0]?.name;
    const other = (await world.api.post("/tickets", { client, title: "Another" })) as TicketView;
    const missing = "The ticket has no such file.";
    assert.equal(await detailOf(await ask(key, other.id, await fileId("inside.txt"))), missing);
    assert.equal(await detailOf(await ask(key, id, "no-uuid")), missing);
  });

  it("is not there for other clients and tenants, nor an internal one for its client", async () => {
    const { client } = await world.ticket(id);
    const own = await keyOf({ role: "viewer", clients: [client] });
    assert.equal((await ask(own, id, await fileId("für alle.html"))).status, 200);
    assert.equal(await detailOf(await ask(own, id, await fileId("inside.txt"))), "The ticket has no such file.");
    const nowhere = "There is no ticket with this id, code or number.";
    const stranger = east.clients.find(({ name }) => name !== client)?.name ?? "";
    const others = await keyOf({ role: "owner", clients: [stranger] });
    assert.equal(await detailOf(await ask(others, id, await fileId("für alle.html"))), nowhere);
    await world.api.post("/tenants", { name: "Other MSP" });
    const theirs = await keyOf({ role: "owner" }, await world.asTenant("Other MSP"));
    assert.equal(await detailOf(await ask(theirs, id, await fileId("für alle.html"))), nowhere);
  });

  it("is named though it was too large to be carried, says where it is, and comes when the limit is raised", async () => {
    const usual = world.config.attachments.mostMegabytes;
    world.config.attachments.mostMegabytes = byteLimit / 1_000_000;
    await world.restart();
    await add("video.mp4", Buffer.alloc(2 * byteLimit, 7), "public");
    await world.readNow();
    await world.agreed(2, 2);
    const noted = (await world.ticket(id)).attachments.filter(({ fileName }) => fileName === "video.mp4");
    assert.deepEqual(
      noted.map(({ kept, sizeBytes, copies }) => [kept, sizeBytes, copies.map(({ connection }) => connection)]),
      [[false, 2 * byteLimit, ["east"]]],
    );
    const key = await keyOf({ role: "dispatcher" });
    assert.match(await detailOf(await ask(key, id, noted[0]?.id ?? "")), /too large to be carried.*It is in east\.$/);
    world.config.attachments.mostMegabytes = usual;
    await world.restart();
    // Files are looked at when the record has changed.
    await east.technician.edit(there, { priority: "Low" });
    await world.readNow();
    await awaitUntil("the file", async () =>
      west.tickets().find(({ attachments }) => attachments.some(({ fileName }) => fileName === "video.mp4")),
    );
    const answer = await ask(key, id, noted[0]?.id ?? "");
    const bytes = Buffer.from(await answer.arrayBuffer());
    assert.ok(bytes.equals(Buffer.alloc(2 * byteLimit, 7)), bytes.toString().slice(0, 400));
  });
});
