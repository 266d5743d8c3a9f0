import { type Command, InvalidArgumentError } from "commander";
import { type HubClient, Refused } from "./client.ts";

interface Edits {
  title?: string;
  status?: string;
  priority?: number;
  assignee?: string;
  queue?: string;
}

const route = (id: string) => `/tickets/${encodeURIComponent(id)}`;

/** `interdesk ticket set` and `comment`: what people do to tickets here. */
export function addTicketEditCommands(ticket: Command, hub: () => Promise<HubClient>): void {
  ticket
    .command("set")
    .argument("<id>", "id, code, or number in a desk")
    .option("--title <text>")
    .option("--status <status>", "such as acknowledged, inProgress, pending, resolved")
    .option("--priority <1-5>", "1 is the most urgent", parsePriority)
    .option("--assignee <address>", "e-mail address of a technician; none = nobody")
    .option("--queue <name>")
    .description("edit a ticket; every desk that has it follows")
    .action(async (id: string, { assignee, ...edits }: Edits) => {
      const patch = {
        ...edits,
        ...(assignee === undefined ? {} : { assignee: assignee === "none" ? null : assignee }),
      };
      if (Object.keys(patch).length === 0) throw new Refused("Say what to change: see --help.");
      const { rev } = (await (await hub()).patch(route(id), patch)) as { rev: number };
      process.stdout.write(`It is edited (revision ${rev}).\n`);
    });
  ticket
    .command("comment")
    .argument("<id>", "id, code, or number in a desk")
    .argument("<text>")
    .option("--public", "the client reads it")
    .description("say something on a ticket, and in every desk that has it")
    .action(async (id: string, text: string, { public: isPublic }: { public?: true }) => {
      const body = { body: text, visibility: isPublic ? "public" : "internal" };
      await (await hub()).post(`${route(id)}/comments`, body);
      process.stdout.write(isPublic ? "It is said; the client reads it.\n" : "It is said, internally.\n");
    });
}

function parsePriority(text: string): number {
  if (/^[1-5]$/.test(text)) return Number(text);
  throw new InvalidArgumentError("expected 1 to 5");
}
