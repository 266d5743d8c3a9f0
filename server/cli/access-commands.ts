import { type Command, InvalidArgumentError, Option } from "commander";
import { McpWrite } from "../access/mcp-writes.ts";
import { roles } from "../access/roles.ts";
import type { HubClient } from "./client.ts";
import { printTable } from "./print.ts";

type Hub = () => Promise<HubClient>;

/** `interdesk api-key …` and `interdesk tenant …`: who may speak to the API, and for whom. */
export function addAccessCommands(program: Command, hub: Hub): void {
  const key = program.command("api-key").description("keys by which programs and people speak to the API");
  key
    .command("add")
    .argument("<name>", "what it is for, such as grafana-board")
    .addOption(new Option("--role <role>", "what it may do").choices(roles).makeOptionMandatory())
    .option("--client <name...>", "the only clients that it sees")
    .option("--days <n>", "it ends after so many days; never = when it is revoked", parseDays, 365)
    .addOption(
      new Option("--mcp-write <tool...>", "what it may change through MCP; else it only reads there").choices(
        McpWrite.options,
      ),
    )
    .description("make a key; it is shown this once")
    .action(async (name: string, { role, client, days, mcpWrite }: NewKey) => {
      const made = (await (
        await hub()
      ).post("/api-keys", {
        name,
        role,
        days,
        ...(client ? { clients: client } : {}),
        ...(mcpWrite ? { mcpWrites: mcpWrite } : {}),
      })) as { key: string; expiresAt: string | null };
      process.stdout.write(
        `${made.key}\n\nIt is shown this once: keep it where secrets are kept, and send it as a bearer token.\n` +
          `${made.expiresAt === null ? "It counts until it is revoked" : `It counts until ${made.expiresAt}`}: interdesk api-key revoke ${name}\n`,
      );
    });
  key
    .command("list")
    .description("keys that count")
    .action(async () => {
      const rows = (await (await hub()).get("/api-keys")) as Record<string, unknown>[];
      const columns = ["name", "role", "clients", "createdBy", "expiresAt", "lastUsedAt"];
      printTable(rows, columns, 'No keys yet. Make one with "interdesk api-key add NAME --role viewer".');
    });
  key
    .command("revoke")
    .argument("<name>", "name or id")
    .description("it counts no more, on every node within seconds")
    .action(async (name: string) => {
      await (await hub()).remove(`/api-keys/${encodeURIComponent(name)}`);
      process.stdout.write(`${name} counts no more.\n`);
    });
  addTenantCommands(program, hub);
}

function addTenantCommands(program: Command, hub: Hub): void {
  const tenant = program.command("tenant").description("MSPs that share this hub, each seeing its own only");
  tenant
    .command("add")
    .argument("<name>")
    .description('make a tenant; "--tenant NAME" before any other command then works on it')
    .action(async (name: string) => {
      await (await hub()).post("/tenants", { name });
      process.stdout.write(`${name} is there. Work on it with: interdesk --tenant ${JSON.stringify(name)} …\n`);
    });
  tenant
    .command("list")
    .description("all tenants of this hub")
    .action(async () => {
      const rows = (await (await hub()).get("/tenants")) as Record<string, unknown>[];
      printTable(rows, ["name", "id"], "No tenants.");
    });
}

interface NewKey {
  role: string;
  client?: string[];
  days: number | null;
  mcpWrite?: string[];
}

function parseDays(text: string): number | null {
  if (text === "never") return null;
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1 || days > 3_650)
    throw new InvalidArgumentError("expected 1 to 3650, or never");
  return days;
}
