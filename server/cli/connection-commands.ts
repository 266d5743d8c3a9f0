import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { type HubClient, Refused } from "./client.ts";
import { printTable } from "./print.ts";

/** `interdesk connection …` */
export function addConnectionCommands(program: Command, hub: () => Promise<HubClient>): void {
  const connection = program.command("connection").description("connections to monitoring tools and service desks");
  connection.command("list").action(async () => {
    const rows = (await (await hub()).get("/connections")) as Record<string, unknown>[];
    printTable(
      rows,
      ["name", "connector", "kind", "mode", "lastSuccessAt", "lastError"],
      "No connections yet. Add one with: interdesk connection add --help",
    );
  });
  connection
    .command("add")
    .description("add a connection from a JSON file: {name, connector, settings, secrets, defaultClient}")
    .requiredOption("--file <file>", "the JSON file, or - for standard input")
    .action(async ({ file }: { file: string }) => {
      const text = file === "-" ? await readAll(process.stdin) : await readFile(file, "utf8");
      let body: unknown;
      try {
        body = JSON.parse(text);
      } catch (cause) {
        throw new Refused(`${file} is not JSON: ${cause instanceof Error ? cause.message : ""}`);
      }
      const added = (await (await hub()).post("/connections", body)) as {
        name: string;
        hookUrl: string;
        setupSteps: string[];
      };
      process.stdout.write(
        `Added ${added.name}. Its address is shown only now:\n  ${added.hookUrl}\nNext, at the vendor:\n`,
      );
      for (const [index, step] of added.setupSteps.entries()) process.stdout.write(`  ${index + 1}. ${step}\n`);
    });
  addQuestions(connection, hub);
}

/** What is asked of a connection that exists. */
function addQuestions(connection: Command, hub: () => Promise<HubClient>): void {
  connection
    .command("test")
    .argument("<name>")
    .description("test step by step; writes nothing")
    .action(async (name: string) => {
      const steps = (await (await hub()).post(`/connections/${encodeURIComponent(name)}/test`)) as {
        step: string;
        ok: boolean;
        detail: string;
      }[];
      for (const { step, ok, detail } of steps) process.stdout.write(`${ok ? "✓" : "✗"} ${step}: ${detail}\n`);
      if (steps.some(({ ok }) => !ok)) process.exitCode = 1;
    });
  connection
    .command("discover")
    .argument("<name>")
    .description("list the statuses, priorities, queues and customers that the desk knows")
    .action(async (name: string) => {
      process.stdout.write(
        `${JSON.stringify(await (await hub()).post(`/connections/${encodeURIComponent(name)}/discover`), null, 2)}\n`,
      );
    });
  connection
    .command("map")
    .argument("<name>", "the connection")
    .argument("<externalId>", "the customer as the vendor calls or numbers it")
    .argument("<client>", "the client here; made if there is none")
    .description("say which client a vendor's customer is")
    .action(async (name: string, externalId: string, client: string) => {
      await (await hub()).post("/client-map", { connection: name, externalId, client });
      process.stdout.write(`${name}: "${externalId}" is ${client}.\n`);
    });
}

async function readAll(stream: NodeJS.ReadStream): Promise<string> {
  let text = "";
  for await (const part of stream) text += String(part);
  return text;
}
