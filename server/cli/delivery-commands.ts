import type { Command } from "commander";
import type { HubClient } from "./client.ts";
import { parseCount } from "./parse-count.ts";
import { printTable } from "./print.ts";

/** `interdesk deliveries …` */
export function addDeliveryCommands(program: Command, hub: () => Promise<HubClient>): void {
  const deliveries = program.command("deliveries").description("what vendors handed us, raw and replayable");
  deliveries
    .command("list")
    .option("--quarantined", "only those that wait for a person")
    .option("--limit <n>", "how many", parseCount, 50)
    .action(async ({ quarantined, limit }: { quarantined?: boolean; limit: number }) => {
      const rows = (await (
        await hub()
      ).get(`/deliveries?limit=${limit}&quarantined=${quarantined === true}`)) as Record<string, unknown>[];
      printTable(
        rows,
        ["id", "receivedAt", "connection", "bytes", "outcome", "detail"],
        quarantined ? "Nothing is in quarantine." : "No deliveries yet.",
      );
    });
  deliveries
    .command("show")
    .argument("<id>")
    .action(async (id: string) => {
      process.stdout.write(`${JSON.stringify(await (await hub()).get(`/deliveries/${id}`), null, 2)}\n`);
    });
  deliveries
    .command("replay")
    .argument("<id>")
    .description("run it again with its own time; what it did before is not done twice")
    .action(async (id: string) => {
      await (await hub()).post(`/deliveries/${id}/replay`);
      process.stdout.write("It is being replayed.\n");
    });
}
