import type { Context } from "hono";
import type { ClientId, TenantId } from "../../schemas/ids.ts";
import type { Repeats } from "../api/repeat-requests.ts";
import type { McpWrite } from "./mcp-writes.ts";
import type { Role } from "./roles.ts";

/** Who asks. */
export interface Principal {
  tenantId: TenantId;
  /** Of the API key, or `admin`; unlike the name never another's. */
  id: string;
  /** As the audit names it. */
  name: string;
  role: Role;
  /** Whoever runs the hub: may do what concerns all tenants. */
  isOperator: boolean;
  /** The only clients that are seen and touched; null = all. */
  clients: readonly ClientId[] | null;
  /** What a key may change through MCP; absent = nothing. */
  mcpWrites?: readonly McpWrite[];
  /** Who has signed in, and by which session; absent for keys and the operator. */
  person?: { id: string; sessionId: string };
}

/** What the gate hands to the routes of a tenant. */
export interface ApiEnv {
  Bindings: {
    principal: Principal;
    /** For what lasts: whether whoever asks still may. Rejects when not. */
    askAgain: () => Promise<Principal>;
  };
  Variables: { repeats: Repeats };
}

export function principalOf(context: Context): Principal {
  return (context.env as ApiEnv["Bindings"]).principal;
}

/** Whether a record of this client is there for whoever asks; of others it is never told that they exist. */
export function seesClient({ clients }: Pick<Principal, "clients">, id: ClientId | string): boolean {
  return clients === null || clients.some((one) => one === id);
}

/** Who looks for a client, and works on nothing: they see what the client may see. */
export function isPortal({ clients, role }: Pick<Principal, "clients" | "role">): boolean {
  return clients !== null && role === "viewer";
}
