import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import type { TicketView } from "../../server/db/timeline.ts";
import { type DemoWorld } from "../../server/demo/world.ts";
import { openTestWorld } from "../support/world.ts";

let world: DemoWorld;
const closers: (() => Promise<void>)[] = [];
before(async () => {
  world = await openTestWorld({ after: (run) => void closers.unshift(run) });
  await world.api.post("/client-map", { connection: "prometheus", externalId: "borg", client: "Borg Ltd" });
});
after(async () => {
  for (const close of closers) await close();
});

/** A model's own program, by the published client of the protocol. */
async function connect(name: string, key: object) {
  const made = (await world.api.post("/api-keys", { name, ...key })) as { key: string };
  const client = new Client({ name, version: "1" });
  const transport = new StreamableHTTPClientTransport(new URL("/mcp", world.api.url), {
    requestInit: { headers: { authorization: `Bearer ${made.key}` } },
  });
  // Its own type does not know optional members that are undefined.
  await client.connect(transport as unknown as Parameters<Client["connect"]>[0]);
  closers.unshift(() => client.close());
  const call = async (tool: string, args: Record<string, unknown> = {}) => {
    const answer = (await client.callTool({ name: tool, arguments: args })) as CallToolResult;
    const [first] = answer.content;
    const text = first?.type === "text" ? first.text : "";
    return { failed: answer.isError === true, text, value: () => JSON.parse(text) as Record<string, unknown> };
  };
  const names = async () => (await client.listTools()).tools.map((tool) => tool.name).toSorted();
  return { call, names };
}

const open = async (title: string, client: string) =>
  (await world.api.post("/tickets", { client, title })) as TicketView;
const audited = async () =>
  ((await world.api.get("/audit?action=mcp.call&limit=100")) as { entries: { actor: string; object: string }[] })
    .entries;

const reading = [
  "compare_ticket",
  "explain_sla",
  "find_alerts",
  "find_tickets",
  "show_alert",
  "show_ticket",
  "who_is_on_call",
];

describe("a model", () => {
  it("reads what its key may read, and every call is audited", async () => {
    const ticket = await open("Printer on fire", "Borg Ltd");
    const { call, names } = await connect("reader", { role: "viewer" });
    assert.deepEqual(await names(), reading);
    const found = (await call("find_tickets", { search: "printer fire" })).value() as unknown as { id: string }[];
    assert.deepEqual(
      found.map(({ id }) => id),
      [ticket.id],
    );
    const shown = (await call("show_ticket", { ticket: ticket.code ?? "" })).value();
    assert.deepEqual([shown["id"], shown["client"]], [ticket.id, "Borg Ltd"]);
    const sla = (await call("explain_sla", { ticket: ticket.id })).value();
    assert.ok(sla["policy"]);
    assert.ok((await call("compare_ticket", { ticket: ticket.id })).value()["records"]);
    assert.ok((await call("who_is_on_call")).value());
    assert.deepEqual(
      (await audited()).map(({ actor, object }) => `${actor} ${object}`).toSorted(),
      ["compare_ticket", "explain_sla", "find_tickets", "show_ticket", "who_is_on_call"].map(
        (tool) => `key reader ${tool}`,
      ),
    );
  });

  it("changes only what its key was made for, however much its role may do", async () => {
    const owner = await connect("careful owner", { role: "owner" });
    assert.deepEqual(await owner.names(), reading);
    const { id } = await open("Slow mail", "Borg Ltd");
    assert.match((await owner.call("comment_on_ticket", { ticket: id, body: "Hello" })).text, /not found/);
    const weak = await connect("weak", { role: "viewer", mcpWrites: ["comment"] });
    assert.deepEqual(await weak.names(), reading);
    const helper = await connect("helper", { role: "technician", mcpWrites: ["comment", "acknowledge"] });
    assert.deepEqual(await helper.names(), [...reading, "comment_on_ticket", "acknowledge_ticket"].toSorted());
    await helper.call("comment_on_ticket", { ticket: id, body: "The queue is full." });
    await helper.call("acknowledge_ticket", { ticket: id });
    const view = await world.ticket(id);
    assert.equal(view.fields["status"], "acknowledged");
    assert.deepEqual(
      view.comments.map(({ author, visibility, body }) => [author, visibility, body]),
      [["key helper", "internal", "The queue is full."]],
    );
    const again = await helper.call("acknowledge_ticket", { ticket: id });
    assert.deepEqual([again.failed, again.text.includes("is acknowledged already")], [true, true]);
  });

  it("finds nothing of clients that its key does not see", async () => {
    const theirs = await open("Secret project", "Borg Ltd");
    await world.api.post("/configuration/apply", { text: "interdesk: 1\nclients: [{ name: Elsewhere }]" });
    const key = { role: "technician", clients: ["Elsewhere"], mcpWrites: ["comment", "acknowledge"] };
    const { call, names } = await connect("elsewhere", key);
    assert.ok(!(await names()).includes("who_is_on_call"), "duty is nobody's client");
    assert.deepEqual((await call("find_tickets")).value(), []);
    for (const [tool, more] of [
      ["show_ticket", {}],
      ["compare_ticket", {}],
      ["explain_sla", {}],
      ["comment_on_ticket", { body: "Hello" }],
      ["acknowledge_ticket", {}],
    ] as const) {
      const refused = await call(tool, { ticket: theirs.id, ...more });
      assert.deepEqual(
        [refused.failed, refused.text],
        [true, "There is no ticket with this id, code or number."],
        tool,
      );
    }
    assert.equal((await world.ticket(theirs.id)).comments.length, 0);
  });

  it("is told what is wrong with what it asks for", async () => {
    const { call } = await connect("clumsy", { role: "viewer" });
    assert.match((await call("find_tickets", { limit: 5_000 })).text, /limit/);
    assert.match((await call("show_alert", { alert: "nothing" })).text, /alert/);
    const answer = await fetch(`${world.api.url}/mcp`, { method: "POST", body: "{}" });
    assert.equal(answer.status, 401);
  });
});
