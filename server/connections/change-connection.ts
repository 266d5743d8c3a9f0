import type { Transaction } from "kysely";
import { findConnector } from "../../connectors/registry.ts";
import type { Desk } from "../../core/ports/desk.ts";
import { dueKeys } from "../../core/sla/due-fields.ts";
import type { Connection } from "../../schemas/connection.ts";
import type { Json } from "../../schemas/json.ts";
import type { ValueMaps } from "../../schemas/value-map.ts";
import { AppError } from "../api/problem.ts";
import { addAudit } from "../db/admin.ts";
import { resumeConnection, tryAgainSoon } from "../db/connection-run.ts";
import { readConnection, reconfigureConnection, updateConnection } from "../db/connections.ts";
import type { Database } from "../db/database.ts";
import { recountTicketsOf, tellDueAnew } from "../db/desk-due.ts";
import { withTenant } from "../db/tenant.ts";
import { checkPart } from "./check-part.ts";
import { type ConnectionChange, type ConnectionPatch, decideChange } from "./configure-connection.ts";
import type { ConnectionServiceDeps } from "./connection-service.ts";
import { actorNow } from "../access/acting.ts";

/**
 * Carries out a patch: settings and secrets first, since rules and tables are held against the desk that they lead to. Each of
 * the two parts is noted with what it changed.
 */
export async function changeConnection(
  deps: ConnectionServiceDeps,
  connection: Connection,
  patch: ConnectionPatch,
  openDesk: () => Promise<Desk>,
): Promise<void> {
  const { db, tenantId } = deps;
  const { settings, secrets, overlapHours: _, ...rest } = patch;
  const mends = settings !== undefined || secrets !== undefined;
  if (mends) await reconfigure(deps, connection, patch);
  const wantsMore = [rest.mode, rest.rules, rest.maps, rest.allowedFrom].some((part) => part !== undefined);
  const change = wantsMore ? await decide() : undefined;
  await withTenant(db, tenantId, async (trx) => {
    // Before it may work again: what is just being taken must not park it once more by what counted until now.
    if (patch.mode === "live" || patch.mode === "shadow" || patch.allowMany !== undefined)
      await resumeConnection(trx, tenantId, connection.id, patch.allowMany === true);
    else if (mends) await tryAgainSoon(trx, tenantId, connection.id);
    if (change) await updateConnection(trx, tenantId, connection.id, change);
    if (!mends || Object.keys(rest).length > 0) await noteChange(deps, trx, connection, rest);
  });
  // Locks tickets, and so comes by itself: links were locked above.
  if (change) await followDue(change);
  deps.open.changed(connection.id);

  async function followDue({ maps, rules }: ConnectionChange) {
    if (listDueKeys(maps) !== listDueKeys(connection.maps)) await tellDueAnew(db, tenantId);
    if (rules.ownsDue !== connection.rules.ownsDue) await recountTicketsOf(db, tenantId, connection.id);
  }

  async function decide() {
    const asked = rest.rules !== undefined || rest.maps !== undefined;
    return decideChange(connection, patch, connection.kind === "desk" && asked ? await openDesk() : undefined);
  }
}

function noteChange(
  { tenantId, ids }: ConnectionServiceDeps,
  trx: Transaction<Database>,
  { id, name }: Connection,
  patch: object,
): Promise<void> {
  const entry = { actor: actorNow(), action: "connection.change", object: id, detail: { name, patch } };
  return addAudit(trx, tenantId, entry, ids.next);
}

const listDueKeys = ({ custom }: ValueMaps) => dueKeys.filter((key) => custom?.[key] !== undefined).join();

async function reconfigure(deps: ConnectionServiceDeps, connection: Connection, patch: ConnectionPatch): Promise<void> {
  const { db, tenantId, vault } = deps;
  const manifest = findConnector(connection.connector)?.manifest;
  const row = await readConnection(db, tenantId, connection.id);
  if (!manifest || !row) throw new AppError("notFound", `There is no connection "${connection.name}".`);
  // The schema answers what JSON gave it.
  const settings = checkPart("settings", manifest.settings, { ...connection.settings, ...patch.settings }) as Record<
    string,
    Json
  >;
  const sealed = await sealSecrets();
  await withTenant(db, tenantId, async (trx) => {
    await reconfigureConnection(trx, tenantId, connection.id, { settings, secrets: sealed });
    // Names of the secrets only.
    const overlap = patch.secrets === undefined ? {} : { overlapHours: patch.overlapHours };
    const changed = { settings: patch.settings, secrets: Object.keys(patch.secrets ?? {}), ...overlap };
    await noteChange(deps, trx, connection, changed);
  });
  deps.open.changed(connection.id);

  async function sealSecrets() {
    if (patch.secrets === undefined || !manifest || !row) return null;
    const known = await vault.open(tenantId, connection.id, row.secrets, row.secretsVersion);
    const secrets = checkPart("secrets", manifest.secrets, { ...known, ...patch.secrets }) as Record<string, string>;
    const version = row.secretsVersion + 1;
    const sealed = await vault.seal(tenantId, connection.id, secrets, version);
    return { sealed, version, overlapHours: patch.overlapHours };
  }
}
