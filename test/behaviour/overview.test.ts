import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { awaitUntil } from "../../server/demo/world.ts";
import type { TicketView } from "../../server/db/timeline.ts";
import { useIntakeWorld } from "../support/intake-world.ts";
import { openApiClient } from "../support/api-world.ts";

const intake = useIntakeWorld();

interface Overview {
  open: number;
  late: number;
  soon: number;
  waiting: number;
  quarantined: number | null;
  storms: unknown[];
  overdueUpdates: { count: number; first: unknown[] };
  connections:
    | {
        name: string;
        health: string;
        waitingWrites: number;
        waitingSince: string | null;
        callsUsed: number | null;
        restsUntil: string | null;
        lastError: string | null;
      }[]
    | null;
}
interface Row {
  title: string;
  dueAt: string | null;
  dueTarget: string | null;
  dueSince: string | null;
  paused: boolean;
  desks: string[];
  numbers: string | null;
}

const overview = () => intake.world.api.get("/overview") as Promise<Overview>;
const list = async (query: string) => (await intake.world.api.page(`/tickets?${query}`)) as { rows: Row[] };
const open = async (client: string, title: string, more: object = {}) =>
  ((await intake.world.api.post("/tickets", { client, title, ...more })) as TicketView).id;

describe("what needs somebody now", () => {
  before(async () => {
    await intake.world.api.post("/configuration/apply", { text: "interdesk: 1\nclients: [{ name: Borg }]" });
    await intake.world.api.post("/sla", {
      text: "policies:\n  - name: standard\n    resolution: { 1: 4h, 2: 8h, 3: 24h, 4: 72h, 5: 120h }\n",
    });
    await intake.deliver({ alertname: "Disk full", client: "acme-dental", severity: "critical" });
    await open("Borg", "Assimilate");
    await intake.world.api.patch(`/tickets/${await open("Borg", "Resistance")}`, { status: "pending" });
    await awaitUntil("the ticket in its desk", async () =>
      intake.world.desk.tickets().length > 0 && (await overview()).connections?.every((one) => one.waitingWrites === 0)
        ? true
        : undefined,
    );
  });

  it("counts open tickets, and names how connections do", async () => {
    const { open, late, soon, waiting, quarantined, storms, overdueUpdates, connections } = await overview();
    assert.deepEqual(
      { open, late, soon, waiting, quarantined, storms },
      { open: 3, late: 0, soon: soon, waiting: 0, quarantined: 0, storms: [] },
    );
    assert.deepEqual(overdueUpdates, { count: 0, first: [] });
    assert.deepEqual(
      connections?.map(({ name, health }) => [name, health]),
      [
        ["autotask", "working"],
        ["prometheus", "working"],
      ],
    );
    const [desk, tool] = connections ?? [];
    assert.ok(desk && desk.callsUsed !== null && desk.callsUsed < 1, `${desk?.callsUsed} of its calls`);
    assert.deepEqual([desk.waitingSince, desk.restsUntil, tool?.callsUsed], [null, null, null]);
  });

  it("lists what is due first, then what is paused, each with the clock that runs", async () => {
    const { rows } = await list("order=due&limit=10");
    const [first, second, third] = rows;
    assert.deepEqual(
      rows.map(({ paused }) => paused),
      [false, false, true],
    );
    assert.equal(third?.title, "Resistance");
    assert.equal(third.dueAt, null);
    assert.ok(first?.dueAt && second?.dueAt && first.dueAt <= second.dueAt);
    assert.equal(first.dueTarget, "resolution");
    assert.ok(first.dueSince && first.dueSince < first.dueAt);
    const disk = rows.find(({ title }) => title === "Disk full");
    assert.deepEqual(disk?.desks, ["autotask"]);
    const found = await list(`stage=open&search=${disk.numbers}`);
    assert.deepEqual(
      found.rows.map(({ title }) => title),
      ["Disk full"],
      "by its number",
    );
  });

  it("counts what is late and what soon will be by the same clocks", async () => {
    const { hub } = intake.world.hub;
    const tenant = await intake.tenant();
    const { withTenant } = await import("../../server/db/tenant.ts");
    const { sql } = await import("kysely");
    const move = (title: string, due: string, soon: string) =>
      withTenant(hub.db, tenant, (trx) =>
        sql`update ticket set next_due_at = now() + ${due}::interval, next_soon_at = now() + ${soon}::interval
          where tenant_id = ${tenant} and fields ->> 'title' = ${title}`.execute(trx),
      );
    await move("Disk full", "-5 minutes", "-1 hour");
    await move("Assimilate", "5 minutes", "-1 hour");
    const { late, soon } = await overview();
    assert.deepEqual({ late, soon }, { late: 1, soon: 1 });
  });

  it("is told of their own clients alone to who sees some only", async () => {
    const { key } = (await intake.world.api.post("/api-keys", {
      name: "borg",
      role: "technician",
      clients: ["Borg"],
    })) as {
      key: string;
    };
    const get = async (route: string) =>
      (await fetch(`${intake.world.api.url}/api/v1${route}`, { headers: { authorization: `Bearer ${key}` } })).json();
    const told = (await get("/overview")) as Overview;
    assert.deepEqual([told.open, told.late, told.connections, told.quarantined], [2, 0, null, null]);
    assert.deepEqual(await get("/choices"), { clients: ["Borg"], connections: [], queues: [], assignees: [] });
  });

  it("keeps a vendor's own words from viewers", async () => {
    const ask = await openApiClient(intake.world, "looks", { role: "viewer" });
    const { status, body } = await ask("GET", "/overview");
    assert.equal(status, 200);
    const connections = (body as unknown as Overview).connections ?? [];
    assert.ok(connections.length === 2 && connections.every(({ lastError }) => lastError === null));
  });
});

describe("a list of alerts", () => {
  interface AlertRow {
    id: string;
    title: string;
    raisedAt: string;
    clearedAt: string | null;
  }
  const alerts = async (query: string) => (await intake.world.api.page(`/alerts?${query}`)) as { rows: AlertRow[] };

  it("is narrowed by all that is asked for, and comes page after page", async () => {
    for (const name of ["One", "Two", "Three"])
      await intake.deliver({ alertname: name, client: "acme-dental", severity: "warning" });
    const whole = (await alerts("order=changed&limit=100")).rows;
    assert.equal(whole.length, 4);
    const paged: AlertRow[] = [];
    for (let route: string | null = "/alerts?order=changed&limit=1"; route !== null;) {
      const page = (await intake.world.api.page(route)) as { rows: AlertRow[]; next: string | null };
      paged.push(...page.rows);
      route = page.next;
    }
    assert.deepEqual(paged, whole);
    const changes = whole.map(({ raisedAt, clearedAt }) => clearedAt ?? raisedAt);
    assert.deepEqual(changes, changes.toSorted().toReversed());
    assert.equal(
      (await alerts("severity=critical&condition=firing&client=ACME DENTAL&connection=prometheus")).rows.length,
      1,
    );
    assert.deepEqual((await alerts("handling=suppressed")).rows, []);
    assert.deepEqual((await alerts("connection=autotask")).rows, []);
  });
});
