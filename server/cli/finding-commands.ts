import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { type HubClient, Refused } from "./client.ts";

interface ImportOptions {
  connection: string;
  asset?: string;
  partial?: true;
}

/** `interdesk findings …`: reports of scanners. */
export function addFindingCommands(program: Command, hub: () => Promise<HubClient>): void {
  const findings = program.command("findings").description("what scanners of weaknesses found");
  findings
    .command("import")
    .argument("<file>", "SARIF 2.1.0, JSON of Trivy, CSV of Nessus or OpenVAS, or a table with id, severity, title")
    .requiredOption("--connection <name>", "a connection of the connector findings")
    .option("--asset <name>", "what was scanned, where the report does not say so")
    .option("--partial", "it was no scan of everything: what it does not find is not cleared")
    .description("hand a report in; each finding is an alert until a full scan no longer has it")
    .action(async (file: string, { connection, asset, partial }: ImportOptions) => {
      const text = await readFile(file, "utf8").catch(() => {
        throw new Refused(`${file} cannot be read.`);
      });
      const headers = {
        "content-type": /^\s*[[{]/.test(text) ? "application/json" : "text/csv",
        ...(asset === undefined ? {} : { "x-interdesk-asset": encodeURIComponent(asset) }),
        ...(partial ? { "x-interdesk-scan": "partial" } : {}),
      };
      const route = `/connections/${encodeURIComponent(connection)}/deliveries`;
      const { deliveryId } = (await (await hub()).send(route, text, headers)) as { deliveryId: string };
      process.stdout.write(`It is being taken. See what became of it: interdesk deliveries show ${deliveryId}\n`);
    });
}
