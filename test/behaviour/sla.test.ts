import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sql } from "kysely";
import { withTenant } from "../../server/db/tenant.ts";
import type { TicketView } from "../../server/db/timeline.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import type { RehearsedPlan } from "../../server/sla/rehearse-plan.ts";
import { followStream } from "../support/event-stream.ts";
import { useIntakeWorld } from "../support/intake-world.ts";

const intake = useIntakeWorld();
const hourMs = 3_600_000;

const setPlan = (text: string) => intake.world.api.post("/sla", { text }) as Promise<{ version: number }>;
const plan = (resolution: string, more = "") => `
policies:
  - { name: standard, response: { 1: 15m, 2: 30m, 3: 2h, 4: 8h }, resolution: { 1: 4h, 2: 8h, 3: ${resolution}, 4: 72h }, ${more} }
`;

interface Explained {
  policy: string;
  because: { kind: string };
  clocks: { clock: { target: string; stage: string; dueAt: string | null }; usedBusinessMs: number }[];
  moves: { target: string; from: string | null; to: string | null; because: string; detail: string | null }[];
  fires: { target: string; kind: string; lateMs: number }[];
  ticket: { startedAt: string };
}

const explain = (id: string) => intake.world.api.get(`/tickets/${id}/sla`) as Promise<Explained>;

async function opened(alertname: string): Promise<TicketView> {
  assert.equal(await intake.deliver({ alertname, client: "acme-dental", severity: "warning" }), "applied");
  const { value } = await awaitUntil("its ticket in the desk", async () => {
    const view = await intake.titled(alertname);
    return view?.links.every(({ number, agreed }) => number !== null && agreed) ? view : undefined;
  });
  return value;
}

const clockOf = (view: TicketView, target: string) => view.clocks.find((clock) => clock.target === target);
const leftHours = ({ ticket }: Explained, due: string | null | undefined) =>
  (Date.parse(due ?? "") - Date.parse(ticket.startedAt)) / hourMs;

async function recordOf(view: TicketView) {
  const record = intake.world.desk.tickets().find(({ id }) => id === view.links[0]?.externalId);
  return record ?? assert.fail("no record");
}

describe("a ticket's promises", () => {
  it("are there until a plan is saved, and a wrong plan is refused with its line", async () => {
    const { version, text } = (await intake.world.api.get("/sla")) as { version: number; text: string };
    assert.equal(version, 0);
    assert.match(text, /name: standard/);
    await assert.rejects(
      setPlan(plan("24h", "calendar: office")),
      /line 3, policies\.0\.calendar: There is no calendar "office"/,
    );
    await assert.rejects(setPlan(plan("24x")), /line 3, policies\.0\.resolution\.3: .*expected minutes or hours/);
    const view = await opened("Before");
    assert.deepEqual(
      view.clocks.map(({ target, stage, policy }) => [target, stage, policy]),
      [
        ["response", "inProgress", "standard"],
        ["update", "inProgress", "standard"],
        ["resolution", "inProgress", "standard"],
      ],
    );
    const told = await explain(view.id);
    assert.deepEqual([told.policy, told.because.kind], ["standard", "first"]);
  });

  it("move with another plan for every open ticket, and both due instants are kept", async () => {
    const view = await opened("Replanned");
    const before = clockOf(view, "resolution")?.dueAt;
    await setPlan(plan("10h"));
    const { value: told, ms } = await awaitUntil("the new due instant", async () => {
      const found = await explain(view.id);
      return found.moves.length > 0 ? found : undefined;
    });
    assert.ok(ms < 60_000, `${ms} ms`);
    const after = clockOf(await intake.ticketOf("Replanned"), "resolution")?.dueAt;
    assert.equal(leftHours(told, String(after)), 10);
    const [move] = told.moves.filter(({ target }) => target === "resolution");
    assert.deepEqual(
      [Date.parse(move?.from ?? ""), Date.parse(move?.to ?? "")],
      [Date.parse(String(before)), Date.parse(String(after))],
    );
    assert.equal(move?.because, "planChanged");
    const dropped = clockOf(await intake.ticketOf("Replanned"), "update");
    assert.equal(dropped?.stage, "cancelled", "a target that the plan has no more");
  });

  it("follow the technician in the desk: response, pause, priority", async () => {
    const view = await opened("Worked");
    const record = await recordOf(view);
    await intake.world.desk.technician.addComment(record.id, { text: "We look into it.", visibility: "public" });
    await intake.world.desk.technician.edit(record.id, { status: "Waiting Customer" });
    await awaitUntil("the response, and the pause", async () => {
      const now = await intake.ticketOf("Worked");
      const resolution = clockOf(now, "resolution");
      const paused = resolution?.stage === "paused" && resolution.dueAt === null;
      return paused && clockOf(now, "response")?.stage === "completed" ? true : undefined;
    });
    await intake.world.desk.technician.edit(record.id, { status: "In Progress", priority: "Critical" });
    const { value: told } = await awaitUntil("the new priority's target, from the original start", async () => {
      const found = await explain(view.id);
      const due = found.clocks.find(({ clock }) => clock.target === "resolution")?.clock.dueAt;
      // The pause moved it on a little.
      return due !== null && leftHours(found, due) < 5 ? found : undefined;
    });
    assert.ok(
      told.moves.some(({ detail }) => /priority 3 → 1/.test(detail ?? "")),
      JSON.stringify(told.moves),
    );
  });

  it("warn and break by themselves, once each, and the ticket's story tells", async () => {
    const view = await opened("Late");
    // As if it had been opened twenty minutes ago, with a target of ten: the other tickets keep theirs while this file runs.
    await withTenant(intake.world.hub.hub.db, await intake.tenant(), (trx) =>
      sql`update ticket set sla_started_at = sla_started_at - interval '20 minutes' where id = ${view.id}`.execute(trx),
    );
    await setPlan(`
policies:
  - { name: strict, warnAt: [50], response: { 3: 10m } }
`);
    const { value: told } = await awaitUntil("the breach", async () => {
      const found = await explain(view.id);
      return found.fires.some(({ kind }) => kind === "breach") ? found : undefined;
    });
    const fires = told.fires.filter(({ target }) => target === "response");
    assert.deepEqual(
      fires.map(({ kind }) => kind),
      ["warning50", "breach"],
    );
    assert.ok(
      fires.every(({ lateMs }) => lateMs < 5_000),
      JSON.stringify(fires),
    );
    const { timeline } = await intake.ticketOf("Late");
    const said = timeline.filter(({ kind }) => kind === "sla").map(({ text }) => text);
    assert.ok(said.includes("50 % of the response target are used"), JSON.stringify(said));
    assert.ok(said.includes("the response target was breached"));
  });

  it("are rehearsed over stored tickets before a plan is saved", async () => {
    const people = "people: [{ id: ann, name: Ann, timeZone: UTC }]";
    const wake = "escalations: [{ name: wake, repeat: { times: 0 }, steps: [{ notify: [{ person: ann }] }] }]";
    const when = "assignments: [{ policy: wake, at: { target: response, share: 100 } }]";
    await intake.world.api.post("/on-call", { text: [people, wake, when].join("\n") });
    const text = plan("24h").replace("3: 2h", "3: 240h");
    const asked = { client: "Acme Dental", priority: 3, raisedAt: "2026-11-27T15:40:00Z" };
    const promised = (await intake.world.api.post("/sla/calculate", { ...asked, text })) as {
      clocks: { target: string; dueAt: string }[];
    };
    assert.equal(
      promised.clocks.find(({ target }) => target === "response")?.dueAt,
      new Date(Date.parse(asked.raisedAt) + 240 * 3_600_000).toISOString(),
    );
    const found = (await intake.world.api.post("/sla/backtest", { text, since: "2020-01-01" })) as RehearsedPlan;
    assert.equal(found.tickets, 4);
    const response = found.targets.find(({ target }) => target === "response");
    assert.ok((response?.breachedCurrent ?? 0) >= 1);
    assert.equal(response?.breachedProposed, 0);
    const late = found.differing.find(({ title }) => title.includes("Late"));
    assert.deepEqual(late?.told, { current: ["Ann"], proposed: [] });
    assert.deepEqual(found.told, [{ name: "Ann", current: response?.breachedCurrent, proposed: 0 }]);
    assert.ok(
      found.differing.some(
        ({ title, target, policy }) =>
          title.includes("Late") && target === "response" && policy.proposed === "standard",
      ),
    );
    const { api } = intake.world;
    const { key } = (await api.post("/api-keys", { name: "planner", role: "admin" })) as { key: string };
    const headers = {
      authorization: `Bearer ${key}`,
      accept: "text/event-stream",
      "content-type": "application/json",
    };
    const body = JSON.stringify({ text, since: "2020-01-01" });
    const stream = await followStream(`${api.url}/api/v1/sla/backtest`, headers, "POST", body);
    await stream.await("its end", ({ event }) => event === "end");
    assert.deepEqual(
      stream.events.map(({ event, data }) => [event, data]),
      [
        ["progress", { tickets: 0, of: 4 }],
        ["result", found],
        ["end", {}],
      ],
    );
  });
});
