import type { Transaction } from "kysely";
import { type PreparedConnection, prepareConnection, writeConnection } from "../connections/add-connection.ts";
import { followChange, type PreparedChange, prepareChange, writeChange } from "../connections/change-connection.ts";
import type { AddedConnection, ConnectionServiceDeps } from "../connections/connection-service.ts";
import { takeWebhooksAway, writeRemoval } from "../connections/webhooks.ts";
import { AppError } from "../api/problem.ts";
import { actorNow } from "../access/acting.ts";
import { addAudit } from "../db/admin.ts";
import { lockConfiguration } from "../db/configuration.ts";
import type { Database } from "../db/database.ts";
import { withTenant } from "../db/tenant.ts";
import type { WebhookServiceDeps } from "../webhooks/webhook-service.ts";
import { fingerprintOf, type KnownConnection, loadState } from "./load-state.ts";
import type { Change, Plan } from "./plan-changes.ts";
import { writeChanges } from "./write-changes.ts";

export interface ApplyDeps {
  connections: ConnectionServiceDeps;
  webhooks: WebhookServiceDeps;
}

/** What is shown of it once: addresses and secrets that came to be. */
export interface Applied {
  connections: readonly AddedConnection[];
  webhooks: readonly { url: string; secret: string }[];
  /** What could not be done at vendors, in words. */
  undone: readonly string[];
}

/** Changes that have been held against connectors and vendors. */
export interface Prepared {
  added: readonly PreparedConnection[];
  changed: readonly PreparedChange[];
  removed: readonly { known: KnownConnection; left: string | null }[];
}

/**
 * Carries out a plan in one transaction, or nothing of it. Vendors are asked before it, so that no transaction waits for them.
 *
 * @param fingerprint of the state that the plan was made from
 * @throws AppError naming what is refused; `conflict` when somebody else has changed something since
 */
export async function applyPlan(deps: ApplyDeps, { changes }: Plan, fingerprint: string): Promise<Applied> {
  const { connections } = deps;
  const prepared = await prepare(connections, changes);
  const made = await withTenant(connections.db, connections.tenantId, async (trx) => {
    await lockConfiguration(trx, connections.tenantId);
    if (fingerprintOf(await loadState(trx, connections.tenantId)) !== fingerprint)
      throw new AppError(
        "conflict",
        "Somebody has changed something meanwhile. Nothing was applied; please try again.",
      );
    return write(deps, trx, changes, prepared);
  });
  for (const change of prepared.changed) await followChange(connections, change);
  for (const { known } of prepared.removed) connections.open.changed(known.id);
  connections.wake("read");
  connections.wake("push");
  deps.webhooks.wake();
  const undone = prepared.removed.flatMap(({ known, left }) => (left === null ? [] : [`${known.name}: ${left}`]));
  return { connections: prepared.added.map(({ added }) => added), webhooks: made, undone };
}

async function prepare(deps: ConnectionServiceDeps, changes: readonly Change[]): Promise<Prepared> {
  const [added, changed, removed] = [[], [], []] as [
    PreparedConnection[],
    PreparedChange[],
    Prepared["removed"][number][],
  ];
  const ofConnections = changes.filter((change) => change.part === "connections");
  for (const change of ofConnections) {
    if (change.action === "add") added.push(await named(change.name, prepareConnection(deps, change.input)));
    if (change.action === "change") {
      const { known, patch } = change;
      changed.push(
        await named(
          change.name,
          prepareChange(deps, known, patch, () => openDesk(deps, known)),
        ),
      );
    }
  }
  // Last of all, since it is the only thing that could not be taken back.
  for (const change of ofConnections) {
    if (change.action !== "remove") continue;
    const { known } = change;
    const left = known.kind === "desk" ? await takeWebhooksAway(deps, known, await openDesk(deps, known)) : null;
    removed.push({ known, left });
  }
  return { added, changed, removed };
}

async function openDesk({ open, tenantId }: ConnectionServiceDeps, { id, name }: KnownConnection) {
  const desk = (await open.open(tenantId, id))?.instance.desk;
  if (!desk) throw new AppError("conflict", `The connection "${name}" cannot be opened.`);
  return desk;
}

/** What is refused says of which connection. */
async function named<T>(name: string, checking: Promise<T>): Promise<T> {
  try {
    return await checking;
  } catch (cause) {
    if (cause instanceof AppError) throw new AppError(cause.code, `connection "${name}": ${cause.message}`, cause.more);
    throw cause;
  }
}

/** @returns the secrets of new webhooks */
async function write(
  { connections, webhooks }: ApplyDeps,
  trx: Transaction<Database>,
  changes: readonly Change[],
  { added, changed, removed }: Prepared,
): Promise<Applied["webhooks"]> {
  // Nobody is to be woken before it is there.
  const own = {
    connections: { ...connections, db: trx, wake: () => {} },
    webhooks: { ...webhooks, db: trx, wake: () => {} },
  };
  for (const one of added) await writeConnection(own.connections, trx, one);
  for (const one of changed) await writeChange(own.connections, trx, one);
  const made = await writeChanges(own, trx, changes);
  for (const { known, left } of removed) await writeRemoval(own.connections, trx, known, left);
  const count = (action: Change["action"]) => changes.filter((change) => change.action === action).length;
  const detail = { added: count("add"), changed: count("change"), removed: count("remove") };
  const entry = { actor: actorNow(), action: "configuration.apply", object: "configuration", detail };
  await addAudit(trx, connections.tenantId, entry, connections.ids.next);
  return made;
}
