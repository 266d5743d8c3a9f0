import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ClientId, TenantId } from "../../../schemas/ids.ts";
import { IntakeRules } from "../../../schemas/intake-rules.ts";
import { loadRules } from "../../../core/flows/route-events.ts";
import { useTenantDatabase } from "../../../test/support/tenant-database.ts";
import { idSource } from "../../ids.ts";
import { ensureClient, ensureTenant } from "../admin.ts";
import { importItems, listItems } from "../items.ts";
import { readRuleUse } from "../rules.ts";
import { insertTextVersion, readTextVersion } from "../text-versions.ts";
import { withTenant } from "../tenant.ts";
import { isTransient } from "../failures.ts";
import { createUnitOfWork } from "../unit-of-work.ts";

const store = useTenantDatabase();
const rules = (id: string) => IntakeRules.parse({ rules: [{ id }] });
const save = (id: string, tenantId = store.tenantId) =>
  insertTextVersion(store.db, tenantId, "intake", { text: `rules: [{ id: ${id} }]`, parsed: rules(id), by: "test" });
const inTenant: ReturnType<typeof createUnitOfWork>["inTenant"] = (tenantId, run) =>
  createUnitOfWork(store.db, idSource.next, 5).inTenant(tenantId, run);
const otherTenant = () => ensureTenant(store.db, "another", idSource.next);

describe("versions of rules", () => {
  it("count up without gaps, even when saved at once, and the newest is told unless it is known", async () => {
    assert.deepEqual(await inTenant(store.tenantId, ({ intake }) => intake.newestRules(-1)), {
      version: 0,
      rules: IntakeRules.parse({}),
    });
    const versions = await Promise.all(["a", "b", "c", "d"].map((id) => save(id)));
    assert.deepEqual(versions.toSorted(), [1, 2, 3, 4]);
    const newest = await inTenant(store.tenantId, ({ intake }) => intake.newestRules(3));
    assert.deepEqual([newest.version, newest.rules === undefined], [4, false]);
    assert.deepEqual(await inTenant(store.tenantId, ({ intake }) => intake.newestRules(4)), {
      version: 4,
      rules: undefined,
    });
  });

  it("are compiled once, and anew for the next version", async () => {
    const load = () => inTenant(store.tenantId, (stores) => loadRules(stores, store.tenantId));
    const before = await load();
    assert.equal(await load(), before);
    await save("e");
    const after = await load();
    assert.deepEqual(
      after.rules.map(({ rule }) => rule.id),
      ["e"],
    );
  });

  it("that cannot be used any more let nothing go on without them", async () => {
    const tenantId = await ensureTenant(store.db, "with broken rules", idSource.next);
    const broken = IntakeRules.parse({ rules: [{ id: "a", when: "event.gone == ''" }] });
    await insertTextVersion(store.db, tenantId, "intake", { text: "", parsed: broken, by: "test" });
    const load = inTenant(tenantId, (stores) => loadRules(stores, tenantId));
    await assert.rejects(
      load,
      (cause: Error) => cause.message.startsWith("Version 1 of the intake rules") && !isTransient(cause),
    );
  });

  it("are never edited, and are a tenant's own", async () => {
    const edit = withTenant(store.db, store.tenantId, (trx) =>
      trx.deleteFrom("rule_set").where("tenant_id", "=", store.tenantId).execute(),
    );
    await assert.rejects(edit, /permission denied/);
    const another = await otherTenant();
    assert.equal(await readTextVersion(store.db, another, "intake"), undefined);
    assert.equal(await save("z", another), 1);
  });

  it("count how often each rule matched, over all connections", async () => {
    const [one, two] = [await store.addConnection("monitor"), await store.addConnection("monitor")];
    await inTenant(store.tenantId, ({ intake }) =>
      intake.countRules(
        one.id,
        new Map([
          ["a", 2],
          ["b", 1],
        ]),
      ),
    );
    await inTenant(store.tenantId, ({ intake }) => intake.countRules(one.id, new Map([["a", 3]])));
    await inTenant(store.tenantId, ({ intake }) => intake.countRules(two.id, new Map([["a", 5]])));
    const use = await readRuleUse(store.db, store.tenantId);
    assert.deepEqual([use.get("a")?.matches, use.get("b")?.matches, use.size], [10, 1, 2]);
  });
});

describe("configuration items", () => {
  const draft = (client: string, name: string, change: object = {}) => ({
    client,
    name,
    keys: [],
    kind: "",
    criticality: "normal" as const,
    parents: [],
    ...change,
  });
  const byKey = async (key: string, tenantId: TenantId = store.tenantId) =>
    (await inTenant(tenantId, ({ intake }) => intake.itemsByKeys([key]))).get(key) ?? [];

  it("are found by name and key in any case, with all that stands above them, nearest first", async () => {
    await ensureClient(store.db, store.tenantId, "Acme", idSource.next);
    const done = await importItems(
      store.db,
      store.tenantId,
      [
        draft("ACME", "Leeds", { kind: "site" }),
        draft("Acme", "rack", { parents: ["leeds"] }),
        draft("Acme", "SW-1", { keys: ["10.0.0.1"], parents: ["rack"] }),
      ],
      idSource.next,
    );
    assert.deepEqual(done, { created: 3, updated: 0 });
    for (const key of ["sw-1", "10.0.0.1"])
      assert.deepEqual(
        (await byKey(key)).map(({ name, parents }) => [name, parents.map((parent) => parent.name)]),
        [["SW-1", ["rack", "Leeds"]]],
      );
  });

  it("are brought up to date whole, and may stand in a circle", async () => {
    await importItems(
      store.db,
      store.tenantId,
      [draft("Acme", "sw-1", { keys: ["b"], parents: ["rack"] }), draft("Acme", "rack", { parents: ["sw-1"] })],
      idSource.next,
    );
    assert.deepEqual(await byKey("10.0.0.1"), []);
    const [item] = await byKey("b");
    assert.deepEqual([item?.name, item?.parents.map(({ name }) => name)], ["sw-1", ["rack"]]);
    assert.equal((await listItems(store.db, store.tenantId, { client: "acme", limit: 10 })).length, 3);
  });

  it("of one name may be two clients' own, and another tenant's are not seen", async () => {
    const harbor = await ensureClient(store.db, store.tenantId, "Harbor", idSource.next);
    await importItems(store.db, store.tenantId, [draft("Harbor", "sw-1")], idSource.next);
    const clients = (await byKey("sw-1")).map(({ clientId }) => clientId);
    assert.deepEqual([clients.length, clients.includes(ClientId.parse(harbor))], [2, true]);
    assert.deepEqual(await byKey("sw-1", await otherTenant()), []);
  });

  it("are kept together or not at all", async () => {
    const list = [draft("Acme", "new"), draft("Acme", "NEW"), draft("Nobody", "x")];
    const refused = await importItems(store.db, store.tenantId, list, idSource.next);
    assert.deepEqual("problems" in refused && refused.problems.map(({ index, field }) => [index, field]), [
      [2, "client"],
      [1, "name"],
    ]);
    const itself = await importItems(
      store.db,
      store.tenantId,
      [draft("Acme", "new", { parents: ["new"] })],
      idSource.next,
    );
    assert.match(JSON.stringify(itself), /no other item \\"new\\"/);
    assert.deepEqual(await byKey("new"), []);
  });
});
