import type { Kysely } from "kysely";
import type { World } from "../../core/ports/world.ts";
import type { TenantId } from "../../schemas/ids.ts";
import type { Config } from "../config/config.ts";
import { addAudit } from "../db/admin.ts";
import type { Database } from "../db/database.ts";
import {
  type AgingTable,
  countUse,
  deleteOld,
  deleteSettled,
  dropPartition,
  listOldPartitions,
  type Partition,
} from "../db/retention.ts";
import { withTenant } from "../db/tenant.ts";
import { listTenants } from "../db/tenants.ts";
import { clearPosts } from "../db/webhook-log.ts";
import { type AgeAuditDeps, ageAudit } from "./age-audit.ts";

export type RetentionClass = keyof Config["retention"];

const tablesOf: Readonly<Record<RetentionClass, readonly AgingTable[]>> = {
  deliveries: ["delivery"],
  events: ["event"],
  observations: ["observation"],
  vendorWrites: ["vendor_write"],
  changes: ["change", "clock_move"],
  audit: [],
  webhookLog: [],
};

/** What became of one partition, or would. */
export interface Aged {
  class: RetentionClass;
  partition: string;
  /** `kept`: something in it is needed, and what is not cannot be taken away by itself; `busy`: tried again at the next run. */
  action: "dropped" | "thinned" | "kept" | "busy";
  rows: number;
  /** Of open tickets, or waited for. */
  needed: number;
}

export interface RetentionView {
  class: RetentionClass;
  keepDays: number | "forever";
  /** Partitions that are older than that. */
  old: number;
}

export interface Retention {
  show(): Promise<readonly RetentionView[]>;
  /** @param wanted one class; undefined = all @param dryRun nothing is taken away */
  run(options: { wanted?: RetentionClass | undefined; dryRun: boolean }): Promise<readonly Aged[]>;
}

export interface RetentionDeps extends AgeAuditDeps {
  db: Kysely<Database>;
  world: Pick<World, "clock" | "ids" | "log" | "metrics">;
  settings: Config["retention"];
}

const dayMs = 86_400_000;
/** Rows that one transaction takes away: others wait for none of them for long. */
const batchRows = 2_000;
const classes = Object.keys(tablesOf) as RetentionClass[];

export function createRetention(deps: RetentionDeps): Retention {
  const { db, settings, world } = deps;
  const cutOf = (name: RetentionClass): Date | undefined => {
    const days = settings[name];
    return days === "forever" ? undefined : new Date(world.clock.now().getTime() - days * dayMs);
  };
  return {
    async show() {
      const views: RetentionView[] = [];
      for (const name of classes) {
        const until = cutOf(name);
        const tables = name === "audit" ? (["audit"] as const) : tablesOf[name];
        const old = until ? await Promise.all(tables.map((table) => listOldPartitions(db, table, until))) : [];
        views.push({ class: name, keepDays: settings[name], old: old.flat().length });
      }
      return views;
    },
    async run({ wanted, dryRun }) {
      const aged: Aged[] = [];
      for (const name of classes.filter((one) => wanted === undefined || one === wanted)) {
        const until = cutOf(name);
        if (until) aged.push(...(await ageClass(deps, name, until, dryRun)));
      }
      if (!dryRun) await note(deps, aged);
      return aged;
    },
  };
}

async function ageClass(
  deps: RetentionDeps,
  name: RetentionClass,
  until: Date,
  dryRun: boolean,
): Promise<readonly Aged[]> {
  const tenantIds = (await listTenants(deps.db)).map(({ id }) => id);
  if (name === "audit") return ageAudit(deps, tenantIds, until, dryRun);
  const aged: Aged[] = [];
  for (const table of tablesOf[name])
    for (const partition of await listOldPartitions(deps.db, table, until))
      aged.push({ class: name, ...(await agePartition(deps, table, partition, { tenantIds, dryRun })) });
  if (dryRun) return aged;
  for (const tenantId of tenantIds) {
    if (name === "deliveries") while ((await deleteSettled(deps.db, tenantId, until, batchRows)) > 0);
    if (name === "webhookLog") await clearLog(deps, tenantId);
  }
  return aged;
}

/** A partition that nobody needs goes as a whole; of one that somebody needs, all that is not needed goes. */
async function agePartition(
  { db }: RetentionDeps,
  table: AgingTable,
  partition: Partition,
  { tenantIds, dryRun }: { tenantIds: readonly TenantId[]; dryRun: boolean },
): Promise<Omit<Aged, "class">> {
  const uses = await Promise.all(tenantIds.map((tenantId) => countUse(db, tenantId, table, partition)));
  const rows = uses.reduce((sum, use) => sum + use.rows, 0);
  const needed = uses.reduce((sum, use) => sum + use.needed, 0);
  const result = { partition: partition.name, rows, needed };
  if (needed === 0) {
    const done = dryRun || (await dropPartition(db, table, partition));
    return { ...result, action: done ? "dropped" : "busy" };
  }
  let gone = 0;
  for (const tenantId of dryRun ? [] : tenantIds)
    for (let batch = batchRows; batch === batchRows; gone += batch)
      batch = await deleteOld(db, tenantId, table, partition, batchRows);
  return { ...result, action: gone > 0 || (dryRun && needed < rows && table !== "clock_move") ? "thinned" : "kept" };
}

async function clearLog({ db, settings }: RetentionDeps, tenantId: TenantId): Promise<void> {
  const { webhookLog } = settings;
  if (webhookLog !== "forever") await withTenant(db, tenantId, (trx) => clearPosts(trx, tenantId, webhookLog));
}

async function note({ db, world }: RetentionDeps, aged: readonly Aged[]): Promise<void> {
  const gone = aged.filter(({ action }) => action === "dropped" || action === "thinned");
  for (const { class: name, action } of gone) world.metrics.count("interdesk_retention", { class: name, action });
  if (gone.length === 0) return;
  world.log.info({ partitions: gone.length }, "what is older than it is to be kept was taken away");
  const detail = {
    partitions: gone.map(({ partition, action, rows, needed }) => ({ partition, action, rows, needed })),
  };
  for (const { id } of await listTenants(db))
    await addAudit(db, id, { actor: "hub", action: "retention.run", object: "database", detail }, world.ids.next);
}
