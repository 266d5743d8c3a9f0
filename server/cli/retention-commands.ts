import type { Command } from "commander";
import type { Aged, RetentionView } from "../operations/retention.ts";
import type { HubClient } from "./client.ts";
import { printTable } from "./print.ts";

const words: Readonly<Record<Aged["action"], string>> = {
  dropped: "dropped",
  thinned: "what is not needed",
  kept: "kept: needed",
  busy: "kept: in use, tried again within the hour",
};

/** `interdesk retention …`: how long what is past is kept. */
export function addRetentionCommands(program: Command, hub: () => Promise<HubClient>): void {
  const retention = program.command("retention").description("how long what is past is kept; done each hour by itself");
  retention
    .command("show")
    .description("the settings, and how much is older")
    .action(async () => {
      const views = (await (await hub()).get("/retention")) as RetentionView[];
      const rows = views.map(({ class: table, keepDays, old }) => ({ table, days: keepDays, "old partitions": old }));
      printTable(rows, ["table", "days", "old partitions"], "Nothing is kept.");
    });
  retention
    .command("run")
    .option("--table <name>", "one of those that `retention show` lists")
    .option("--dry-run", "take nothing away; say what would be")
    .description("take away now what is older than its setting")
    .action(async ({ table, dryRun }: { table?: string; dryRun?: true }) => {
      const body = { ...(table === undefined ? {} : { table }), dryRun: dryRun === true };
      const aged = (await (await hub()).post("/retention/run", body)) as Aged[];
      const rows = aged.map(({ action, ...row }) => ({ ...row, [dryRun ? "would be" : "was"]: words[action] }));
      const columns = ["partition", "rows", "needed", dryRun ? "would be" : "was"];
      printTable(rows, columns, "Nothing is older than it is to be kept.");
    });
}
