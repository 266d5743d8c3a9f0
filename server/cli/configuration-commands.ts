import { writeFile } from "node:fs/promises";
import { confirm } from "@inquirer/prompts";
import type { Command } from "commander";
import type { Applied } from "../configuration/apply-changes.ts";
import type { Outlook } from "../configuration/configuration-service.ts";
import { type HubClient, Refused } from "./client.ts";
import { printApplied, printOutlook } from "./print-configuration.ts";
import { readSecrets } from "./read-secrets.ts";
import { readText } from "./text-commands.ts";

type Hub = () => Promise<HubClient>;

const fileHelp = "YAML or JSON, or - for standard input";

/** `interdesk config …`: all that is set up, as one file for git. */
export function addConfigurationCommands(program: Command, hub: Hub): void {
  const config = program.command("config").description("all that is set up, as one file");
  config
    .command("export")
    .argument("[file]", "where it is written; without it, standard output")
    .option("--parts <names>", "only these, such as connections,rules")
    .description("write down what is set up; secrets stand in it as names of variables")
    .action(async (file: string | undefined, { parts }: { parts?: string }) => {
      const query = parts === undefined ? "" : `?parts=${encodeURIComponent(parts)}`;
      const text = await new Response(await (await hub()).download(`/configuration${query}`)).text();
      if (file === undefined) process.stdout.write(text);
      else {
        await writeFile(file, text);
        process.stdout.write(`Written to ${file}. For editors: interdesk config schema > interdesk.schema.json\n`);
      }
    });
  config
    .command("schema")
    .description("the JSON Schema of the file, for editors")
    .action(async () => {
      const schema = await (await hub()).get("/configuration/schema");
      process.stdout.write(`${JSON.stringify(schema, null, 2)}\n`);
    });
  addComparing(config, hub);
  addApplying(config, hub);
}

interface Options {
  prune?: true;
  yes?: true;
  exitCode?: true;
}

function addComparing(config: Command, hub: Hub): void {
  config
    .command("diff")
    .argument("<file>", fileHelp)
    .option("--prune", "as if what the file does not name were to go")
    .option("--exit-code", "end with 2 when something would change")
    .description("say what the file would change; changes nothing")
    .action(async (file: string, { prune, exitCode }: Options) => {
      const outlook = (await (await hub()).post("/configuration/diff", await readWanted(file, prune))) as Outlook;
      printOutlook(outlook);
      if (exitCode && outlook.changes.length > 0) process.exitCode = 2;
    });
}

function addApplying(config: Command, hub: Hub): void {
  config
    .command("apply")
    .argument("<file>", fileHelp)
    .option("--prune", "connections, webhooks and windows that the file does not name go")
    .option("--yes", "do not ask")
    .description("make it as the file says, all of it or nothing")
    .action(async (file: string, { prune, yes }: Options) => {
      const api = await hub();
      const wanted = await readWanted(file, prune);
      const outlook = (await api.post("/configuration/diff", wanted)) as Outlook;
      printOutlook(outlook);
      if (outlook.changes.length === 0) return;
      if (!yes && !(await mayGoOn())) return;
      printApplied((await api.post("/configuration/apply", wanted)) as Outlook & Applied);
    });
}

async function readWanted(file: string, prune: true | undefined) {
  const text = await readText(file);
  return { text, secrets: await readSecrets(text, process.env), prune: prune === true };
}

async function mayGoOn(): Promise<boolean> {
  if (!process.stdin.isTTY) throw new Refused("Nobody can be asked here. Give --yes to apply it.");
  if (await confirm({ message: "Apply this?", default: false })) return true;
  process.stdout.write("Nothing was applied.\n");
  return false;
}
