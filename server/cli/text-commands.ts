import { readFile } from "node:fs/promises";
import { type Command, InvalidArgumentError } from "commander";
import { type HubClient, Refused } from "./client.ts";
import { parseCount } from "./parse-count.ts";
import { printTable } from "./print.ts";

/** One text that admins keep by versions. */
export interface KeptText {
  route: string;
  /** `rules`, as in "No rules yet". */
  what: string;
  /** What `set` does, for the help. */
  effect: string;
}

/** `show`, `set`, `history` and `undo` of a text. */
export function addTextCommands(parent: Command, hub: () => Promise<HubClient>, kept: KeptText): void {
  const { route, what, effect } = kept;
  parent
    .command("show")
    .description(`the ${what} that counts now, as it was typed`)
    .action(async () => {
      const { version, text } = (await (await hub()).get(route)) as { version: number; text: string };
      const hint = `# No ${what} yet. Save some with: interdesk ${parent.name()} set FILE\n`;
      process.stdout.write(version === 0 ? `${hint}${text}` : text);
    });
  parent
    .command("set")
    .argument("<file>", "YAML or JSON, or - for standard input")
    .description(effect)
    .action(async (file: string) => {
      const saved = (await (await hub()).post(route, { text: await readText(file) })) as {
        version: number;
        changed: boolean;
      };
      process.stdout.write(`${saved.changed ? "Saved as" : "Nothing has changed since"} version ${saved.version}.\n`);
    });
  parent
    .command("history")
    .option("--limit <n>", "how many", parseCount, 50)
    .description("all versions, the newest first")
    .action(async ({ limit }: { limit: number }) => {
      const rows = (await (await hub()).get(`${route}/versions?limit=${limit}`)) as Record<string, unknown>[];
      printTable(rows, ["version", "createdAt", "by", "lines"], `No ${what} yet.`);
    });
  parent
    .command("undo")
    .option("--to <version>", "a version of the history; without it the one before the newest", parseVersion)
    .description("save an older version anew")
    .action(async (options: { to?: number }) => {
      const { version, restored } = (await (await hub()).post(`${route}/undo`, options)) as Record<string, number>;
      process.stdout.write(`Version ${restored} counts again, as version ${version}.\n`);
    });
}

/** @param file `-` = standard input */
export async function readText(file: string): Promise<string> {
  if (file !== "-")
    return readFile(file, "utf8").catch((cause: unknown) => {
      throw new Refused(`${file} cannot be read: ${cause instanceof Error ? cause.message : ""}`);
    });
  let text = "";
  for await (const part of process.stdin) text += String(part);
  return text;
}

function parseVersion(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError("expected the number of a version");
  return value;
}
