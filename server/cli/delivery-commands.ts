import type { Command } from "commander";
import { type HubClient, Refused } from "./client.ts";
import { parseCount } from "./parse-count.ts";
import { printTable } from "./print.ts";

/** `interdesk deliveries …` */
export function addDeliveryCommands(program: Command, hub: () => Promise<HubClient>): void {
  const deliveries = program.command("deliveries").description("what vendors handed us, raw and replayable");
  deliveries
    .command("list")
    .description("the newest first, and what became of each")
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
    .description("one delivery as it came, with what became of it")
    .action(async (id: string) => {
      process.stdout.write(`${JSON.stringify(await (await hub()).get(`/deliveries/${id}`), null, 2)}\n`);
    });
  deliveries
    .command("replay")
    .argument("[id]", "one delivery")
    .option("--client-hint <word>", "instead: all alerts that wait for the client whom a tool calls so")
    .option("--all-held", "instead: all alerts that wait for a client")
    .description("run it again with its own time; what it did before is not done twice")
    .action(async (id: string | undefined, { clientHint, allHeld }: { clientHint?: string; allHeld?: true }) => {
      if ([id, clientHint, allHeld].filter((one) => one !== undefined).length !== 1)
        throw new Refused("Name one of: the id of a delivery, --client-hint WORD, --all-held.");
      const api = await hub();
      if (id !== undefined) {
        await api.post(`/deliveries/${encodeURIComponent(id)}/replay`);
        process.stdout.write("It is being replayed.\n");
        return;
      }
      const { replayed } = (await api.post("/deliveries/replay", { clientHint: clientHint ?? null })) as {
        replayed: number;
      };
      process.stdout.write(replayed === 0 ? "Nothing waits.\n" : `${replayed} alerts that waited are being taken.\n`);
    });
}

/** `interdesk quarantine …` */
export function addQuarantineCommands(program: Command, hub: () => Promise<HubClient>): void {
  const quarantine = program.command("quarantine").description("what cannot go on without a person");
  quarantine
    .command("list")
    .description("what waits, the longest first, and why")
    .option("--limit <n>", "how many", parseCount, 50)
    .action(async ({ limit }: { limit: number }) => {
      const rows = (await (await hub()).get(`/quarantine?limit=${limit}`)) as Record<string, unknown>[];
      printTable(rows, ["id", "at", "kind", "connection", "reason", "detail"], "Nothing is in quarantine.");
    });
  quarantine
    .command("retry")
    .argument("<id>")
    .description("let it try again, once its cause is gone")
    .action(async (id: string) => {
      await (await hub()).post(`/quarantine/${encodeURIComponent(id)}/retry`);
      process.stdout.write("It is being tried again.\n");
    });
}

/** `interdesk notices`: what people were told. */
export function addNoticeCommands(program: Command, hub: () => Promise<HubClient>): void {
  program
    .command("notices")
    .description("what needs a person, and was mailed where a mail server is set")
    .option("--all", "settled ones too")
    .action(async ({ all }: { all?: true }) => {
      const rows = (await (await hub()).get(`/notices?all=${all === true}`)) as Record<string, unknown>[];
      printTable(rows, ["at", "connection", "title", "mailedAt", "settledAt"], "Nothing needs a person.");
      const [newest] = rows;
      if (newest && newest["settledAt"] === null) process.stdout.write(`\n${String(newest["body"])}\n`);
    });
}
