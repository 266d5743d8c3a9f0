import { hash, timingSafeEqual } from "node:crypto";
import { type Kysely, sql } from "kysely";
import { ConnectionId, TenantId } from "../../schemas/ids.ts";
import type { Database } from "../db/database.ts";

/** A connection as its hook sees it. */
export interface Hook {
  tenantId: TenantId;
  connectionId: ConnectionId;
  connector: string;
}

interface Entry {
  hook: Hook;
  tokenHash: Buffer;
}

const freshMs = 3_000;
const mostEntries = 10_000;

/** Finds the connection behind a hook address. Tokens are compared as hashes, in constant time, and wholly. */
export function createHookDirectory(db: Kysely<Database>, clock: { now(): Date }) {
  const known = new Map<string, { at: number; found: Promise<Entry | undefined> }>();

  const find = (id: string): Promise<Entry | undefined> => {
    const now = clock.now().getTime();
    const cached = known.get(id);
    if (cached && now - cached.at < freshMs) return cached.found;
    if (known.size >= mostEntries) known.clear();
    const found = load(db, id);
    known.set(id, { at: now, found });
    found.catch(() => known.delete(id));
    return found;
  };

  return {
    /** Undefined for an unknown connection and for a wrong token alike. */
    async find(connection: string, token: string): Promise<Hook | undefined> {
      const id = ConnectionId.safeParse(connection);
      const entry = id.success ? await find(id.data) : undefined;
      const given = hash("sha256", token, "buffer");
      return entry && timingSafeEqual(entry.tokenHash, given) ? entry.hook : undefined;
    },
    /** Only for who asks for another proof than the token. */
    async findUnproven(connection: string): Promise<Hook | undefined> {
      const id = ConnectionId.safeParse(connection);
      return id.success ? (await find(id.data))?.hook : undefined;
    },
  };
}

export type HookDirectory = ReturnType<typeof createHookDirectory>;

async function load(db: Kysely<Database>, id: string): Promise<Entry | undefined> {
  const { rows } = await sql<{
    tenant_id: string;
    connection_id: string;
    connector: string;
    mode: string;
    hook_token_hash: Buffer;
  }>`
    select * from find_hook(${id}::uuid)`.execute(db);
  const [row] = rows;
  if (!row) return undefined;
  const hook = {
    tenantId: TenantId.parse(row.tenant_id),
    connectionId: ConnectionId.parse(row.connection_id),
    connector: row.connector,
  };
  return { hook, tokenHash: row.hook_token_hash };
}
