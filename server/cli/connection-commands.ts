import { readFile } from "node:fs/promises";
import { password } from "@inquirer/prompts";
import type { Command } from "commander";
import { askConnection } from "./ask-connection.ts";
import { type HubClient, Refused } from "./client.ts";
import { runDoctor } from "./doctor.ts";
import { printSteps, printTable } from "./print.ts";

type Hub = () => Promise<HubClient>;

/** `interdesk connection …`: to add, look at and test connections. */
export function addConnectionCommands(connection: Command, hub: Hub): void {
  connection
    .command("list")
    .description("all of them, with mode and health")
    .action(async () => {
      const rows = (await (await hub()).get("/connections")) as Record<string, unknown>[];
      printTable(
        rows,
        ["name", "connector", "kind", "mode", "health", "lastSuccessAt", "lastDeliveryAt", "lastError"],
        "No connections yet. Add one with: interdesk connection add",
      );
    });
  connection
    .command("add")
    .description("add a connection; asks for what it needs, or takes a JSON file {name, connector, settings, secrets}")
    .option("--file <file>", "the JSON file, or - for standard input")
    .action(async ({ file }: { file?: string }) => {
      const api = await hub();
      if (file === undefined && !process.stdin.isTTY)
        throw new Refused("Nobody can be asked here. Give a JSON file with --file, or - for standard input.");
      const body = file === undefined ? await askConnection(api) : await readJsonFile(file);
      printAdded((await api.post("/connections", body)) as Added);
    });
  addTests(connection, hub);
  addVendorSide(connection, hub);
}

interface Added {
  name: string;
  hookUrl: string;
  setupSteps: string[];
  hasTexts: boolean;
}

function printAdded(added: Added): void {
  // A tool that is asked needs no address.
  const address = added.setupSteps.some((step) => step.includes(added.hookUrl))
    ? ` Its address is shown only now:\n  ${added.hookUrl}`
    : "";
  process.stdout.write(`Added ${added.name}.${address}\nNext, at the vendor:\n`);
  for (const [index, step] of added.setupSteps.entries()) process.stdout.write(`  ${index + 1}. ${step}\n`);
  if (added.hasTexts) process.stdout.write(`Texts to paste there: interdesk connection setup ${added.name}\n`);
  process.stdout.write(`Then: interdesk connection doctor ${added.name}\n`);
}

function addTests(connection: Command, hub: Hub): void {
  connection
    .command("test")
    .argument("<name>")
    .description("test step by step; writes nothing")
    .action(async (name: string) => {
      const steps = await (await hub()).post(`/connections/${encodeURIComponent(name)}/test`);
      if (!printSteps(steps as Parameters<typeof printSteps>[0])) process.exitCode = 1;
    });
  connection
    .command("doctor")
    .argument("<name>")
    .description("look at all that a connection needs, and say what to do")
    .action(async (name: string) => {
      if (!(await runDoctor(await hub(), name))) process.exitCode = 1;
    });
  connection
    .command("discover")
    .argument("<name>")
    .description("list the statuses, priorities, queues and customers that the desk knows")
    .action(async (name: string) => {
      const found = await (await hub()).post(`/connections/${encodeURIComponent(name)}/discover`);
      process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
    });
}

function addVendorSide(connection: Command, hub: Hub): void {
  connection
    .command("addresses")
    .argument("<name>")
    .argument("[address...]", "such as 192.0.2.7 or 192.0.2.0/24; all that shall count from now on")
    .option("--any", "take deliveries from anywhere again")
    .description("the only addresses from which it takes deliveries: show them, or set them")
    .action(async (name: string, addresses: string[], { any }: { any?: true }) => {
      if (any && addresses.length > 0) throw new Refused("Name addresses, or --any.");
      const api = await hub();
      if (any || addresses.length > 0)
        await api.patch(`/connections/${encodeURIComponent(name)}`, { allowedFrom: addresses });
      const rows = (await api.get("/connections")) as { name: string; id: string; allowedFrom: string[] }[];
      const found = rows.find((row) => row.name === name || row.id === name);
      if (!found) throw new Refused(`There is no connection "${name}".`);
      const listed = found.allowedFrom.map((one) => `${one}\n`).join("");
      process.stdout.write(listed === "" ? `${name} takes deliveries from anywhere.\n` : listed);
    });
  connection
    .command("setup")
    .argument("<name>")
    .description("texts to paste at the vendor, such as a script; they may hold secrets")
    .action(async (name: string) => {
      const texts = (await (await hub()).post(`/connections/${encodeURIComponent(name)}/setup`)) as {
        title: string;
        place: string;
        text: string;
      }[];
      if (texts.length === 0) process.stdout.write("Nothing is to be pasted at this vendor.\n");
      for (const { title, place, text } of texts) process.stdout.write(`\n== ${title}\n   ${place}\n\n${text}\n`);
    });
  connection
    .command("webhook")
    .argument("<name>")
    .description("register our webhook at the vendor, or repair it")
    .action(async (name: string) => {
      const done = (await (await hub()).post(`/connections/${encodeURIComponent(name)}/webhook`)) as { detail: string };
      process.stdout.write(`${done.detail}\n`);
    });
  connection
    .command("secret")
    .argument("<name>")
    .argument("<field>", "such as secret or webhookSecret")
    .option("--overlap-hours <n>", "how long the old webhook secret stays valid beside the new one", "24")
    .description("replace a secret; asks for it, or reads standard input")
    .action(async (name: string, field: string, { overlapHours }: { overlapHours: string }) => {
      const value = process.stdin.isTTY
        ? await password({ message: `New ${field}`, mask: true })
        : (await readAll(process.stdin)).trim();
      await (
        await hub()
      ).patch(`/connections/${encodeURIComponent(name)}`, {
        secrets: { [field]: value },
        overlapHours: Number(overlapHours),
        mode: "live",
      });
      process.stdout.write(`${field} of ${name} was replaced.\n`);
    });
}

async function readJsonFile(file: string): Promise<unknown> {
  const text = file === "-" ? await readAll(process.stdin) : await readFile(file, "utf8");
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Refused(`${file} is not JSON: ${cause instanceof Error ? cause.message : ""}`);
  }
}

async function readAll(stream: NodeJS.ReadStream): Promise<string> {
  let text = "";
  for await (const part of stream) text += String(part);
  return text;
}
