import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { startZabbixSimulator } from "../../connectors/zabbix/simulator/index.ts";
import { openSourceWorld } from "../support/source-world.ts";

/** A hub with one problem of a simulated Zabbix as one ticket that the desk has. */
async function openWorld(context: TestContext) {
  const simulator = await startZabbixSimulator();
  const world = await openSourceWorld(context, { connector: "zabbix", simulator });
  const { body } = world.readRecorded("01-problem-high");
  simulator.fire({ dedupKey: "25", handle: {} });
  await world.send(body);
  await world.agreed(1, 1);
  const update = async (action: string, message: string) => {
    const fields = JSON.parse(world.readRecorded("03-update-acknowledged").body) as Record<string, string>;
    await world.send(JSON.stringify({ ...fields, event_update_action: action, event_update_message: message }));
  };
  const told = () => simulator.look("25").notes;
  return { ...world, update, told };
}

describe("what is acknowledged in the monitoring tool", () => {
  it("takes the ticket here and in the desk, until it is taken back there; the tool is told nothing", async (context) => {
    const { update, until, desk, agreed, told } = await openWorld(context);
    await update("acknowledged and commented", "I am on it");
    const taken = await until("the ticket to be taken", ({ fields }) => fields["status"] === "acknowledged");
    assert.equal(taken.alerts[0]?.handling, "acknowledged");
    assert.ok(taken.timeline.some(({ kind, reason }) => kind === "change" && reason === "acknowledgedInTool"));
    assert.match(
      taken.comments.map(({ body }) => body).join("\n"),
      /was acknowledged in the monitoring tool by .+I am on it/s,
    );
    await agreed(1, 1);
    assert.notEqual(desk.tickets()[0]?.status, "New");
    await update("unacknowledged", "");
    const back = await until("the ticket to be new again", ({ fields }) => fields["status"] === "new");
    assert.equal(back.alerts[0]?.handling, "open");
    assert.deepEqual(told(), []);
  });

  it("by us, for a ticket that was taken here, is nobody's doing when it comes back", async (context) => {
    const { update, until, desk, simulator, views } = await openWorld(context);
    const ticket = desk.tickets()[0] ?? assert.fail("no ticket");
    await desk.technician.edit(ticket.id, { assignee: "ann.keller@northwind.example" });
    await until("the acknowledgement there", ({ alerts }) => alerts[0]?.source.done === "acknowledged");
    const note = simulator.look("25").notes[0] ?? assert.fail("nothing was said there");
    assert.ok(note.includes(ticket.number));
    await update("acknowledged and commented", note);
    const [view] = await views();
    assert.equal(view?.fields["status"], "new", "only its assignee was set");
    assert.ok(!view.timeline.some(({ reason }) => reason === "acknowledgedInTool"));
  });

  it("ends with the ticket: a person closes the problem there too", async (context) => {
    const { until, desk, simulator } = await openWorld(context);
    const ticket = desk.tickets()[0] ?? assert.fail("no ticket");
    await desk.technician.edit(ticket.id, { status: "Complete" });
    const view = await until("the end there", ({ alerts }) => alerts[0]?.source.done === "resolved");
    assert.equal(simulator.look("25").resolved, true);
    assert.ok(view.timeline.some(({ text }) => text === "resolve to tool: done"));
  });
});
