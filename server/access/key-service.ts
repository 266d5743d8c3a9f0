import { createHash, randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import { z } from "zod";
import type { IdSource } from "../../core/ports/world.ts";
import type { ClientId, TenantId } from "../../schemas/ids.ts";
import { AppError } from "../api/problem.ts";
import { addAudit, findClient } from "../db/admin.ts";
import { type ApiKeyView, insertApiKey, listApiKeys, revokeApiKey } from "../db/api-keys.ts";
import type { Database } from "../db/database.ts";
import { withTenant } from "../db/tenant.ts";
import { actorNow } from "./acting.ts";
import type { Principal } from "./principal.ts";
import { McpWrite } from "./mcp-writes.ts";
import { isAtLeast, Role } from "./roles.ts";

/** Scanners of secrets know a key of ours by it. */
export const keyPrefix = "idk_";
const keyBytes = 32;
const dayMs = 86_400_000;

export const NewApiKey = z.strictObject({
  name: z.string().trim().min(1).max(100),
  role: Role,
  /** Names of the only clients that it sees; absent = all. */
  clients: z.array(z.string().min(1).max(200)).min(1).max(1_000).optional(),
  /** It ends after so many days; null = when it is revoked. */
  days: z.int().min(1).max(3_650).nullable().default(365),
  /** What it may change through MCP, as far as its role lets it; absent = nothing, it only reads there. */
  mcpWrites: z.array(McpWrite).max(McpWrite.options.length).default([]),
});
export type NewApiKey = z.infer<typeof NewApiKey>;

export interface KeyService {
  list(): Promise<readonly ApiKeyView[]>;
  /** @returns the key itself, this once. @throws AppError for a name that is taken, a client that is not there, a role above one's own */
  add(by: Principal, wanted: NewApiKey): Promise<{ id: string; key: string; expiresAt: Date | null }>;
  /** @param wanted id or name. @throws AppError `notFound` */
  revoke(wanted: string): Promise<void>;
}

export interface KeyServiceDeps {
  db: Kysely<Database>;
  tenantId: TenantId;
  ids: IdSource;
  clock: { now(): Date };
}

export function createKeyService(deps: KeyServiceDeps): KeyService {
  const { db, tenantId, ids } = deps;
  /** What is changed and what the audit says of it are there together, or not at all. */
  const audited = (change: (trx: Kysely<Database>) => Promise<Omit<Parameters<typeof addAudit>[2], "actor">>) =>
    withTenant(db, tenantId, async (trx) =>
      addAudit(trx, tenantId, { actor: actorNow(), ...(await change(trx)) }, ids.next),
    );
  return {
    list: () => listApiKeys(db, tenantId),
    async add(by, { name, role, clients, days, mcpWrites }) {
      if (!isAtLeast(by.role, role))
        throw new AppError("forbidden", `role: a key may not do more than you: you are ${by.role}.`);
      const key = `${keyPrefix}${randomBytes(keyBytes).toString("base64url")}`;
      const expiresAt = days === null ? null : new Date(deps.clock.now().getTime() + days * dayMs);
      const id = ids.next();
      const hash = createHash("sha256").update(key).digest();
      const known = clients ? await findAll(deps, clients) : null;
      const row = { id, name, hash, role, clients: known, createdBy: by.name, expiresAt, mcpWrites };
      await audited(async (trx) => {
        if (!(await insertApiKey(trx, tenantId, row)))
          throw new AppError("conflict", `name: there is another key "${name}". Revoke it first.`);
        return {
          action: "apiKey.add",
          object: id,
          detail: { name, role, clients: clients?.join(", ") ?? null, mcpWrites },
        };
      });
      return { id, key, expiresAt };
    },
    async revoke(wanted) {
      await audited(async (trx) => {
        const gone = await revokeApiKey(trx, tenantId, wanted);
        if (!gone) throw new AppError("notFound", "There is no such key.");
        return { action: "apiKey.revoke", object: gone.id, detail: { name: gone.name, role: gone.role } };
      });
    },
  };
}

async function findAll({ db, tenantId }: KeyServiceDeps, names: readonly string[]): Promise<readonly ClientId[]> {
  const found: ClientId[] = [];
  for (const name of names) {
    const id = await findClient(db, tenantId, name);
    if (!id) throw new AppError("invalid", `clients: there is no client "${name}".`);
    found.push(id);
  }
  return found;
}
