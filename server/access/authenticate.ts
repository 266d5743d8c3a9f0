import { createHash } from "node:crypto";
import type { Context } from "hono";
import type { Kysely } from "kysely";
import { z } from "zod";
import type { World } from "../../core/ports/world.ts";
import type { TenantId } from "../../schemas/ids.ts";
import { AppError } from "../api/problem.ts";
import { findApiKey, noteKeyUsed } from "../db/api-keys.ts";
import type { Database } from "../db/database.ts";
import { listTenants } from "../db/tenants.ts";
import { keyPrefix } from "./key-service.ts";
import type { Principal } from "./principal.ts";
import { McpWrite } from "./mcp-writes.ts";
import { Role } from "./roles.ts";
import { readTenantHeader } from "./tenant-header.ts";
import { isSameToken, readBearer } from "./token-file.ts";

export interface AuthenticateDeps {
  db: Kysely<Database>;
  clock: World["clock"];
  /** The operator's token, from the data folder. */
  adminToken: string;
  /** Whose the operator is, unless a header names another tenant. */
  ownTenant: TenantId;
  /** Who has signed in, by the cookie of a request; undefined = nobody. @param watches nobody does anything: it keeps no session alive */
  findPerson(context: Context, watches: boolean): Promise<Principal | undefined>;
}

/** @param watches the request lasts, and it is asked once more whether it may */
export type Authenticate = (context: Context, watches?: boolean) => Promise<Principal>;

/** A key that is revoked counts no more after this long, on every node; ms. */
const rememberedMs = 2_000;
const mostRemembered = 10_000;

/** Tells who asks: by a token where one is sent, else by the cookie of a session. @throws AppError `unauthorized`, the same for every token that is not right */
export function createAuthenticate(deps: AuthenticateDeps): Authenticate {
  const remembered = new Map<string, { principal: Principal; until: number }>();
  return async (context, watches = false) => {
    const authorization = context.req.header("authorization");
    const token = readBearer(authorization);
    if (isSameToken(token, deps.adminToken)) return toOperator(deps, readTenantHeader(context));
    const principal = token.startsWith(keyPrefix)
      ? await recognise(deps, remembered, token)
      : authorization === undefined
        ? await deps.findPerson(context, watches)
        : undefined;
    if (!principal)
      throw new AppError(
        "unauthorized",
        "Sign in, or send an API key, or the admin token (the file admin-token in the data folder), as a bearer token.",
      );
    return principal;
  };
}

async function recognise(
  { db, clock }: AuthenticateDeps,
  remembered: Map<string, { principal: Principal; until: number }>,
  token: string,
): Promise<Principal | undefined> {
  const hash = createHash("sha256").update(token).digest();
  const name = hash.toString("base64");
  const now = clock.now().getTime();
  const known = remembered.get(name);
  if (known && known.until > now) return known.principal;
  const key = await findApiKey(db, hash);
  remembered.delete(name);
  if (!key) return undefined;
  await noteKeyUsed(db, key);
  const principal = {
    tenantId: key.tenantId,
    id: key.id,
    name: `key ${key.name}`,
    role: Role.parse(key.role),
    isOperator: false,
    clients: key.clients,
    mcpWrites: z.array(McpWrite).parse(key.mcpWrites),
  };
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(name, { principal, until: now + rememberedMs });
  return principal;
}

async function toOperator({ db, ownTenant }: AuthenticateDeps, wanted: string | undefined): Promise<Principal> {
  const operator = { id: "admin", name: "admin", role: "owner" as const, isOperator: true, clients: null };
  if (wanted === undefined) return { ...operator, tenantId: ownTenant };
  const found = (await listTenants(db)).find((tenant) => tenant.name === wanted || tenant.id === wanted);
  if (!found) throw new AppError("notFound", `There is no tenant "${wanted}".`);
  return { ...operator, tenantId: found.id };
}
