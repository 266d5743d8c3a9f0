import path from "node:path";
import type { Command } from "commander";
import type { Config } from "../config/config.ts";
import type { TableTotal } from "../db/backup/snapshot.ts";
import { createProgress } from "./progress.ts";

/** `interdesk backup`, `interdesk restore`: one file that holds all of a database, whichever it is. */
export function addBackupCommands(program: Command, settings: () => Promise<Config>): void {
  program
    .command("backup")
    .argument("<file>", "to be written; one that exists is never written over")
    .option("--check", "write nothing: read the file to its end, and compare its counts and checksums")
    .description("everything in the database in one file, while the hub runs; the master key is not in it")
    .action(async (file: string, { check }: { check?: true }) =>
      check ? await checkFile(file) : await backUp(await settings(), file),
    );
  program
    .command("move-to-server")
    .description(
      "everything in the embedded database into the PostgreSQL server that DATABASE_URL names; the hub must not run",
    )
    .action(async () => move(await settings()));
  program
    .command("restore")
    .argument("<file>", "that `interdesk backup` has written")
    .option("--replace", "give up all that the database holds now")
    .description("put a backup into an empty database, and verify it; the hub must not run")
    .action(async (file: string, { replace }: { replace?: true }) => restore(await settings(), file, replace === true));
}

async function move(config: Config): Promise<void> {
  const { moveToServer } = await import("../operations/move-to-server.ts");
  const progress = createProgress("moving");
  const { loaded, audits } = await moveToServer(config, progress.note).finally(() => progress.end());
  const rows = [...loaded.values()].reduce((sum, count) => sum + count, 0);
  process.stdout.write(`Moved ${rows} rows of ${loaded.size} tables.\n`);
  for (const { tenant, verdict } of audits)
    process.stdout.write(`${verdict.ok ? "✓" : "✗"} The audit of ${tenant} is ${verdict.ok ? "" : "not "}whole.\n`);
  process.stdout.write(
    "Start the hub with DATABASE_URL set from now on; one that is started on the embedded database is held. Its files may go once all is well.\n",
  );
  if (audits.some(({ verdict }) => !verdict.ok)) process.exitCode = 1;
}

async function backUp(config: Config, file: string): Promise<void> {
  const { openSource } = await import("../operations/open-database.ts");
  const { countRows } = await import("../operations/backup.ts");
  const { takeNotedBackup } = await import("../operations/noted-backup.ts");
  const progress = createProgress("reading");
  const source = await openSource(config);
  try {
    const { bytes, totals } = await takeNotedBackup(source.database, path.resolve(file), progress.note);
    progress.end();
    process.stdout.write(
      `${file}: ${countRows(totals)} rows of ${totals.size} tables, ${megabytes(bytes)}.\n` +
        "The master key is not in it: keep a copy of that apart from backups.\n",
    );
  } finally {
    progress.end();
    await source.close();
  }
}

async function checkFile(file: string): Promise<void> {
  const { checkBackup, countRows } = await import("../operations/backup.ts");
  const progress = createProgress("checking");
  const { header, totals } = await checkBackup(file, progress.note).finally(() => progress.end());
  process.stdout.write(
    `✓ ${file} is whole: ${countRows(totals)} rows of ${totals.size} tables, ${megabytes(sumBytes(totals))} unpacked.\n` +
      `  Taken at ${header.takenAt} from PostgreSQL ${header.postgres} by Interdesk ${header.version}; schema ${header.schema.at(-1)?.name}.\n` +
      `  Tenants: ${header.tenants.map(({ name }) => name).join(", ") || "none"}. Master keys that it needs: ${header.keys.join(", ") || "none"}.\n`,
  );
}

async function restore(config: Config, file: string, replace: boolean): Promise<void> {
  const { restoreBackup } = await import("../operations/restore-backup.ts");
  const progress = createProgress("loading");
  const { header, rows, epoch, tookMs, audits } = await restoreBackup(config, file, {
    replace,
    progress: progress.note,
  }).finally(() => progress.end());
  process.stdout.write(
    `Restored ${rows} rows as they were at ${header.takenAt}, in ${(tookMs / 1_000).toFixed(1)} s. Counts and checksums are right.\n`,
  );
  for (const { tenant, verdict } of audits)
    process.stdout.write(
      verdict.ok
        ? `✓ The audit of ${tenant} is whole: ${verdict.checked} rows.\n`
        : `✗ The audit of ${tenant} is not whole: ${verdict.problems[0]?.detail ?? ""} See: interdesk audit verify\n`,
    );
  process.stdout.write(
    `This is epoch ${epoch}. At its next start the hub reads every service desk before it writes anything, and tells in one ` +
      "notice what fell due meanwhile.\n",
  );
  if (audits.some(({ verdict }) => !verdict.ok)) process.exitCode = 1;
}

function sumBytes(totals: ReadonlyMap<string, TableTotal>): number {
  return [...totals.values()].reduce((sum, { bytes }) => sum + bytes, 0);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
