import { createHash, randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import { z } from "zod";
import { findConnector, builtIn } from "../../connectors/registry.ts";
import type { DeskDiscovery, TestStep } from "../../core/ports/desk.ts";
import type { IdSource } from "../../core/ports/world.ts";
import type { Connection } from "../../schemas/connection.ts";
import { ConnectionId, type TenantId } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import { AppError } from "../api/problem.ts";
import { addAudit, ensureClient, mapClient } from "../db/admin.ts";
import { insertConnection, listConnections } from "../db/connections.ts";
import type { Database } from "../db/database.ts";
import type { Vault } from "../secrets/vault.ts";
import type { OpenConnections } from "./open-connections.ts";

export interface NewConnectionInput {
  name: string;
  connector: string;
  settings: Record<string, Json>;
  secrets: Record<string, string>;
  defaultClient?: string | undefined;
}

export interface ConnectionService {
  /** The hook's address is shown this once: the token is kept as a hash only. */
  add(input: NewConnectionInput): Promise<{ id: string; name: string; hookUrl: string; setupSteps: readonly string[] }>;
  test(name: string): Promise<readonly TestStep[]>;
  discover(name: string): Promise<DeskDiscovery>;
  mapClient(mapping: {
    connection: string;
    externalId: string;
    client: string;
  }): Promise<{ client: string; externalId: string }>;
}

export interface ConnectionServiceDeps {
  db: Kysely<Database>;
  tenantId: TenantId;
  vault: Vault;
  open: OpenConnections;
  ids: IdSource;
  /** How vendors reach this hub. */
  publicUrl: () => string;
}

export function createConnectionService(deps: ConnectionServiceDeps): ConnectionService {
  const findByName = async (name: string): Promise<Connection> => {
    const found = (await listConnections(deps.db, deps.tenantId)).find(
      (connection) => connection.name === name || connection.id === name,
    );
    if (!found) throw new AppError("notFound", `There is no connection "${name}".`);
    return found;
  };
  const openDesk = async (name: string) => {
    const connection = await findByName(name);
    const opened = await deps.open.open(deps.tenantId, connection.id);
    if (!opened?.instance.desk)
      throw new AppError("invalid", `The connection "${name}" is no service desk; there is nothing to ask it.`);
    return opened.instance.desk;
  };
  return {
    add: (input) => addConnection(deps, input),
    test: async (name) => (await openDesk(name)).test(),
    async discover(name) {
      const found = await (await openDesk(name)).discover();
      if (!found.ok) throw new AppError("conflict", `${name} could not be asked: ${found.error.detail}`);
      return found.value;
    },
    async mapClient({ connection, externalId, client }) {
      const { id } = await findByName(connection);
      const clientId = await ensureClient(deps.db, deps.tenantId, client, deps.ids.next);
      await mapClient(deps.db, deps.tenantId, { connectionId: id, externalId, clientId });
      await addAudit(
        deps.db,
        deps.tenantId,
        { actor: "admin", action: "client.map", object: client, detail: { connection, externalId } },
        deps.ids.next,
      );
      return { client, externalId };
    },
  };
}

async function addConnection(
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
  const defaultClientId = input.defaultClient
    ? await ensureClient(deps.db, deps.tenantId, input.defaultClient, deps.ids.next)
    : null;
  await insertConnection(deps.db, deps.tenantId, {
    id,
    name: input.name,
    connector: manifest.name,
    kind: manifest.kind,
    settings,
    secrets: await deps.vault.seal(deps.tenantId, id, secrets),
    hookTokenHash: createHash("sha256").update(token).digest(),
    defaultClientId,
  });
  await addAudit(
    deps.db,
    deps.tenantId,
    { actor: "admin", action: "connection.add", object: id, detail: { name: input.name, connector: manifest.name } },
    deps.ids.next,
  );
  const hookUrl = `${deps.publicUrl()}/hooks/${id}/${token}`;
  return {
    id,
    name: input.name,
    hookUrl,
    setupSteps: manifest.setupSteps.map((step) => step.replaceAll("{hookUrl}", hookUrl)),
  };
}

/** Names the field as the caller wrote it; a secret's value is never in the message. */
function checkPart(part: "settings" | "secrets", schema: z.ZodObject, value: unknown): Record<string, unknown> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  // The plain class is no Error, and what is not an Error reaches no error handler.
  throw new z.ZodRealError(parsed.error.issues.map((issue) => ({ ...issue, path: [part, ...issue.path] })));
}
