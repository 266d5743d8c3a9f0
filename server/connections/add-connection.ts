import { createHash, randomBytes } from "node:crypto";
import { buildLocalPart, buildMailKey } from "../../connectors/mail-address.ts";
import { builtIn, findConnector } from "../../connectors/registry.ts";
import { ConnectionId } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import { AppError } from "../api/problem.ts";
import { addAudit, ensureClient } from "../db/admin.ts";
import { insertConnection, type NewConnection } from "../db/connections.ts";
import { listConnections } from "../db/list-connections.ts";
import { withTenant } from "../db/tenant.ts";
import { checkPart } from "./check-part.ts";
import type { ConnectionService, ConnectionServiceDeps, NewConnectionInput } from "./connection-service.ts";
import { actorNow } from "../access/acting.ts";

const noMailAddress = "(no address yet: set smtp.port and smtp.domain in the hub's settings)";

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

/** @throws AppError naming what is wrong; ZodError naming each field, never a secret */
export async function addConnection(
  deps: ConnectionServiceDeps,
  input: NewConnectionInput,
): ReturnType<ConnectionService["add"]> {
  const connector = findConnector(input.connector);
  if (!connector) {
    const names = builtIn.map(({ manifest }) => manifest.name).join(", ");
    throw new AppError("invalid", `connector: there is no connector "${input.connector}"; expected one of ${names}`);
  }
  const { manifest } = connector;
  const settings = checkPart("settings", manifest.settings, input.settings) as Record<string, Json>;
  const secrets = checkPart("secrets", manifest.secrets, input.secrets) as Record<string, string>;
  if ((await listConnections(deps.db, deps.tenantId)).some(({ name }) => name === input.name)) {
    throw new AppError("conflict", `name: there is a connection "${input.name}" already`);
  }
  const id = ConnectionId.parse(deps.ids.next());
  const token = randomBytes(32).toString("base64url");
  await insert(deps, input.defaultClient, {
    id,
    name: input.name,
    connector: manifest.name,
    kind: manifest.kind,
    settings,
    secrets: await deps.vault.seal(deps.tenantId, id, secrets, 1),
    hookToken: (await deps.vault.seal(deps.tenantId, id, { hookToken: token }, hookTokenVersion))["hookToken"] ?? "",
    hookTokenHash: createHash("sha256").update(token).digest(),
    allowedFrom: input.allowedFrom,
  });
  const hookUrl = `${deps.publicUrl()}/hooks/${id}/${token}`;
  const mailAddress = connector.manifest.capabilities.includes("mail") ? buildMailAddress(deps, id, token) : undefined;
  const fill = (step: string) =>
    step.replaceAll("{hookUrl}", hookUrl).replaceAll("{mailAddress}", mailAddress ?? noMailAddress);
  return {
    id,
    name: input.name,
    hookUrl,
    ...(mailAddress === undefined ? {} : { mailAddress }),
    setupSteps: manifest.setupSteps.map(fill),
  };
}

/** The connection, its client where that is new, and the note of it. */
async function insert(
  { db, tenantId, ids }: ConnectionServiceDeps,
  defaultClient: string | undefined,
  added: Omit<NewConnection, "defaultClientId">,
): Promise<void> {
  await withTenant(db, tenantId, async (trx) => {
    const defaultClientId = defaultClient ? await ensureClient(trx, tenantId, defaultClient, ids.next) : null;
    await insertConnection(trx, tenantId, { ...added, defaultClientId });
    const detail = { name: added.name, connector: added.connector };
    await addAudit(trx, tenantId, { actor: actorNow(), action: "connection.add", object: added.id, detail }, ids.next);
  });
}
