import { createHash, randomBytes } from "node:crypto";
import type { Transaction } from "kysely";
import { buildLocalPart, buildMailKey } from "../../connectors/mail-address.ts";
import type { Language, RegisteredConnector, Text } from "../../connectors/contract.ts";
import { builtIn, findConnector } from "../../connectors/registry.ts";
import { Connection } from "../../schemas/connection.ts";
import { ConnectionId } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import { actorNow } from "../access/acting.ts";
import { AppError } from "../api/problem.ts";
import { addAudit, ensureClient } from "../db/admin.ts";
import { insertConnection, type NewConnection, updateConnection } from "../db/connections.ts";
import type { Database } from "../db/database.ts";
import { listConnections } from "../db/list-connections.ts";
import { withTenant } from "../db/tenant.ts";
import { checkPart } from "./check-part.ts";
import { type ConnectionChange, decideChange } from "./configure-connection.ts";
import type { AddedConnection, ConnectionServiceDeps, NewConnectionInput } from "./connection-service.ts";

const noMailAddress: Text = {
  en: "(no address yet: set smtp.port and smtp.domain in the hub's settings)",
  de: "(noch keine Adresse: Setzen Sie smtp.port und smtp.domain in den Einstellungen des Hubs)",
};

/** Undefined where this hub takes no mail. */
export function buildMailAddress(
  { mailDomain }: Pick<ConnectionServiceDeps, "mailDomain">,
  connectionId: string,
  hookToken: string,
): string | undefined {
  if (mailDomain === undefined) return undefined;
  return `${buildLocalPart({ connectionId, key: buildMailKey(hookToken) })}@${mailDomain}`;
}

/** The token is sealed beside the secrets and never changes with them. */
export const hookTokenVersion = 0;

/** A connection that has been held against its connector and the vendor, and is still to be written. */
export interface PreparedConnection {
  row: Omit<NewConnection, "defaultClientId">;
  defaultClient: string | undefined;
  /** Its mode, rules and tables; null = those of every new one. */
  change: ConnectionChange | null;
  /** What its admin is shown, this once. */
  added: AddedConnection;
}

/** @throws AppError naming what is wrong; ZodError naming each field, never a secret */
export async function addConnection(deps: ConnectionServiceDeps, input: NewConnectionInput): Promise<AddedConnection> {
  if ((await listConnections(deps.db, deps.tenantId)).some(({ name }) => name === input.name))
    throw new AppError("conflict", `name: there is a connection "${input.name}" already`);
  const prepared = await prepareConnection(deps, input);
  await withTenant(deps.db, deps.tenantId, (trx) => writeConnection(deps, trx, prepared));
  return prepared.added;
}

/** Checks what a connection is to be, and asks the vendor where its lists are needed. @throws as {@link addConnection} */
export async function prepareConnection(
  deps: ConnectionServiceDeps,
  input: NewConnectionInput,
): Promise<PreparedConnection> {
  const connector = findConnector(input.connector);
  if (!connector) {
    const names = builtIn.map(({ manifest }) => manifest.name).join(", ");
    throw new AppError("invalid", `connector: there is no connector "${input.connector}"; expected one of ${names}`);
  }
  const { manifest } = connector;
  const settings = checkPart("settings", manifest.settings, input.settings) as Record<string, Json>;
  const secrets = checkPart("secrets", manifest.secrets, input.secrets) as Record<string, string>;
  const id = ConnectionId.parse(deps.ids.next());
  const token = randomBytes(32).toString("base64url");
  const own = { id, name: input.name, connector: manifest.name, kind: manifest.kind, settings };
  const row = {
    ...own,
    secrets: await deps.vault.seal(deps.tenantId, id, secrets, 1),
    hookToken: (await deps.vault.seal(deps.tenantId, id, { hookToken: token }, hookTokenVersion))["hookToken"] ?? "",
    hookTokenHash: createHash("sha256").update(token).digest(),
    allowedFrom: input.allowedFrom,
  };
  const change = await decide(deps, { ...own, allowedFrom: input.allowedFrom }, secrets, input);
  return { row, defaultClient: input.defaultClient, change, added: describe(deps, connector, row, token) };
}

/** The connection, its client where that is new, and the note of it. */
export async function writeConnection(
  { tenantId, ids }: ConnectionServiceDeps,
  trx: Transaction<Database>,
  { row, defaultClient, change }: PreparedConnection,
): Promise<void> {
  const defaultClientId = defaultClient ? await ensureClient(trx, tenantId, defaultClient, ids.next) : null;
  await insertConnection(trx, tenantId, { ...row, defaultClientId });
  if (change) await updateConnection(trx, tenantId, row.id, change);
  const detail = { name: row.name, connector: row.connector, mode: change?.mode ?? "live" };
  await addAudit(trx, tenantId, { actor: actorNow(), action: "connection.add", object: row.id, detail }, ids.next);
}

/** Mode, rules and tables of a connection that is not saved yet: its tables are tried on the vendor's own lists. */
async function decide(
  deps: ConnectionServiceDeps,
  own: Pick<Connection, "id" | "name" | "connector" | "kind" | "settings" | "allowedFrom">,
  secrets: Record<string, string>,
  { mode, reason, rules, maps }: NewConnectionInput,
): Promise<ConnectionChange | null> {
  if ([mode, rules, maps].every((part) => part === undefined)) return null;
  const { clock, tenantId, open } = deps;
  const startedAt = clock.now();
  const connection = Connection.parse({
    ...own,
    mode: "live",
    parkedReason: null,
    maps: {},
    rules: {},
    defaultClientId: null,
    version: 1,
    createdAt: startedAt,
  });
  const patch = { mode, reason, rules, maps, overlapHours: 0 };
  if (own.kind !== "desk") return decideChange(connection, patch, undefined);
  const loaded = { connection, tenantId, secretVersions: [secrets], hookToken: undefined, startedAt };
  return open.tryOut(loaded, ({ desk }) => decideChange(connection, patch, desk));
}

function describe(
  deps: ConnectionServiceDeps,
  { manifest, buildSetup }: RegisteredConnector,
  { id, name }: Pick<NewConnection, "id" | "name">,
  token: string,
): AddedConnection {
  const hookUrl = `${deps.publicUrl()}/hooks/${id}/${token}`;
  const mailAddress = manifest.capabilities.includes("mail") ? buildMailAddress(deps, id, token) : undefined;
  const fill = (step: Text, language: Language) =>
    step[language].replaceAll("{hookUrl}", hookUrl).replaceAll("{mailAddress}", mailAddress ?? noMailAddress[language]);
  return {
    id,
    name,
    hookUrl,
    ...(mailAddress === undefined ? {} : { mailAddress }),
    setupSteps: manifest.setupSteps.map((step) => ({ en: fill(step, "en"), de: fill(step, "de") })),
    hasTexts: buildSetup !== undefined,
  };
}
