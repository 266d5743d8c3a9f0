import type { Transaction } from "kysely";
import { findConnector } from "../../connectors/registry.ts";
import type { Desk } from "../../core/ports/desk.ts";
import { dueKeys } from "../../core/sla/due-fields.ts";
import type { Connection } from "../../schemas/connection.ts";
import type { ConnectionId, TenantId } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import type { ValueMaps } from "../../schemas/value-map.ts";
import { actorNow } from "../access/acting.ts";
import { AppError } from "../api/problem.ts";
import { type ExpectedVersions, expectVersion } from "../api/versions.ts";
import { addAudit, ensureClient } from "../db/admin.ts";
import { resumeConnection, tryAgainSoon } from "../db/connection-run.ts";
import {
  lockConnectionVersion,
  readConnection,
  reconfigureConnection,
  type Reconfiguration,
  setDefaultClient,
  updateConnection,
} from "../db/connections.ts";
import type { Database } from "../db/database.ts";
import { recountTicketsOf, tellDueAnew } from "../db/desk-due.ts";
import { withTenant } from "../db/tenant.ts";
import { checkPart } from "./check-part.ts";
import { type ConnectionChange, type ConnectionPatch, decideChange } from "./configure-connection.ts";
import type { ConnectionServiceDeps } from "./connection-service.ts";

/** A change that has been held against the connector and the vendor, and is still to be written. */
export interface PreparedChange {
  connection: Connection;
  patch: ConnectionPatch;
  /** New settings or secrets; null = they stay. */
  renewal: Reconfiguration | null;
  /** What else becomes of it; null = that stays. */
  change: ConnectionChange | null;
}

type OpenDesk = () => Promise<Desk>;

/** A patch, and the versions that whoever asks for it has seen. */
interface AskedChange {
  patch: ConnectionPatch;
  expected: ExpectedVersions;
}

/** Carries out a patch, all of it or nothing. */
export async function changeConnection(
  deps: ConnectionServiceDeps,
  connection: Connection,
  { patch, expected }: AskedChange,
  openDesk: OpenDesk,
): Promise<void> {
  const { db, tenantId } = deps;
  const prepared = await prepareChange(deps, connection, patch, openDesk);
  await withTenant(db, tenantId, async (trx) => {
    await expectConnection(trx, tenantId, connection.id, expected);
    await writeChange(deps, trx, prepared);
  });
  await followChange(deps, prepared);
}

/**
 * Checks a patch, and asks the vendor where its lists are needed: with the new settings and secrets, before they are saved.
 *
 * @throws AppError naming what is wrong; ZodError naming each field, never a secret
 */
export async function prepareChange(
  deps: ConnectionServiceDeps,
  connection: Connection,
  patch: ConnectionPatch,
  openDesk: OpenDesk,
): Promise<PreparedChange> {
  const renewed = await renew(deps, connection, patch);
  const wantsMore = [patch.mode, patch.rules, patch.maps, patch.allowedFrom].some((part) => part !== undefined);
  const decide = (desk: Desk | undefined) => decideChange(connection, patch, desk);
  const prepared = { connection, patch, renewal: renewed?.renewal ?? null };
  if (!wantsMore) return { ...prepared, change: null };
  if (connection.kind !== "desk" || (patch.rules ?? patch.maps) === undefined)
    return { ...prepared, change: await decide(undefined) };
  if (!renewed) return { ...prepared, change: await decide(await openDesk()) };
  const change = await deps.open.tryOut(renewed.loaded, ({ desk }) => decide(desk));
  return { ...prepared, change };
}

/** The rows of a change; each of its two parts is noted with what it changed. */
export async function writeChange(
  deps: ConnectionServiceDeps,
  trx: Transaction<Database>,
  { connection, patch, renewal, change }: PreparedChange,
): Promise<void> {
  const { tenantId, ids } = deps;
  const { settings, secrets, overlapHours, ...rest } = patch;
  // Before it may work again: what is just being taken must not park it once more by what counted until now.
  if (patch.mode === "live" || patch.mode === "shadow" || patch.allowMany !== undefined)
    await resumeConnection(trx, tenantId, connection.id, patch.allowMany === true);
  else if (renewal) await tryAgainSoon(trx, tenantId, connection.id);
  if (renewal) {
    await reconfigureConnection(trx, tenantId, connection.id, renewal);
    // Names of the secrets only.
    const overlap = secrets === undefined ? {} : { overlapHours };
    await noteChange(deps, trx, connection, { settings, secrets: Object.keys(secrets ?? {}), ...overlap });
  }
  if (patch.defaultClient !== undefined) {
    const { defaultClient: name } = patch;
    const id = name === null ? null : await ensureClient(trx, tenantId, name, ids.next);
    await setDefaultClient(trx, tenantId, connection.id, id);
  }
  if (change) await updateConnection(trx, tenantId, connection.id, change);
  if (!renewal || Object.keys(rest).length > 0) await noteChange(deps, trx, connection, rest);
}

/** To be done once it is committed: it is opened anew, and tickets (whose locks come by themselves) follow. */
export async function followChange(
  { db, tenantId, open }: ConnectionServiceDeps,
  { connection, change }: PreparedChange,
): Promise<void> {
  open.changed(connection.id);
  if (!change) return;
  if (listDueKeys(change.maps) !== listDueKeys(connection.maps)) await tellDueAnew(db, tenantId);
  if (change.rules.ownsDue !== connection.rules.ownsDue) await recountTicketsOf(db, tenantId, connection.id);
}

const listDueKeys = ({ custom }: ValueMaps) => dueKeys.filter((key) => custom?.[key] !== undefined).join();

function noteChange(
  { tenantId, ids }: ConnectionServiceDeps,
  trx: Transaction<Database>,
  { id, name }: Connection,
  patch: object,
): Promise<void> {
  const entry = { actor: actorNow(), action: "connection.change", object: id, detail: { name, patch } };
  return addAudit(trx, tenantId, entry, ids.next);
}

/** Whoever read another version has not seen what is there; within the transaction nobody else changes it. */
async function expectConnection(
  trx: Transaction<Database>,
  tenantId: TenantId,
  id: ConnectionId,
  expected: ExpectedVersions,
): Promise<void> {
  if (expected === undefined) return;
  const version = await lockConnectionVersion(trx, tenantId, id);
  expectVersion(expected, version, { version });
}

/** Null takes a setting out; no connector has one that is null. */
function mergeSettings(known: Connection["settings"], named: ConnectionPatch["settings"]): object {
  return Object.fromEntries(Object.entries({ ...known, ...named }).filter(([, value]) => value !== null));
}

/** Its settings and secrets as they become, sealed to be written and open to be tried; null = the patch names none. */
async function renew({ db, tenantId, vault }: ConnectionServiceDeps, connection: Connection, patch: ConnectionPatch) {
  if (patch.settings === undefined && patch.secrets === undefined) return null;
  const manifest = findConnector(connection.connector)?.manifest;
  const row = await readConnection(db, tenantId, connection.id);
  if (!manifest || !row) throw new AppError("notFound", `There is no connection "${connection.name}".`);
  // The schema answers what JSON gave it.
  const settings = checkPart(
    "settings",
    manifest.settings,
    mergeSettings(connection.settings, patch.settings),
  ) as Record<string, Json>;
  const known = await vault.open(tenantId, connection.id, row.secrets, row.secretsVersion);
  const proposed = {
    connection: { ...connection, settings },
    tenantId,
    hookToken: undefined,
    startedAt: row.startedAt,
  };
  if (patch.secrets === undefined)
    return { renewal: { settings, secrets: null }, loaded: { ...proposed, secretVersions: [known] } };
  const secrets = checkPart("secrets", manifest.secrets, { ...known, ...patch.secrets }) as Record<string, string>;
  const version = row.secretsVersion + 1;
  const sealed = await vault.seal(tenantId, connection.id, secrets, version);
  return {
    renewal: { settings, secrets: { sealed, version, overlapHours: patch.overlapHours } },
    loaded: { ...proposed, secretVersions: [secrets, known] },
  };
}
