import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { type CsvRow, readCsv } from "../../connectors/monitor-kit.ts";
import { type HubClient, Refused } from "./client.ts";
import { printTable } from "./print.ts";

/** `interdesk items …`: devices, services and sites of clients. */
export function addItemCommands(program: Command, hub: () => Promise<HubClient>): void {
  const items = program.command("items").description("configuration items: what alerts are about");
  items
    .command("list")
    .description("by client and name")
    .option("--client <name>", "of one client")
    .action(async ({ client }: { client?: string }) => {
      const query = client === undefined ? "" : `?client=${encodeURIComponent(client)}`;
      const rows = (await (await hub()).get(`/items${query}`)) as Record<string, unknown>[];
      printTable(
        rows,
        ["client", "name", "kind", "criticality", "keys", "parents"],
        "No items yet. Import some with: interdesk items import FILE",
      );
    });
  items
    .command("import")
    .argument(
      "<file>",
      "CSV with the columns client, name, keys, kind, criticality, parents (several parted by |), or JSON",
    )
    .description("make items, or bring those of the same client and name up to date")
    .action(async (file: string) => {
      const text = await readFile(file, "utf8").catch(() => {
        throw new Refused(`${file} cannot be read.`);
      });
      const body = { items: file.endsWith(".json") ? parseList(file, text) : readTable(file, text) };
      const { created, updated } = (await (await hub()).post("/items", body)) as { created: number; updated: number };
      process.stdout.write(`${created} items were made, ${updated} brought up to date.\n`);
    });
}

function parseList(file: string, text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && "items" in value ? value.items : value;
  } catch (cause) {
    throw new Refused(`${file} is not JSON: ${cause instanceof Error ? cause.message : ""}`);
  }
}

const columns = ["client", "name", "keys", "kind", "criticality", "parents"];

function readTable(file: string, text: string): readonly object[] {
  const rows = readCsv(text);
  if (!rows.ok) throw new Refused(`${file}: ${rows.error.detail}`);
  const unknown = Object.keys(rows.value[0] ?? {}).filter((name) => !columns.includes(name));
  if (unknown.length > 0)
    throw new Refused(`${file}: there is no column "${unknown.join('", "')}"; expected ${columns.join(", ")}.`);
  return rows.value.map(toDraft);
}

function toDraft({ client = "", name = "", keys, kind = "", criticality, parents }: CsvRow): object {
  const list = (cell: string | undefined) =>
    (cell ?? "")
      .split("|")
      .map((one) => one.trim())
      .filter(Boolean);
  const weight = criticality ? { criticality: criticality.toLowerCase() } : {};
  return { client, name, keys: list(keys), kind, parents: list(parents), ...weight };
}
