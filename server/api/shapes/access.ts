import { z } from "zod";
import { Role } from "../../access/roles.ts";
import { Id, Instant, listOf, MaybeInstant } from "./common.ts";

export const ApiKey = z
  .object({
    id: Id,
    name: z.string(),
    role: Role,
    clients: listOf(z.string()).nullable().describe("Names of the only clients that it sees; null = all."),
    createdAt: Instant,
    createdBy: z.string(),
    expiresAt: MaybeInstant.describe("Null = when it is revoked."),
    lastUsedAt: MaybeInstant.describe("To the minute."),
    mcpWrites: listOf(z.string()).describe("What it may change through MCP."),
  })
  .meta({ id: "ApiKey", description: "A key as it is listed; nobody can read it again." });
export const MadeApiKey = z.object({
  id: Id,
  key: z.string().describe("The key itself, this once."),
  expiresAt: MaybeInstant,
});
export const Tenant = z
  .object({ id: Id, name: z.string() })
  .meta({ id: "Tenant", description: "One MSP of this hub." });
