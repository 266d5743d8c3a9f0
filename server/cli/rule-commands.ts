import type { Command } from "commander";
import { InvalidArgumentError } from "commander";
import { type HubClient, Refused } from "./client.ts";
import { printDifferences, printExplained } from "./print-rules.ts";
import { printTable } from "./print.ts";
import { addTextCommands, readText } from "./text-commands.ts";

type Hub = () => Promise<HubClient>;

/** `interdesk rules …`: what is decided about each event. */
export function addRuleCommands(program: Command, hub: Hub): void {
  const rules = program
    .command("rules")
    .description("what is decided about each alert before anything else, and when closed tickets are reminded of it");
  addTextCommands(rules, hub, {
    route: "/rules",
    what: "rules",
    effect: "check and save rules; from then on they count",
  });
  addTrials(rules, hub);
}

function addTrials(rules: Command, hub: Hub): void {
  rules
    .command("explain")
    .option("--event <file>", "an event as JSON, or the body of a request; - for standard input")
    .option("--connection <name>", "the monitoring tool that it is of")
    .option("--content-type <type>", "of the body", "application/json")
    .option("--delivery <id>", "a delivery that was stored, instead")
    .option("--rules <file>", "rules that are not saved, instead of those that count")
    .option("--json", "everything, as JSON")
    .description("which rule does what with an event, and why")
    .action(async (options: ExplainOptions) => {
      const text = options.rules === undefined ? {} : { text: await readText(options.rules) };
      const explained = await (await hub()).post("/rules/explain", { ...(await readInput(options)), ...text });
      if (options.json) process.stdout.write(`${JSON.stringify(explained, null, 2)}\n`);
      else printExplained(explained as Parameters<typeof printExplained>[0]);
    });
  rules
    .command("test")
    .argument("<file>", "rules that are not saved yet")
    .option("--last <n>", "how many stored deliveries", parseLast, 1_000)
    .option("--json", "everything, as JSON")
    .description("what these rules would have done otherwise with the last deliveries; writes nothing")
    .action(async (file: string, { last, json }: { last: number; json?: true }) => {
      const found = await (await hub()).post("/rules/test", { text: await readText(file), last });
      if (json) process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
      else printDifferences(found as Parameters<typeof printDifferences>[0]);
    });
  rules
    .command("unused")
    .option("--since <date>", "rules that have matched nothing since then, e.g. 2026-01-31")
    .description("rules that have matched nothing")
    .action(async ({ since }: { since?: string }) => {
      const query = since === undefined ? "" : `?since=${encodeURIComponent(since)}`;
      const rows = (await (await hub()).get(`/rules/unused${query}`)) as Record<string, unknown>[];
      printTable(rows, ["id", "name", "disabled", "matches", "lastMatchedAt"], "Every rule has matched.");
    });
}

interface ExplainOptions {
  event?: string;
  connection?: string;
  contentType: string;
  delivery?: string;
  rules?: string;
  json?: true;
}

/** What looks like an event is one; anything else is the body of a request. */
async function readInput({ event, connection, contentType, delivery }: ExplainOptions): Promise<object> {
  if (delivery !== undefined) return { kind: "delivery", id: delivery };
  if (event === undefined || connection === undefined)
    throw new Refused("Give --event FILE with --connection NAME, or --delivery ID.");
  const body = await readText(event);
  const value = parseQuietly(body);
  return isEvent(value)
    ? { kind: "event", connection, event: value }
    : { kind: "request", connection, headers: { "content-type": contentType }, body };
}

function parseQuietly(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isEvent(value: unknown): boolean {
  const needed = ["dedupKey", "condition", "severity", "title", "raisedAt"];
  return typeof value === "object" && value !== null && needed.every((field) => Object.hasOwn(value, field));
}

function parseLast(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 10_000)
    throw new InvalidArgumentError("expected a whole number from 1 to 10000");
  return value;
}
