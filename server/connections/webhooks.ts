import type { Transaction } from "kysely";
import { findConnector } from "../../connectors/registry.ts";
import type { SetupText } from "../../connectors/contract.ts";
import type { Desk } from "../../core/ports/desk.ts";
import type { Connection } from "../../schemas/connection.ts";
import { DutyPlan } from "../../schemas/escalation.ts";
import type { ConnectionId, TenantId } from "../../schemas/ids.ts";
import { AppError } from "../api/problem.ts";
import { addAudit } from "../db/admin.ts";
import { checkHookIn, removeConnection } from "../db/connection-run.ts";
import { readConnection } from "../db/connections.ts";
import type { Database } from "../db/database.ts";
import { withTenant } from "../db/tenant.ts";
import { readNewestParsed } from "../db/text-versions.ts";
import { buildMailAddress, hookTokenVersion } from "./add-connection.ts";
import { checkPagerUse } from "./check-pager-use.ts";
import type { ConnectionServiceDeps } from "./connection-service.ts";
import { actorNow } from "../access/acting.ts";

/**
 * The whole address of a connection's hook, with its secret part.
 *
 * @throws AppError when it was not kept
 */
export async function readHookUrl(
  deps: Pick<ConnectionServiceDeps, "db" | "tenantId" | "vault" | "publicUrl">,
  { id, name }: Pick<Connection, "id" | "name">,
): Promise<string> {
  const hookToken = await readHookToken(deps, deps.tenantId, id);
  if (hookToken === undefined)
    throw new AppError("conflict", `The address of "${name}" was not kept; add the connection anew.`);
  return `${deps.publicUrl()}/hooks/${id}/${hookToken}`;
}

/** The secret part of the address; undefined when it was not kept. */
export async function readHookToken(
  { db, vault }: Pick<ConnectionServiceDeps, "db" | "vault">,
  tenantId: TenantId,
  id: ConnectionId,
): Promise<string | undefined> {
  const row = await readConnection(db, tenantId, id);
  if (!row?.hookToken) return undefined;
  return (await vault.open(tenantId, id, { hookToken: row.hookToken }, hookTokenVersion))["hookToken"];
}

/** Makes sure that the vendor calls this hub, where it lets us. */
export async function registerWebhook(deps: ConnectionServiceDeps, connection: Connection, desk: Desk) {
  if (!desk.ensureWebhook)
    throw new AppError(
      "invalid",
      `${connection.name}: this vendor lets no one register webhooks through its API; see the setup texts.`,
    );
  const done = await desk.ensureWebhook(await readHookUrl(deps, connection));
  if (!done.ok) throw new AppError("conflict", `${connection.name}: ${done.error.detail}`);
  const { db, tenantId, ids } = deps;
  await withTenant(db, tenantId, async (trx) => {
    // From now on it is looked after.
    await checkHookIn(trx, tenantId, connection.id, 0);
    const detail = { name: connection.name, state: done.value.state };
    await addAudit(
      trx,
      tenantId,
      { actor: actorNow(), action: "connection.webhook", object: connection.id, detail },
      ids.next,
    );
  });
  return done.value;
}

/** What an admin pastes at the vendor, with everything filled in; it may hold a secret, so that who asked is in the audit. */
export async function buildSetupTexts(
  deps: ConnectionServiceDeps,
  connection: Connection,
): Promise<readonly SetupText[]> {
  const entry = {
    actor: actorNow(),
    action: "connection.setup",
    object: connection.id,
    detail: { name: connection.name },
  };
  await withTenant(deps.db, deps.tenantId, (trx) => addAudit(trx, deps.tenantId, entry, deps.ids.next));
  const connector = findConnector(connection.connector);
  const row = await readConnection(deps.db, deps.tenantId, connection.id);
  if (!connector?.buildSetup || !row) return [];
  const secrets = await deps.vault.open(deps.tenantId, connection.id, row.secrets, row.secretsVersion);
  const hookUrl = await readHookUrl(deps, connection);
  const takesMail = connector.manifest.capabilities.includes("mail");
  const hookToken = takesMail ? await readHookToken(deps, deps.tenantId, connection.id) : undefined;
  const mailAddress = hookToken === undefined ? undefined : buildMailAddress(deps, connection.id, hookToken);
  return connector.buildSetup({ settings: connection.settings, secrets, hookUrl, mailAddress });
}

/** Our webhooks at the vendor go, its links end, its records stay. @returns what could not be done there, in words */
export async function dropConnection(
  deps: ConnectionServiceDeps,
  connection: Connection,
  openDesk: () => Promise<Desk>,
): Promise<{ removed: true; left: string | null }> {
  const plan = await readNewestParsed(deps.db, deps.tenantId, "onCall");
  if (connection.kind === "pager" && plan) checkPagerUse(connection.name, DutyPlan.parse(plan.parsed));
  const left = connection.kind === "desk" ? await takeWebhooksAway(deps, connection, await openDesk()) : null;
  await withTenant(deps.db, deps.tenantId, (trx) => writeRemoval(deps, trx, connection, left));
  deps.open.changed(connection.id);
  return { removed: true, left };
}

/** @returns what could not be done at the vendor, in words; null = nothing of ours is left there */
export async function takeWebhooksAway(
  deps: ConnectionServiceDeps,
  connection: Connection,
  desk: Desk,
): Promise<string | null> {
  const done = await desk.removeWebhook?.(await readHookUrl(deps, connection));
  return done && !done.ok ? `Our webhooks there could not be taken away: ${done.error.detail}` : null;
}

/** The rows of a removal, and the note of it. */
export async function writeRemoval(
  { tenantId, ids }: ConnectionServiceDeps,
  trx: Transaction<Database>,
  { id, name }: Connection,
  left: string | null,
): Promise<void> {
  await removeConnection(trx, tenantId, id);
  const entry = { actor: actorNow(), action: "connection.remove", object: id, detail: { name, left } };
  await addAudit(trx, tenantId, entry, ids.next);
}
