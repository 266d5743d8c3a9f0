import type { Command } from "commander";
import type { ErasureReport } from "../operations/erasure-service.ts";
import { type HubClient, Refused } from "./client.ts";

type Hub = () => Promise<HubClient>;

/** `interdesk erase …` and `interdesk tenant delete`: shown first, done only when the name is typed once more. */
export function addErasureCommands(program: Command, hub: Hub): void {
  const erase = program.command("erase").description("take a person or a client out of everything that is kept here");
  for (const kind of ["person", "client"] as const)
    erase
      .command(kind)
      .argument("<name>", kind === "person" ? "e-mail address or full name" : "as `client` commands name it")
      .option("--yes <name>", "do it; the name once more")
      .description(
        kind === "person"
          ? "their name and addresses become another word, what they said is taken away"
          : "all its tickets, alerts and deliveries, and all that hangs on them",
      )
      .action(async (name: string, { yes }: { yes?: string }) => {
        const report = await ask(await hub(), { kind, name }, yes);
        process.stdout.write(describeRows(report.rows));
        process.stdout.write(
          report.erased
            ? `Erased. In the audit, whose rows are chained, "${report.pseudonym}" is shown instead. What service desks and monitoring tools hold is theirs to erase, and is read again from there if it is not.\n`
            : `Nothing was erased yet. Do it with: --yes ${JSON.stringify(name)}\n`,
        );
      });
  const tenant = program.commands.find((command) => command.name() === "tenant");
  tenant
    ?.command("delete")
    .argument("<name>")
    .option("--yes <name>", "do it; the name once more")
    .description("all that is kept of a tenant, its key first, so that its secrets open nowhere any more")
    .action(async (name: string, { yes }: { yes?: string }) => deleteTenant(await hub(), name, yes));
}

async function ask(
  api: HubClient,
  of: { kind: "person" | "client"; name: string },
  yes: string | undefined,
): Promise<ErasureReport> {
  if (yes === undefined) return (await api.post("/erasure/preview", of)) as ErasureReport;
  return (await api.post("/erasure", { ...of, confirm: yes })) as ErasureReport;
}

async function deleteTenant(api: HubClient, name: string, yes: string | undefined): Promise<void> {
  const route = `/tenants/${encodeURIComponent(name)}`;
  const { rows } = (await api.get(`${route}/rows`)) as { rows: Record<string, number> };
  process.stdout.write(describeRows(rows));
  if (yes === undefined) {
    process.stdout.write(`Nothing was deleted yet. Do it with: --yes ${JSON.stringify(name)}\n`);
    return;
  }
  if (yes !== name) throw new Refused(`--yes is ${JSON.stringify(yes)}: expected ${JSON.stringify(name)}.`);
  const { left } = (await api.remove(route)) as { left: Record<string, number> };
  process.stdout.write(
    Object.keys(left).length === 0
      ? `${name} is deleted, and its key with it: what older backups hold of its secrets opens nowhere.\n`
      : `${describeRows(left)}is left; run the command again.\n`,
  );
}

function describeRows(rows: Record<string, number>): string {
  const lines = Object.entries(rows).map(([table, count]) => `  ${String(count).padStart(8)}  ${table}`);
  return lines.length === 0 ? "Nothing of it is kept here.\n" : `${lines.join("\n")}\n`;
}
