import path from "node:path";
import type { ClientConfig } from "pg";
import type { Config } from "../config/config.ts";
import { embeddedLogin, findEmbedded, startEmbedded } from "../db/embedded/index.ts";
import { exists } from "../db/embedded/binaries.ts";
import { OperationRefused } from "./refused.ts";
import type { RestoreTarget } from "./restore.ts";

/** A database that an operation works on; the embedded one is started for it where no hub runs. */
interface Opened<T> {
  database: T;
  close(): Promise<void>;
}

/** For reading, beside a hub that runs or without one. @returns how the hub itself signs in */
export async function openSource({ databaseUrl, dataDir }: Config): Promise<Opened<ClientConfig>> {
  if (databaseUrl) return { database: { connectionString: databaseUrl }, close: async () => {} };
  const running = await findEmbedded(dataDir);
  if (running) return { database: running, close: async () => {} };
  if (!(await exists(dataDir)))
    throw new OperationRefused(
      `There is no data folder ${path.resolve(dataDir)}, and DATABASE_URL is not set: there is nothing to be backed up here. Set INTERDESK_DATA to the folder of the hub.`,
    );
  const embedded = await startEmbedded({ dataDir });
  return { database: embedded.app, close: embedded.stop };
}

/** For writing: no hub may run on it. */
export async function openTarget(config: Config): Promise<Opened<RestoreTarget & { app: ClientConfig }>> {
  if (config.databaseUrl) return { database: serverTarget(config, config.databaseUrl), close: async () => {} };
  const embedded = await startEmbedded({ dataDir: config.dataDir });
  const login = { user: embeddedLogin, password: undefined };
  return { database: { admin: embedded.admin, app: embedded.app, login }, close: embedded.stop };
}

/** @returns the server that DATABASE_URL names, as its admin and as the hub */
export function serverTarget(
  { databaseAdminUrl }: Pick<Config, "databaseAdminUrl">,
  databaseUrl: string,
): RestoreTarget & { app: ClientConfig } {
  const { username, password } = new URL(databaseUrl);
  return {
    admin: { connectionString: databaseAdminUrl ?? databaseUrl },
    app: { connectionString: databaseUrl },
    login: { user: decodeURIComponent(username), password: decodeURIComponent(password) || undefined },
  };
}
