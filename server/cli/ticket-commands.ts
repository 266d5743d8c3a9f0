import type { Command } from "commander";
import type { HubClient } from "./client.ts";
import { parseCount } from "./parse-count.ts";
import { printTable, printTicket } from "./print.ts";

/** `interdesk ticket …` */
export function addTicketCommands(program: Command, hub: () => Promise<HubClient>): void {
  const ticket = program.command("ticket").description("tickets and why they are as they are");
  ticket
    .command("list")
    .description("the newest first")
    .option("--limit <n>", "how many", parseCount, 50)
    .action(async ({ limit }: { limit: number }) => {
      const rows = (await (await hub()).get(`/tickets?limit=${limit}`)) as Record<string, unknown>[];
      printTable(rows, ["id", "numbers", "client", "status", "priority", "dueAt", "title"], "No tickets yet.");
    });
  ticket
    .command("show")
    .argument("<id>", "id, code, or number in a desk")
    .option("--json", "everything, as JSON")
    .action(async (id: string, { json }: { json?: boolean }) => {
      const view = await (await hub()).get(`/tickets/${encodeURIComponent(id)}`);
      if (json) process.stdout.write(`${JSON.stringify(view, null, 2)}\n`);
      else printTicket(view as Parameters<typeof printTicket>[0]);
    });
}
