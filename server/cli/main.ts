#!/usr/bin/env node
import { readFile } from "node:fs/promises";
import { Command, InvalidArgumentError } from "commander";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { type Config, ConfigError, loadConfig } from "../config/config.ts";
import { migrate } from "../db/migrate.ts";
import { runDemo } from "../demo/main.ts";
import { startInterdesk } from "../main.ts";
import { connectHub, Refused } from "./client.ts";
import { printTable, printTicket } from "./print.ts";

const program = new Command("interdesk")
  .description("Middleware for managed service providers: alerts in, tickets kept equal between service desks.")
  .option("--config <file>", "settings file", "interdesk.yaml")
  .showHelpAfterError("(add --help for how it is used)");

const settings = (): Promise<Config> => loadConfig(String(program.opts()["config"]), process.env);
const hub = async () => connectHub((await settings()).dataDir);

function parseCount(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 500) throw new InvalidArgumentError("expected a whole number from 1 to 500");
  return value;
}

program
  .command("start")
  .description("run the hub with interdesk.yaml and the environment")
  .action(async () => {
    const failAt = process.env["NODE_ENV"] === "test" ? process.env["INTERDESK_FAILPOINT"] : undefined;
    const running = await startInterdesk(await settings(), { failpoint: failAt });
    process.stdout.write(`Interdesk runs on ${running.url}\n`);
    endOnSignal(running.stop);
  });

program
  .command("migrate")
  .description("prepare or update the database; needs DATABASE_ADMIN_URL beside DATABASE_URL")
  .action(async () => {
    const config = await settings();
    if (!config.databaseUrl) throw new Refused("DATABASE_URL is not set. The embedded database is brought up to date at each start by itself.");
    const login = new URL(config.databaseUrl);
    const done = await migrate({
      admin: { connectionString: config.databaseAdminUrl ?? config.databaseUrl },
      login: { user: decodeURIComponent(login.username), password: decodeURIComponent(login.password) || undefined },
    });
    process.stdout.write(done.length === 0 ? "The database is up to date.\n" : `Done: ${done.join(", ")}\n`);
  });

program
  .command("demo")
  .description("show the main job end to end, with a simulated Autotask and recorded alerts")
  .option("--exit", "end when it is done; the exit code tells whether everything agreed")
  .action(async (options: { exit?: boolean }) => {
    process.exitCode = await runDemo({ exit: options.exit === true });
  });

const simulate = program.command("simulate").description("run a simulated service desk to try things on");
simulate
  .command("autotask")
  .description("Autotask PSA with its API, webhooks and a page to work tickets on")
  .option("--port <port>", "port on 127.0.0.1", "8090")
  .action(async ({ port }: { port: string }) => {
    const simulator = await startAutotaskSimulator({ port: Number(port) });
    const { user, secret, integrationCode } = simulator.identity;
    process.stdout.write(
      `The simulated Autotask runs on ${simulator.url}; open it in a browser to work tickets.\n` +
        `zoneDiscoveryUrl: ${simulator.url}/ATServicesRest/\nuserName: ${user}\nsecret: ${secret}\nintegrationCode: ${integrationCode}\n` +
        `Allow it in interdesk.yaml: outbound.allowedPrivate: ["${simulator.address}"]\n`,
    );
    endOnSignal(simulator.close);
  });

const connection = program.command("connection").description("connections to monitoring tools and service desks");
connection.command("list").action(async () => {
  const rows = (await (await hub()).get("/connections")) as Record<string, unknown>[];
  printTable(rows, ["name", "connector", "kind", "mode", "lastSuccessAt", "lastError"], "No connections yet. Add one with: interdesk connection add --help");
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
    const added = (await (await hub()).post("/connections", body)) as { name: string; hookUrl: string; setupSteps: string[] };
    process.stdout.write(`Added ${added.name}. Its address is shown only now:\n  ${added.hookUrl}\nNext, at the vendor:\n`);
    for (const [index, step] of added.setupSteps.entries()) process.stdout.write(`  ${index + 1}. ${step}\n`);
  });
connection
  .command("test")
  .argument("<name>")
  .description("test step by step; writes nothing")
  .action(async (name: string) => {
    const steps = (await (await hub()).post(`/connections/${encodeURIComponent(name)}/test`)) as { step: string; ok: boolean; detail: string }[];
    for (const { step, ok, detail } of steps) process.stdout.write(`${ok ? "✓" : "✗"} ${step}: ${detail}\n`);
    if (steps.some(({ ok }) => !ok)) process.exitCode = 1;
  });
connection
  .command("discover")
  .argument("<name>")
  .description("list the statuses, priorities, queues and customers that the desk knows")
  .action(async (name: string) => {
    process.stdout.write(`${JSON.stringify(await (await hub()).post(`/connections/${encodeURIComponent(name)}/discover`), null, 2)}\n`);
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

const deliveries = program.command("deliveries").description("what vendors handed us, raw and replayable");
deliveries
  .command("list")
  .option("--quarantined", "only those that wait for a person")
  .option("--limit <n>", "how many", parseCount, 50)
  .action(async ({ quarantined, limit }: { quarantined?: boolean; limit: number }) => {
    const rows = (await (await hub()).get(`/deliveries?limit=${limit}&quarantined=${quarantined === true}`)) as Record<string, unknown>[];
    printTable(rows, ["id", "receivedAt", "connection", "bytes", "outcome", "detail"], quarantined ? "Nothing is in quarantine." : "No deliveries yet.");
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

const ticket = program.command("ticket").description("tickets and why they are as they are");
ticket
  .command("list")
  .option("--limit <n>", "how many", parseCount, 50)
  .action(async ({ limit }: { limit: number }) => {
    const rows = (await (await hub()).get(`/tickets?limit=${limit}`)) as Record<string, unknown>[];
    printTable(rows, ["id", "numbers", "client", "status", "priority", "dueAt", "title"], "No tickets yet.");
  });
ticket
  .command("show")
  .argument("<id>", "id, code, or number in a desk")
  .option("--json", "everything, as JSON")
  .action(async (id: string, { json }: { json?: boolean }) => {
    const view = await (await hub()).get(`/tickets/${encodeURIComponent(id)}`);
    if (json) process.stdout.write(`${JSON.stringify(view, null, 2)}\n`);
    else printTicket(view as Parameters<typeof printTicket>[0]);
  });

async function readAll(stream: NodeJS.ReadStream): Promise<string> {
  let text = "";
  for await (const part of stream) text += String(part);
  return text;
}

/** The first signal ends in order, a second one at once. */
function endOnSignal(stop: () => Promise<void>): void {
  let ending = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (ending) process.exit(130);
      ending = true;
      stop().then(
        () => process.exit(0),
        (cause: unknown) => {
          process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
          process.exit(1);
        },
      );
    });
  }
}

try {
  await program.parseAsync();
} catch (cause) {
  const expected = cause instanceof ConfigError || cause instanceof Refused;
  const told = cause instanceof Error ? (expected ? cause.message : explain(cause)) : String(cause);
  process.stderr.write(`${told}\n`);
  process.exitCode = 1;
}

/** Unexpected errors with their causes, which hold the reason. */
function explain(error: Error): string {
  const cause = error.cause instanceof Error ? `\n  because: ${explain(error.cause)}` : "";
  return `${error.message}${cause}`;
}
