import { randomBytes } from "node:crypto";
import { copyFile, mkdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { zstdDecompressSync } from "node:zlib";
import { startAutotaskSimulator } from "../../../connectors/autotask/simulator/index.ts";
import { Config } from "../../../server/config/config.ts";
import { checkBackup, countRows, takeBackup } from "../../../server/operations/backup.ts";
import { restoreBackup } from "../../../server/operations/restore-backup.ts";
import { deliverAlerts } from "../../support/alertmanager.ts";
import { openBackupFolder } from "../../support/backup-world.ts";
import { createTestDatabase, type TestDatabase } from "../../support/database.ts";
import { type DeskWorld, openDeskWorld } from "../../support/desk-world.ts";
import { defineScenario, runApart, type ScenarioContext } from "../scenario.ts";
import { askDatabase } from "../tools/ask-database.ts";

/** The steps of the README's section, from a host with Node and the backup on it. */
const documentedSteps = [
  "npm ci",
  "put the master key's copy into the data folder",
  "interdesk restore FILE",
  "npm start",
  "interdesk instance adopt",
];

async function openWorld(context: ScenarioContext): Promise<{ world: DeskWorld; folder: string; hookUrl: string }> {
  const folder = await openBackupFolder(context);
  const desk = await startAutotaskSimulator({ webhookRetryMs: 100 });
  const world = await openDeskWorld(context, { psa: { connector: "autotask", desk } });
  const alerts = { name: "alerts", connector: "alertmanager", secrets: { bearerToken: "test-token-not-secret" } };
  const added = await world.api.post("/connections", { ...alerts, defaultClient: desk.clients[0]?.name });
  return { world, folder, hookUrl: (added as { hookUrl: string }).hookUrl };
}

/** Deliveries as large as vendors' are, and an audit of as many rows, until the database has grown by so much. */
async function fill(database: TestDatabase, megabytes: number): Promise<void> {
  const bodyBytes = 4_000;
  const rows = Math.round((megabytes * 1_000_000) / (bodyBytes + 600));
  await askDatabase(
    database,
    `insert into delivery (tenant_id, connection_id, id, received_at, content_type, headers, body)
      select c.tenant_id, c.id, gen_random_uuid(), now() - n * interval '0.5 seconds', 'application/json', '{"x-event": "alert"}',
        decode((select string_agg(md5(n::text || k::text), '') from generate_series(1, ${bodyBytes / 16}) k), 'hex')
      from (select tenant_id, id from connection limit 1) c, generate_series(1, ${Math.min(rows, 340_000)}) n`,
  );
  await askDatabase(
    database,
    `insert into audit (tenant_id, id, at, actor, action, object, detail)
      select t.id, gen_random_uuid(), now() - n * interval '0.1 seconds', 'admin', 'connection.change', 'connection ' || n % 50, '{"mode": "live"}'
      from tenant t, generate_series(1, ${Math.round(rows / 10)}) n`,
  );
}

export const restoredElsewhere = defineScenario(
  "Q1",
  "a backup that is restored on an empty host",
  async (context, sizes) => {
    const { world, folder } = await openWorld(context);
    await fill(world.database, sizes.megabytes);
    const [size] = await askDatabase<{ bytes: string }>(
      world.database,
      "select sum(pg_total_relation_size(oid)) as bytes from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r')",
    );
    const file = path.join(folder, "all.backup");
    const takenAt = performance.now();
    const { totals, bytes } = await takeBackup(world.database.app, file);
    const tookMs = performance.now() - takenAt;
    const dataDir = path.join(folder, "elsewhere");
    await mkdir(dataDir);
    await copyFile(path.join(world.config.dataDir, "master-key"), path.join(dataDir, "master-key"));
    const outcome = await restoreBackup(Config.parse({ dataDir }), file, { replace: false });
    const gigabytes = Number(size?.bytes ?? 0) / 1_000_000_000;
    const msPerGigabyte = outcome.tookMs / gigabytes;
    const whole = outcome.audits.every(({ verdict }) => verdict.ok);
    const equal = outcome.rows === countRows(totals);
    return {
      pass: whole && equal && documentedSteps.length <= sizes.mostCommands && msPerGigabyte <= sizes.mostMsPerGigabyte,
      figure: `${outcome.rows} rows, ${gigabytes.toFixed(2)} GB in the database, ${(bytes / 1_000_000).toFixed(0)} MB in the file: taken in ${(tookMs / 1_000).toFixed(1)} s, restored and verified in ${(outcome.tookMs / 1_000).toFixed(1)} s (${(msPerGigabyte / 60_000).toFixed(1)} minutes per GB), ${documentedSteps.length} commands; counts ${equal ? "equal" : "NOT equal"}, audit ${whole ? "whole" : "NOT whole"}; peak memory ${Math.round(process.resourceUsage().maxRSS / 1_024)} MB`,
    };
  },
);

/** References that no foreign key watches. */
const looseReferences = [
  "event e where not exists (select 1 from alert a where a.id = e.alert_id)",
  "change c where not exists (select 1 from ticket t where t.id = c.ticket_id)",
  "observation o where not exists (select 1 from link l where l.id = o.link_id)",
  "vendor_write w where not exists (select 1 from ticket t where t.id = w.ticket_id)",
  "delivery_open o where not exists (select 1 from delivery d where d.id = o.id)",
  "delivery_outcome o where not exists (select 1 from delivery d where d.id = o.delivery_id)",
  "fold f where not exists (select 1 from ticket t where t.id = f.ticket_id)",
  "alert a where a.ticket_id is not null and not exists (select 1 from ticket t where t.id = a.ticket_id)",
  "audit_seal s where not exists (select 1 from audit a where a.id = s.audit_id)",
  "audit_unsealed u where not exists (select 1 from audit a where a.id = u.audit_id)",
];

async function countBroken(world: DeskWorld, file: string): Promise<number> {
  const target = await createTestDatabase();
  try {
    const urls = { databaseUrl: target.url, databaseAdminUrl: target.adminUrl };
    const { audits } = await restoreBackup({ ...world.config, ...urls }, file, { replace: true });
    const counts = await askDatabase<{ broken: number }>(
      target,
      looseReferences.map((where) => `select count(*)::int as broken from ${where}`).join(" union all "),
    );
    const unsound = audits.filter(({ verdict }) => !verdict.ok).length;
    return counts.reduce((sum, { broken }) => sum + broken, unsound);
  } finally {
    await target.drop();
  }
}

export const backupUnderLoad = defineScenario("Q3", "backups that are taken under load", async (context, sizes) => {
  const { world, folder, hookUrl } = await openWorld(context);
  const sent: Promise<unknown>[] = [];
  let ended = false;
  const load = async () => {
    const startedAt = performance.now();
    for (let number = 0; !ended; number += 1) {
      const wait = startedAt + (number * 1_000) / sizes.perSecond - performance.now();
      if (wait > 0) await pause(wait);
      const alert = { alertname: `Load ${number % 200}`, severity: "warning", run: String(Math.floor(number / 200)) };
      sent.push(deliverAlerts(hookUrl, [alert], number % 3 === 2 ? "resolved" : "firing"));
    }
  };
  const loading = load();
  const files: string[] = [];
  for (let round = 0; round < sizes.backups; round += 1) {
    await pause((sizes.seconds * 1_000) / sizes.backups);
    const file = path.join(folder, `${round}.backup`);
    await takeBackup(world.database.app, file);
    files.push(file);
  }
  ended = true;
  await loading;
  const answers = await Promise.allSettled(sent);
  const refused = answers.filter(({ status }) => status === "rejected").length;
  let broken = 0;
  let rows = 0;
  for (const file of files) {
    rows = Math.max(rows, countRows((await checkBackup(file)).totals));
    broken += await runApart(context, () => countBroken(world, file));
  }
  return {
    pass: broken === 0 && refused === 0,
    figure: `${files.length} backups of up to ${rows} rows during ${sent.length} requests (${sizes.perSecond}/s), ${refused} of them not accepted: ${broken} broken references`,
  };
});

export const backupWithoutSecrets = defineScenario("Q4", "what a backup does not hold", async (context, sizes) => {
  const { world, folder } = await openWorld(context);
  const canaries = Array.from({ length: sizes.secrets }, () => `canary-${randomBytes(18).toString("base64url")}`);
  for (const [index, bearerToken] of canaries.entries())
    await world.api.post("/connections", {
      name: `alerts ${index}`,
      connector: "alertmanager",
      secrets: { bearerToken },
      defaultClient: "Acme",
    });
  const { key } = (await world.api.post("/api-keys", { name: "board", role: "viewer" })) as { key: string };
  const own = await Promise.all(
    ["master-key", "admin-token"].map((name) => readFile(path.join(world.config.dataDir, name), "utf8")),
  );
  const words = [...canaries, key, ...own.flatMap((text) => text.trim().split(":"))].filter((word) => word.length > 8);
  const file = path.join(folder, "secrets.backup");
  await takeBackup(world.database.app, file);
  const text = zstdDecompressSync(await readFile(file));
  const found = words.filter((word) =>
    [word, Buffer.from(word).toString("hex"), Buffer.from(word).toString("base64").replace(/=+$/, "")].some((form) =>
      text.includes(form),
    ),
  );
  return {
    pass: found.length === 0 && words.length >= sizes.secrets + 3,
    figure: `${words.length} secrets looked for in ${(await stat(file)).size} bytes: ${found.length} found`,
  };
});
