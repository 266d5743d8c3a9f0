import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { createTestDatabase, type TestDatabase } from "../../test/support/database.ts";
import { ConnectionId, type TenantId } from "../../schemas/ids.ts";
import { ensureTenant } from "../db/admin.ts";
import { type OpenDatabase, openDatabase } from "../db/pool.ts";
import { listTenants } from "../db/tenants.ts";
import { idSource } from "../ids.ts";
import { parseKeyring } from "./keyring.ts";
import { createVault } from "./vault.ts";

const line = (id: string) => `${id}:${randomBytes(32).toString("base64")}`;
const old = line("old");
const connectionId = ConnectionId.parse(idSource.next());

let database: TestDatabase;
let open: OpenDatabase;
let first: TenantId;
let second: TenantId;
before(async () => {
  database = await createTestDatabase();
  open = await openDatabase(database.app, { max: 4, onError: () => {} });
  first = await ensureTenant(open.db, "first", idSource.next);
  second = await ensureTenant(open.db, "second", idSource.next);
});
after(async () => {
  await open.close();
  await database.drop();
});
const vaultWith = (keys: string) => createVault(open.db, parseKeyring(keys));

describe("secrets of connections", () => {
  it("open where they belong, and nowhere else", async () => {
    const vault = vaultWith(old);
    const sealed = await vault.seal(first, connectionId, { user: "am", password: "päss" }, 1);
    assert.deepEqual(await vault.open(first, connectionId, sealed, 1), { user: "am", password: "päss" });
    const { user = "", password = "" } = sealed;
    // The other tenant has a key of its own by now.
    await vault.seal(second, connectionId, { user: "x" }, 1);
    await assert.rejects(vault.open(second, connectionId, sealed, 1), /does not belong/);
    await assert.rejects(vault.open(first, ConnectionId.parse(idSource.next()), sealed, 1), /does not belong/);
    await assert.rejects(vault.open(first, connectionId, { user: password, password: user }, 1), /does not belong/);
    await assert.rejects(vault.open(first, connectionId, sealed, 2), /does not belong/, "another version");
  });

  it("have one key a tenant, though many nodes make the first at once", async () => {
    const tenant = await ensureTenant(open.db, "third", idSource.next);
    const vaults = Array.from({ length: 8 }, () => vaultWith(old));
    const sealed = await Promise.all(vaults.map((vault) => vault.seal(tenant, connectionId, { a: "secret" }, 1)));
    for (const vault of vaults)
      for (const one of sealed) assert.deepEqual(await vault.open(tenant, connectionId, one, 1), { a: "secret" });
  });
});

describe("a key of the instance", () => {
  it("is one, though many nodes ask for it at once, and stays when the master key changes", async () => {
    const vaults = Array.from({ length: 8 }, () => vaultWith(old));
    const [first = "", ...others] = (await Promise.all(vaults.map((vault) => vault.instanceKey("sign-in")))).map(
      (key) => key.toString("hex"),
    );
    assert.match(first, /^[\da-f]{64}$/);
    assert.deepEqual([...new Set(others)], [first]);
    assert.notEqual((await vaultWith(old).instanceKey("another")).toString("hex"), first);
    const young = line("younger");
    await vaultWith(old).rewrap(parseKeyring(`${young}\n${old}`), []);
    assert.equal((await vaultWith(young).instanceKey("sign-in")).toString("hex"), first);
    await assert.rejects(vaultWith(old).instanceKey("sign-in"), /master key "younger" is needed/);
    await vaultWith(`${young}\n${old}`).rewrap(parseKeyring(`${old}\n${young}`), []);
  });
});

describe("another master key", () => {
  it("takes the place of the old one: sealed anew while both are there, then alone", async () => {
    const young = line("young");
    const sealed = await vaultWith(old).seal(first, connectionId, { a: "secret" }, 1);
    const running = vaultWith(old);
    await running.open(first, connectionId, sealed, 1);
    assert.equal(await running.rewrap(parseKeyring(`${young}\n${old}`), [first]), 1);
    assert.equal(await running.rewrap(parseKeyring(young), [first]), 0, "nothing is left to do");
    assert.deepEqual(await running.open(first, connectionId, sealed, 1), { a: "secret" });
    const alone = vaultWith(young);
    await alone.check(first);
    assert.deepEqual(await alone.open(first, connectionId, sealed, 1), { a: "secret" });
    await assert.rejects(vaultWith(old).check(first), /sealed with another master key/);
    await vaultWith(`${young}\n${old}`).rewrap(parseKeyring(`${old}\n${young}`), [first]);
  });

  it("opens what an older one sealed while both are in the ring", async () => {
    const sealed = await vaultWith(old).seal(first, connectionId, { a: "secret" }, 1);
    const both = vaultWith(`${line("young")}\n${old}`);
    await both.check(first);
    assert.deepEqual(await both.open(first, connectionId, sealed, 1), { a: "secret" });
  });
  for (const [sentence, id] of [
    ["of another id", "young"],
    ["of the same id", "old"],
  ] as const) {
    it(`${sentence} is noticed by the check, in words that say what to do`, async () => {
      await vaultWith(old).seal(first, connectionId, { a: "secret" }, 1);
      await assert.rejects(vaultWith(line(id)).check(first), /sealed with another master key.*Put that key back/);
    });
  }
  it("is noticed at start whichever tenant's secrets it does not open, and of the instance's own keys", async () => {
    const young = line("young");
    const tenant = await ensureTenant(open.db, "fifth", idSource.next);
    await vaultWith(old).seal(tenant, connectionId, { a: "secret" }, 1);
    await vaultWith(old).instanceKey("at-start");
    const known = (await listTenants(open.db)).map(({ id }) => id);
    await vaultWith(old).checkAll();
    const others = known.filter((id) => id !== tenant);
    await vaultWith(old).rewrap(parseKeyring(`${young}\n${old}`), others);
    await vaultWith(`${young}\n${old}`).checkAll();
    await assert.rejects(vaultWith(young).checkAll(), /sealed with another master key.*"old" is needed/);
    await vaultWith(old).rewrap(parseKeyring(`${young}\n${old}`), known);
    await vaultWith(young).checkAll();
    await vaultWith(`${young}\n${old}`).rewrap(parseKeyring(`${old}\n${young}`), []);
    await assert.rejects(vaultWith(old).checkAll(), /another master key/);
    await vaultWith(`${young}\n${old}`).rewrap(parseKeyring(`${old}\n${young}`), known);
  });
  it("is no matter where nothing has been sealed yet, and the check makes no key", async () => {
    const tenant = await ensureTenant(open.db, "fourth", idSource.next);
    await vaultWith(line("k1")).check(tenant);
    await vaultWith(line("k2")).check(tenant);
    await vaultWith(line("k3")).seal(tenant, connectionId, { a: "secret" }, 1);
  });
});
