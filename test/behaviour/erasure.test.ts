import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import type { ErasureReport } from "../../server/operations/erasure-service.ts";
import { askDatabase } from "../chaos/tools/ask-database.ts";
import { deliverAlerts } from "../support/alertmanager.ts";
import { type DeskWorld, openDeskWorld } from "../support/desk-world.ts";

let world: DeskWorld;
let desk: Awaited<ReturnType<typeof startAutotaskSimulator>>;
const closers: (() => Promise<void>)[] = [];
const ask = <Row extends object>(statement: string) => askDatabase<Row>(world.database, statement);
const email = "ann.keller@northwind.example";

/** Rows of any table in which a word stands, but the chained ones. */
async function findWord(word: string): Promise<readonly string[]> {
  const tables = await ask<{
    name: string;
  }>(`select relname as name from pg_class where relnamespace = 'public'::regnamespace
    and relkind in ('r', 'p') and not relispartition and not relname in ('audit', 'audit_seal', 'migration') order by 1`);
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await ask<{ count: number }>(
      `select count(*)::int as count from ${name} t where t::text ilike '%${word}%' or encode(convert_to('${word}', 'UTF8'), 'hex') <> '' and t::text ilike '%' || encode(convert_to('${word}', 'UTF8'), 'hex') || '%'`,
    );
    if (row && row.count > 0) found.push(name);
  }
  return found;
}

before(async () => {
  desk = await startAutotaskSimulator({ webhookRetryMs: 100 });
  world = await openDeskWorld({ after: (run) => void closers.unshift(run) }, { psa: { connector: "autotask", desk } });
  const alerts = { name: "alerts", connector: "alertmanager", secrets: { bearerToken: "test-token-not-secret" } };
  const { hookUrl } = (await world.api.post("/connections", { ...alerts, defaultClient: "Nobody In Particular" })) as {
    hookUrl: string;
  };
  await world.api.post("/client-map", { connection: "alerts", externalId: "gone", client: desk.clients[0]?.name });
  const id = await desk.technician.createTicket({ title: `Call ${email}`, priority: "High" });
  await desk.technician.edit(id, { assignee: email });
  await desk.technician.addComment(id, { text: "My own words.", visibility: "internal" });
  await deliverAlerts(hookUrl, [{ alertname: "Disk", severity: "warning", client: "gone", user: email }]);
  await world.readNow();
  await world.agreed(2, 1);
  await desk.settled();
  await ask(`update comment set author_name = 'Ann Keller'`);
});
after(async () => {
  for (const close of closers) await close();
});

describe("erasure", () => {
  it("of a person is shown first, and wants the name once more", async () => {
    const shown = (await world.api.post("/erasure/preview", { kind: "person", name: email })) as ErasureReport;
    assert.equal(shown.erased, false);
    assert.ok((shown.rows["ticket.fields"] ?? 0) >= 1, JSON.stringify(shown.rows));
    assert.ok((shown.rows["delivery"] ?? 0) >= 1, JSON.stringify(shown.rows));
    const wrong = { kind: "person", name: email, confirm: "ann" };
    await assert.rejects(world.api.post("/erasure", wrong), /expected the name once more/);
    assert.ok((await findWord(email)).length > 0);
  });

  it("of a person leaves nothing of them but a pseudonym", async () => {
    const of = { kind: "person", name: email, confirm: email };
    const { pseudonym } = (await world.api.post("/erasure", of)) as ErasureReport;
    assert.deepEqual(await findWord(email), []);
    assert.ok((await findWord(pseudonym)).includes("ticket"));
    await world.api.post("/erasure", { kind: "person", name: "Ann Keller", confirm: "Ann Keller" });
    assert.deepEqual(await findWord("Ann Keller"), []);
    // What a vendor handed us stays as long as deliveries do, where it does not name them.
    assert.deepEqual(
      (await findWord("My own words")).filter((table) => table !== "delivery"),
      [],
    );
    const { ok } = (await world.api.post("/audit/verify")) as { ok: boolean };
    assert.equal(ok, true);
  });

  it("of a name is seen in the audit, whose rows stay as they are", async () => {
    await world.api.post("/api-keys", { name: "bea.holm@msp.example", role: "viewer" });
    const name = "bea.holm@msp.example";
    const { pseudonym } = (await world.api.post("/erasure", { kind: "person", name, confirm: name })) as ErasureReport;
    const shown = JSON.stringify(await world.api.get("/audit?limit=100"));
    assert.equal(shown.includes(name), false);
    assert.ok(shown.includes(pseudonym));
    const { ok } = (await world.api.post("/audit/verify")) as { ok: boolean };
    assert.equal(ok, true);
  });

  it("of a person who comes again, and of names that only their letters' case tells apart", async () => {
    const name = "Cleo Marsh";
    const items = ["Cleo Marsh's laptop", "cleo marsh's telephone"].map((called) => ({
      client: "Acme Dental",
      name: called,
      keys: [`pc of ${name}`, `pc of ${name.toUpperCase()}`],
    }));
    for (let round = 0; round < 2; round += 1) {
      await world.api.post("/items", { items });
      await world.api.post("/erasure", { kind: "person", name, confirm: name });
      assert.deepEqual(await findWord(name), []);
    }
    const kept = await ask<{ name: string }>("select name from configuration_item where name like '%''s laptop'");
    assert.equal(new Set(kept.map((item) => item.name)).size, 2);
  });

  it("of many persons at once", async () => {
    const names = Array.from({ length: 12 }, (_, index) => `Dora Quist ${index}`);
    await world.api.post("/items", { items: names.map((name) => ({ client: "Acme Dental", name })) });
    await Promise.all(names.map((name) => world.api.post("/erasure", { kind: "person", name, confirm: name })));
    assert.deepEqual(await findWord("Dora Quist"), []);
  });

  it("of a client takes all that hangs on it, and nothing of the others", async () => {
    const name = desk.clients[0]?.name ?? "";
    const others = await ask<{ count: number }>("select count(*)::int as count from client");
    const { rows } = (await world.api.post("/erasure/preview", { kind: "client", name })) as ErasureReport;
    assert.equal(rows["ticket"], 2, JSON.stringify(rows));
    await world.api.post("/erasure", { kind: "client", name, confirm: name });
    for (const table of ["ticket", "alert", "link", "comment", "change", "clock", "event", "observation", "clock_move"])
      assert.deepEqual(await ask(`select 1 from ${table}`), [], table);
    assert.equal((await ask("select 1 from client")).length, (others[0]?.count ?? 0) - 1);
    const { entries } = (await world.api.get("/audit?action=erase.client")) as { entries: unknown[] };
    assert.equal(entries.length, 1);
  });

  it("of a tenant leaves no row and no key", async () => {
    await world.api.post("/tenants", { name: "Leaving" });
    const [leaving] = ((await world.api.get("/tenants")) as { id: string; name: string }[]).filter(
      (tenant) => tenant.name === "Leaving",
    );
    const id = leaving?.id ?? "";
    await awaitUntil("its audit to be sealed", async () =>
      (await ask(`select 1 from audit_seal where tenant_id = '${id}'`)).length > 0 ? true : undefined,
    );
    await assert.rejects(world.api.remove("/tenants/default"), /own tenant/);
    const { rows } = (await world.api.get("/tenants/Leaving/rows")) as { rows: Record<string, number> };
    assert.ok((rows["audit_seal"] ?? 0) > 0 && rows["tenant_key"] === 1, JSON.stringify(rows));
    assert.deepEqual(await world.api.remove("/tenants/Leaving"), { left: {} });
    assert.deepEqual(await findWord(id), []);
    await assert.rejects(world.api.get("/tenants/Leaving/rows"), /no tenant/);
    const { ok } = (await world.api.post("/audit/verify")) as { ok: boolean };
    assert.equal(ok, true);
    const { entries } = (await world.api.get("/audit?action=tenant.delete")) as { entries: unknown[] };
    assert.equal(entries.length, 1);
  });
});
