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
    .option("--open-old", "also open tickets for what is older than 24 hours, which opens none otherwise")
    .description(
      "run it again with its own time; what it did before is not done twice, and what is old opens no ticket",
    )
    .action(async (id: string | undefined, { clientHint, allHeld, openOld }: ReplayFlags) => {
      if ([id, clientHint, allHeld].filter((one) => one !== undefined).length !== 1)
        throw new Refused("Name one of: the id of a delivery, --client-hint WORD, --all-held.");
      const api = await hub();
      if (id !== undefined) {
        const { opens } = (await api.post(`/deliveries/${encodeURIComponent(id)}/replay`, {
          openOld: openOld === true,
        })) as {
          opens: boolean;
        };
        process.stdout.write(`It is being replayed.\n${opens ? "" : describeOld("It", `deliveries replay ${id}`)}`);
        return;
      }
      const { replayed, openNone } = (await api.post("/deliveries/replay", {
        clientHint: clientHint ?? null,
        openOld: openOld === true,
      })) as { replayed: number; openNone: number };
      const which = clientHint === undefined ? "--all-held" : `--client-hint ${JSON.stringify(clientHint)}`;
      const kept = openNone === 0 ? "" : describeOld(`Of these, ${openNone}`, `deliveries replay ${which}`);
      process.stdout.write(
        replayed === 0 ? "Nothing waits.\n" : `${replayed} alerts that waited are being taken.\n${kept}`,
      );
    });
}

interface ReplayFlags {
  clientHint?: string;
  allHeld?: true;
  openOld?: true;
}

/** What is not done with what is old, and how it is done all the same. */
function describeOld(what: string, command: string): string {
  return (
    `${what} came more than 24 hours ago: no ticket is opened for that. Alerts that would open one wait in quarantine;\n` +
    `what ends, repeats or joins what there is already is done. To open tickets, too:\n  interdesk ${command} --open-old\n`
  );
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
    .option("--open-old", "of an alert older than 24 hours: open its ticket, which is not done otherwise")
    .description("let it try again, once its cause is gone")
    .action(async (id: string, { openOld }: { openOld?: true }) => {
      const { opens, deliveryId } = (await (
        await hub()
      ).post(`/quarantine/${encodeURIComponent(id)}/retry`, { openOld: openOld === true })) as {
        opens: boolean;
        deliveryId: string | null;
      };
      const old = opens ? "" : describeOld("It", `deliveries replay ${deliveryId ?? ""}`);
      process.stdout.write(`It is being tried again.\n${old}`);
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
