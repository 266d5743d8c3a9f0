import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createRandom } from "../chaos/scenario.ts";
import { type AuditWorld, newKeyLine, openAuditWorld } from "../support/audit-world.ts";
import { createAuditService } from "../../server/audit/audit-service.ts";
import { ensureTenant } from "../../server/db/admin.ts";
import { idSource } from "../../server/ids.ts";
import { parseKeyring } from "../../server/secrets/keyring.ts";
import { createVault } from "../../server/secrets/vault.ts";

const rows = 60;
const rounds = 8;

let world: AuditWorld;
let otherTenant = "";
const closers: (() => Promise<void>)[] = [];
before(async () => {
  world = await openAuditWorld({ after: (run) => void closers.push(run) });
  otherTenant = await ensureTenant(world.db, "other", idSource.next);
  await world.add(rows);
  await world.sealAll();
  // Its head goes into the file of anchors, and its own note into the chain.
  assert.equal((await world.audit.verify()).ok, true);
  await world.sealAll();
  for (const table of tables) await world.tamper(`create table keep_${table} as select * from ${table}`);
});
after(async () => {
  for (const close of closers) await close();
});

const tables = ["audit", "audit_seal", "audit_unsealed"] as const;

/** As it was before, whatever was done. */
async function restore(): Promise<void> {
  await world.tamper(
    ...tables.flatMap((table) => [`delete from ${table}`, `insert into ${table} select * from keep_${table}`]),
  );
}

/** Statements that tamper with the row or place `at`; `other` is another one, `k` a small number. */
interface Place {
  at: number;
  other: number;
  k: number;
}
type Tampering = (place: Place) => readonly string[];

const rowAt = (sequence: number) => `id = (select audit_id from keep_audit_seal where sequence = ${sequence})`;
const change =
  (assignment: (place: Place) => string): Tampering =>
  (place) => [`update audit set ${assignment(place)} where ${rowAt(place.at)}`];
const changeSeal =
  (assignment: (place: Place) => string): Tampering =>
  (place) => [`update audit_seal set ${assignment(place)} where sequence = ${place.at}`];
const trade =
  (columns: readonly string[]): Tampering =>
  ({ at, other }) => [
    `update audit a set ${columns.map((column) => `${column} = b.${column}`).join(", ")} from keep_audit b
      where (a.${rowAt(at)} and b.${rowAt(other)}) or (a.${rowAt(other)} and b.${rowAt(at)})`,
  ];
const tradeSeals =
  (columns: readonly string[]): Tampering =>
  ({ at, other }) => [
    "alter table audit_seal drop constraint if exists audit_seal_tenant_id_audit_id_key",
    `update audit_seal a set ${columns.map((column) => `${column} = b.${column}`).join(", ")} from keep_audit_seal b
      where (a.sequence = ${at} and b.sequence = ${other}) or (a.sequence = ${other} and b.sequence = ${at})`,
  ];

/** `first` = the first wrong place that is to be named; absent = any. */
const ways: Readonly<Record<string, { do: Tampering; first?: (place: Place) => number }>> = {
  "another actor": { do: change(() => "actor = actor || ' '"), first: ({ at }) => at },
  "another action": { do: change(() => "action = 'test.remove'"), first: ({ at }) => at },
  "another object": { do: change(({ k }) => `object = object || '${k}'`), first: ({ at }) => at },
  "another number": { do: change(({ k }) => `detail = detail || '{"number": -${k}}'`), first: ({ at }) => at },
  "another nested value": {
    do: change(() => `detail = jsonb_set(detail, '{nested,list,1}', '"2"')`),
    first: ({ at }) => at,
  },
  "a member more": { do: change(() => `detail = detail || '{"more": null}'`), first: ({ at }) => at },
  "a member less": { do: change(() => "detail = detail - 'text'"), first: ({ at }) => at },
  "a microsecond later": { do: change(() => "at = at + interval '1 microsecond'"), first: ({ at }) => at },
  "another id": { do: change(() => "id = gen_random_uuid()"), first: ({ at }) => at },
  "another tenant": { do: change(() => `tenant_id = '${otherTenant}'`), first: ({ at }) => at },
  "another hash": {
    do: changeSeal(({ k }) => `hash = set_bit(hash, ${k}, 1 - get_bit(hash, ${k}))`),
    first: ({ at }) => at,
  },
  "another instant of a place": { do: changeSeal(() => "at = at - interval '1 second'"), first: ({ at }) => at },
  "another row of a place": { do: changeSeal(() => "audit_id = gen_random_uuid()"), first: ({ at }) => at },
  "another number of a place": {
    do: changeSeal(({ k }) => `sequence = sequence + ${1_000 + k}`),
    first: ({ at }) => at,
  },
  "another tenant of a place": { do: changeSeal(() => `tenant_id = '${otherTenant}'`), first: ({ at }) => at },
  "a deleted row": { do: ({ at }) => [`delete from audit where ${rowAt(at)}`], first: ({ at }) => at },
  "a deleted place": { do: ({ at }) => [`delete from audit_seal where sequence = ${at}`], first: ({ at }) => at },
  "a row deleted with its place": {
    do: ({ at }) => [`delete from audit where ${rowAt(at)}`, `delete from audit_seal where sequence = ${at}`],
    first: ({ at }) => at,
  },
  "a row deleted with its place, the others moved up": {
    do: ({ at }) => [
      `delete from audit where ${rowAt(at)}`,
      `delete from audit_seal where sequence = ${at}`,
      `update audit_seal set sequence = sequence + 100000 where sequence > ${at}`,
      "update audit_seal set sequence = sequence - 100001 where sequence > 100000",
    ],
    first: ({ at }) => at,
  },
  "rows that traded what they say": { do: trade(["actor", "action", "object", "detail"]) },
  "places that traded rows": { do: tradeSeals(["audit_id", "at"]) },
  "places that traded hashes": { do: tradeSeals(["hash"]) },
  "a copy of a row": {
    do: ({ at }) => [
      `insert into audit select tenant_id, gen_random_uuid(), at, actor, action, object, detail from keep_audit where ${rowAt(at)}`,
    ],
  },
  "a copy of a row under its own id": {
    do: ({ at }) => [
      `insert into audit select tenant_id, id, at + interval '1 second', actor, action, object, detail from keep_audit where ${rowAt(at)}`,
    ],
  },
  "a copy of a place at the end": {
    do: ({ at }) => [
      "alter table audit_seal drop constraint if exists audit_seal_tenant_id_audit_id_key",
      `insert into audit_seal select tenant_id, (select max(sequence) + 1 from keep_audit_seal), audit_id, at, hash from keep_audit_seal where sequence = ${at}`,
    ],
  },
  "a row that was never written by the hub": {
    do: ({ at }) => [
      `insert into audit select tenant_id, gen_random_uuid(), at, 'admin', 'test.add', 'invented', '{}' from keep_audit where ${rowAt(at)}`,
    ],
  },
  "a cut end": {
    do: ({ k }) => [
      `delete from audit where id in (select audit_id from keep_audit_seal where sequence > ${rows - k})`,
      `delete from audit_seal where sequence > ${rows - k}`,
    ],
    first: ({ k }) => rows - k + 1,
  },
  "everything gone": { do: () => ["delete from audit", "delete from audit_seal"], first: () => 1 },
  "an end that was changed and sealed anew by the hub": {
    do: ({ k }) => [
      `update audit set actor = 'somebody else' where ${rowAt(rows - k)}`,
      `insert into audit_unsealed select tenant_id, at, audit_id from keep_audit_seal where sequence >= ${rows - k}`,
      `delete from audit_seal where sequence >= ${rows - k}`,
    ],
  },
};

describe("an audit that somebody tampers with who may do everything in the database", () => {
  const random = createRandom(21);
  for (const [way, { do: tamper, first }] of Object.entries(ways))
    it(`shows ${way}, ${rounds} times of ${rounds}`, async () => {
      for (let round = 0; round < rounds; round += 1) {
        const at = 1 + random(rows - 1);
        const other = 1 + ((at + random(rows - 2)) % (rows - 1));
        const place = { at, other: other === at ? (at % (rows - 1)) + 1 : other, k: 1 + random(9) };
        await world.tamper(...tamper(place));
        // A running hub seals what waits; it must not make good what was tampered with.
        await world.newSealer()(world.tenantId);
        const verdict = await world.audit.verify();
        const told = `${JSON.stringify(place)}: ${JSON.stringify(verdict.problems)}`;
        assert.equal(verdict.ok, false, told);
        assert.ok(
          verdict.problems.every(({ detail, remedy }) => detail !== "" && remedy !== ""),
          told,
        );
        if (first) assert.equal(verdict.problems[0]?.sequence, first(place), told);
        await restore();
      }
    });

  it("is whole again when all is as it was", async () => {
    const verdict = await world.audit.verify();
    assert.deepEqual([verdict.ok, verdict.checked, verdict.problems], [true, rows + 1, []]);
    await restore();
  });

  it("shows a row that was deleted before it had its place", async () => {
    await world.add(2);
    await world.tamper(`delete from audit where ${"id in (select audit_id from audit_unsealed limit 1)"}`);
    await world.sealAll();
    const verdict = await world.audit.verify();
    assert.deepEqual([verdict.ok, verdict.problems.map(({ kind }) => kind)], [false, ["vanished"]]);
    await restore();
  });
});

describe("another master key", () => {
  it("leaves the chain and its anchors as they are", async () => {
    const { db, tenantId, anchors, vault } = world;
    const clock = { now: () => new Date() };
    const common = {
      clock,
      ids: idSource,
      log: { info() {}, warn() {}, error() {} },
      metrics: { count() {}, observe() {} },
    };
    const young = newKeyLine("young");
    assert.equal(await vault.rewrap(parseKeyring(`${young}\n${world.keyLine}`), [tenantId]), 1);
    const alone = createVault(db, parseKeyring(young));
    const audit = createAuditService({ db, tenantId, vault: alone, anchors, world: common });
    const verdict = await audit.verify();
    assert.deepEqual([verdict.ok, verdict.problems, verdict.anchors.count > 0], [true, [], true]);
    assert.equal((await audit.keys()).chainKey, (await world.audit.keys()).chainKey);
  });
});
