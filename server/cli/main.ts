#!/usr/bin/env node
import { Command } from "commander";
import { type Config, ConfigError, loadConfig } from "../config/config.ts";
import { addAccessCommands } from "./access-commands.ts";
import { addAlertCommands, addWindowCommands } from "./alert-commands.ts";
import { OperationRefused } from "../operations/refused.ts";
import { addApiCommands } from "./api-commands.ts";
import { addAuditCommands } from "./audit-commands.ts";
import { addBackupCommands } from "./backup-commands.ts";
import { connectHub, Refused } from "./client.ts";
import { addConfigurationCommands } from "./configuration-commands.ts";
import { addConnectionCommands } from "./connection-commands.ts";
import { addClientMap, addDeskCommands } from "./desk-commands.ts";
import { addErasureCommands } from "./erasure-commands.ts";
import { addFindingCommands } from "./finding-commands.ts";
import { addInstanceCommands } from "./instance-commands.ts";
import { addItemCommands } from "./item-commands.ts";
import { addDeliveryCommands, addNoticeCommands, addQuarantineCommands } from "./delivery-commands.ts";
import { addKeyCommands } from "./key-commands.ts";
import { addOnCallCommands } from "./on-call-commands.ts";
import { addPeopleCommands } from "./people-commands.ts";
import { addRetentionCommands } from "./retention-commands.ts";
import { addRuleCommands } from "./rule-commands.ts";
import { addSlaCommands } from "./sla-commands.ts";
import { addTicketCommands } from "./ticket-commands.ts";
import { addWebhookCommands } from "./webhook-commands.ts";

// What only some commands need is loaded by them: the others answer in a fifth of the time.
const program = new Command("interdesk")
  .description("Middleware for managed service providers: alerts in, tickets kept equal between service desks.")
  .option("--config <file>", "settings file", "interdesk.yaml")
  .option("--tenant <name>", "another tenant of this hub than its own")
  .showHelpAfterError("(add --help for how it is used)");

const settings = (): Promise<Config> => loadConfig(String(program.opts()["config"]), process.env);
const hub = async () => connectHub((await settings()).dataDir, program.opts<{ tenant?: string }>().tenant);

program
  .command("start")
  .description("run the hub with interdesk.yaml and the environment")
  .action(async () => {
    const failAt = process.env["NODE_ENV"] === "test" ? process.env["INTERDESK_FAILPOINT"] : undefined;
    const { startInterdesk } = await import("../main.ts");
    const running = await startInterdesk(await settings(), { failpoint: failAt });
    process.stdout.write(`Interdesk runs on ${running.url}\n`);
    if (running.setupUrl)
      process.stdout.write(
        `Nobody can sign in yet. The first owner opens this link, within 24 hours: ${running.setupUrl}\n`,
      );
    endOnSignal(running.stop);
  });

program
  .command("migrate")
  .description("prepare or update the database; needs DATABASE_ADMIN_URL beside DATABASE_URL")
  .action(async () => {
    const config = await settings();
    if (!config.databaseUrl)
      throw new Refused(
        "DATABASE_URL is not set. The embedded database is brought up to date at each start by itself.",
      );
    const { migrate } = await import("../db/migrate.ts");
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
    const { runDemo } = await import("../demo/main.ts");
    process.exitCode = await runDemo({ exit: options.exit === true });
  });

program
  .command("simulate")
  .description("run a simulated service desk with its API, webhooks and a page to work tickets on")
  .argument("<vendor>", "such as autotask, halopsa or servicenow")
  .option("--port <port>", "port on 127.0.0.1", "8090")
  .action(async (vendor: string, { port }: { port: string }) => {
    const { simulators } = await import("../../connectors/simulators.ts");
    const start = simulators[vendor];
    if (!start)
      throw new Refused(`There is no simulated "${vendor}"; expected one of ${Object.keys(simulators).join(", ")}.`);
    const simulator = await start({ port: Number(port) });
    const connection = { name: vendor, connector: vendor, settings: simulator.settings, secrets: simulator.secrets };
    process.stdout.write(
      `The simulated ${vendor} runs on ${simulator.url}; open it in a browser to work tickets.\n` +
        `A connection to it: ${JSON.stringify(connection)}\n` +
        `Allow it in interdesk.yaml: outbound.allowedPrivate: ["${simulator.address}"]\n`,
    );
    endOnSignal(simulator.close);
  });

const connection = program.command("connection").description("connections to monitoring tools and service desks");
addConnectionCommands(connection, hub);
addDeskCommands(connection, hub);
addDeliveryCommands(program, hub);
addQuarantineCommands(program, hub);
addNoticeCommands(program, hub);
addKeyCommands(program, settings, hub);
addAccessCommands(program, hub);
addPeopleCommands(program, hub);
addErasureCommands(program, hub);
addApiCommands(program, hub);
addTicketCommands(program, hub);
addAlertCommands(program, hub);
addWindowCommands(program, hub);
addRuleCommands(program, hub);
addSlaCommands(program, hub);
addOnCallCommands(program, hub);
addWebhookCommands(program, hub);
addItemCommands(program, hub);
addFindingCommands(program, hub);
addAuditCommands(program, hub);
addConfigurationCommands(program, hub);
addBackupCommands(program, settings);
addInstanceCommands(program, hub);
addRetentionCommands(program, hub);
addClientMap(
  program.command("client").description("customers of ours, by the names that tools and desks have for them"),
  hub,
);

// A reader such as `head` that has enough is no error.
process.stdout.on("error", (cause: NodeJS.ErrnoException) => {
  if (cause.code !== "EPIPE") throw cause;
  process.exit(0);
});

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
  const expected = cause instanceof ConfigError || cause instanceof Refused || cause instanceof OperationRefused;
  const told = cause instanceof Error ? (expected ? cause.message : explain(cause)) : String(cause);
  process.stderr.write(`${told}\n`);
  process.exitCode = 1;
}

/** Unexpected errors with their causes, which hold the reason. */
function explain(error: Error): string {
  const cause = error.cause instanceof Error ? `\n  because: ${explain(error.cause)}` : "";
  return `${error.message}${cause}`;
}
