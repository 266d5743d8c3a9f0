import type { Command } from "commander";
import type { HubClient } from "./client.ts";
import { parseCount } from "./parse-count.ts";
import { printTable, printTicket } from "./print.ts";
import { addTicketEditCommands } from "./ticket-edit-commands.ts";

/** `interdesk ticket …` */
export function addTicketCommands(program: Command, hub: () => Promise<HubClient>): void {
  const ticket = program.command("ticket").description("tickets and why they are as they are");
  ticket
    .command("list")
    .description("the newest first, or in another order")
    .option("--open", "only those that are not resolved, closed or cancelled")
    .option("--status <status...>", "such as new, inProgress, pending")
    .option("--client <name...>", "of these clients")
    .option("--priority <1-5...>", "1 is the most urgent")
    .option("--assignee <address...>", "e-mail addresses; none = nobody")
    .option("--queue <name...>", "in these queues")
    .option("--connection <name...>", "with a record there")
    .option("--search <words>", "words of the title, or their beginnings")
    .option("--due-before <time>", "promised until then, e.g. 2026-12-01T18:00Z")
    .option("--order <order>", "newest, due or priority", "newest")
    .option("--limit <n>", "how many", parseCount, 50)
    .option("--json", "as JSON lines")
    .action(async ({ json, ...options }: ListOptions) => {
      const { rows, next } = await (await hub()).page(`/tickets?${toQuery(options)}`);
      const tickets = rows as Record<string, unknown>[];
      if (json) process.stdout.write(tickets.map((row) => `${JSON.stringify(row)}\n`).join(""));
      else
        printTable(
          tickets,
          ["id", "numbers", "client", "status", "priority", "dueAt", "title"],
          "No tickets yet, or none that fits.",
        );
      if (!json && next) process.stdout.write("There are more: see them with a greater --limit, or narrow the list.\n");
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
  addTicketEditCommands(ticket, hub);
}

interface ListOptions {
  open?: true;
  status?: string[];
  client?: string[];
  priority?: string[];
  assignee?: string[];
  queue?: string[];
  connection?: string[];
  search?: string;
  dueBefore?: string;
  order: string;
  limit: number;
  json?: true;
}

function toQuery({ open, ...options }: Omit<ListOptions, "json">): URLSearchParams {
  const query = new URLSearchParams(open ? { stage: "open" } : {});
  for (const [name, value] of Object.entries(options))
    for (const one of Array.isArray(value) ? (value as string[]) : [value])
      if (one !== undefined) query.append(name, String(one));
  return query;
}
