import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import type { Kysely } from "kysely";
import type { IdSource, Log } from "../../core/ports/world.ts";
import type { TenantId } from "../../schemas/ids.ts";
import { permissions } from "../access/permissions.ts";
import type { Principal } from "../access/principal.ts";
import { isAtLeast } from "../access/roles.ts";
import { AppError } from "../api/problem.ts";
import { addAudit } from "../db/admin.ts";
import type { Database } from "../db/database.ts";
import type { DutyService } from "../on-call/duty-service.ts";
import type { SlaService } from "../sla/sla-service.ts";
import type { TicketService } from "../tickets/ticket-service.ts";
import { type Tool, tools } from "./tools.ts";

export interface McpDeps {
  db: Kysely<Database>;
  tenantId: TenantId;
  ids: IdSource;
  log: Log;
  tickets: TicketService;
  sla: SlaService;
  duty: DutyService;
}

/** Answers one message of a model, with the tools that this principal may call. */
export async function answerCall(
  deps: McpDeps,
  by: Principal,
  request: Request,
  parsedBody: unknown,
): Promise<Response> {
  const server = openServer(deps, by);
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  await server.connect(transport);
  try {
    return await transport.handleRequest(request, { parsedBody });
  } finally {
    await server.close();
  }
}

function openServer(deps: McpDeps, by: Principal): McpServer {
  const server = new McpServer({ name: "interdesk", version: "1" });
  for (const tool of tools.filter((one) => mayCall(by, one))) {
    const { name, title, description, input, writes } = tool;
    const annotations = { readOnlyHint: writes === undefined, destructiveHint: false, openWorldHint: false };
    server.registerTool(name, { title, description, inputSchema: input, annotations }, (given) =>
      call(deps, by, tool, given),
    );
  }
  return server;
}

function mayCall(by: Principal, { route, writes }: Tool): boolean {
  const asked = permissions[route];
  if (!asked || asked.least === "operator" || !isAtLeast(by.role, asked.least)) return false;
  if (by.clients !== null && !asked.byClient) return false;
  return writes === undefined || (by.mcpWrites ?? []).includes(writes);
}

/** Every call is noted, before anything is done. */
async function call(
  { db, tenantId, ids, log, ...rest }: McpDeps,
  by: Principal,
  tool: Tool,
  given: Record<string, unknown>,
) {
  const detail = { arguments: shortenTexts(given) };
  await addAudit(db, tenantId, { actor: by.name, action: "mcp.call", object: tool.name, detail }, ids.next);
  try {
    const answer = await tool.run({ db, tenantId, ids, log, ...rest }, by, given);
    return { content: [{ type: "text" as const, text: JSON.stringify(answer) }] };
  } catch (cause) {
    if (!(cause instanceof AppError)) log.error({ err: cause, tool: tool.name }, "a tool failed");
    const text = cause instanceof AppError ? cause.message : "Something went wrong here. It has been logged.";
    return { isError: true, content: [{ type: "text" as const, text }] };
  }
}

const mostCharacters = 200;

/** What was said is on the ticket; here it is enough to know it again. */
function shortenTexts(given: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      typeof value === "string" && value.length > mostCharacters ? `${value.slice(0, mostCharacters)}…` : value,
    ]),
  );
}
