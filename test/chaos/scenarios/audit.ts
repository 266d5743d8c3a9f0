import type { Verdict } from "../../../server/audit/verify-audit.ts";
import { type AuditWorld, openAuditWorld } from "../../support/audit-world.ts";
import { defineScenario, type ScenarioContext } from "../scenario.ts";

/** Rows as the hub writes them, one each fifth of a second until now. */
async function fill({ ask, tenantId, sealAll }: AuditWorld, rows: number): Promise<void> {
  await ask(`
    insert into audit (tenant_id, id, at, actor, action, object, detail)
    select '${tenantId}', (lpad(to_hex(1764000000000 + n), 12, '0') || '7000' || '8000' || lpad(to_hex(n), 12, '0'))::uuid,
      now() - (${rows} - n) * interval '0.2 seconds', 'admin', 'connection.change', 'connection ' || n % 50,
      jsonb_build_object('name', 'psa ' || n % 50, 'patch', jsonb_build_object('mode', 'live', 'rules', jsonb_build_object('take', 'record.priority <= ' || n % 5)))
    from generate_series(1, ${rows}) n`);
  await ask("analyze audit, audit_unsealed");
  await sealAll();
  await ask("analyze audit, audit_seal");
}

interface Tampered {
  /** Places that are to be told. */
  places: readonly number[];
  /** As a superuser. */
  statements: readonly string[];
}

const rowAt = (sequence: number) => `id = (select audit_id from kept_seal where sequence = ${sequence})`;

/** One row changed, deleted, or swapped with the one behind it, by turns. */
function tamper(kind: number, at: number): Tampered {
  if (kind === 0)
    return { places: [at], statements: [`update audit set detail = detail || '{"by": "nobody"}' where ${rowAt(at)}`] };
  if (kind === 1) return { places: [at], statements: [`delete from audit where ${rowAt(at)}`] };
  return {
    places: [at, at + 1],
    statements: [
      "alter table audit_seal drop constraint if exists audit_seal_tenant_id_audit_id_key",
      `update audit_seal s set audit_id = k.audit_id, at = k.at from kept_seal k
       where (s.sequence = ${at} and k.sequence = ${at + 1}) or (s.sequence = ${at + 1} and k.sequence = ${at})`,
    ],
  };
}

/** Places far from each other, and the end cut off behind them. */
function plan({ random }: ScenarioContext, rows: number, perRound: number): Tampered {
  const cut = 1 + random(50);
  const stretch = Math.floor((rows - 100) / (perRound - 1));
  const parts = Array.from({ length: perRound - 1 }, (_, index) =>
    tamper(index % 3, 1 + index * stretch + random(stretch - 2)),
  );
  return {
    places: [...parts.flatMap(({ places }) => places), rows - cut + 1],
    statements: [
      ...parts.flatMap(({ statements }) => statements),
      `delete from audit where id in (select audit_id from kept_seal where sequence > ${rows - cut})`,
      `delete from audit_seal where sequence > ${rows - cut}`,
    ],
  };
}

/** Puts back what was touched: these places, and the end. */
async function repair(world: AuditWorld, places: readonly number[]): Promise<void> {
  const touched = `(sequence in (${places.join(", ")}) or sequence >= ${Math.max(...places)})`;
  const ids = `(select audit_id from kept_seal where ${touched})`;
  await world.tamper(
    `delete from audit where id in ${ids}`,
    `insert into audit select * from kept_audit where id in ${ids}`,
    `delete from audit_seal where ${touched}`,
    `insert into audit_seal select * from kept_seal where ${touched}`,
    "delete from audit_unsealed",
  );
}

const missing = (places: readonly number[], { problems }: Verdict) =>
  places.filter((place) => !problems.some(({ sequence }) => sequence === place)).length;

export const tamperedAudit = defineScenario("Q5", "an audit that is tampered with", async (context, sizes) => {
  const { rows, rounds, perRound, mostMs } = sizes;
  const world = await openAuditWorld(context);
  await fill(world, rows);
  await world.ask("create table kept_audit as select * from audit; create index on kept_audit (id)");
  await world.ask("create table kept_seal as select * from audit_seal; create index on kept_seal (sequence)");
  const whole = await world.audit.verify();
  // Notes of verifications are not what is looked for.
  const forget = "delete from audit where action = 'audit.verify'";
  await world.tamper(forget, "delete from audit_unsealed");
  let unseen = 0;
  let slowestMs = whole.tookMs;
  for (let round = 0; round < rounds; round += 1) {
    const { places, statements } = plan(context, rows, perRound);
    await world.tamper(...statements);
    const verdict = await world.audit.verify();
    slowestMs = Math.max(slowestMs, verdict.tookMs);
    unseen += verdict.ok ? places.length : missing(places, verdict);
    await world.tamper(forget);
    await repair(world, places);
  }
  const again = await world.audit.verify();
  const wholeAtEnds = whole.ok && again.ok && whole.checked === rows && again.checked === rows;
  return {
    pass: wholeAtEnds && unseen === 0 && slowestMs <= mostMs,
    figure: `${rows} rows verified in ${(whole.tookMs / 1_000).toFixed(1)} s, ${(slowestMs / 1_000).toFixed(1)} s at most; ${rounds * perRound} cases, ${unseen} places not told; ${wholeAtEnds ? "whole" : "NOT whole"} before and after; peak memory ${Math.round(process.resourceUsage().maxRSS / 1_024)} MB`,
  };
});
