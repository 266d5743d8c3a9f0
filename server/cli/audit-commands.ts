import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Command } from "commander";
import type { Verdict } from "../audit/verify-audit.ts";
import type { AuditEntry } from "../db/audit.ts";
import { type HubClient, Refused } from "./client.ts";
import { parseCount } from "./parse-count.ts";
import { printTable } from "./print.ts";
import type { Sent } from "./sent.ts";

type Hub = () => Promise<HubClient>;

interface FilterOptions {
  since?: string;
  until?: string;
  action?: string;
  actor?: string;
  object?: string;
}

/** `interdesk audit …`: who did what, and whether it still says so. */
export function addAuditCommands(program: Command, hub: Hub): void {
  const audit = program.command("audit").description("who did what, in a chain that shows when it was changed");
  addList(audit, hub);
  addExport(audit, hub);
  audit
    .command("verify")
    .option("--json", "everything, as JSON")
    .description("walk along the whole chain; the exit code is 1 when anything is wrong")
    .action(async ({ json }: { json?: true }) => {
      const verdict = (await (await hub()).post("/audit/verify")) as Verdict;
      process.stdout.write(json ? `${JSON.stringify(verdict, null, 2)}\n` : describeVerdict(verdict));
      process.exitCode = verdict.ok ? 0 : 1;
    });
  audit
    .command("keys")
    .description(
      "the keys by which others verify an export and the anchors; whoever has the first one could forge, too",
    )
    .action(async () => {
      const { chainKey, anchorKey } = (await (await hub()).post("/audit/keys")) as Record<string, string>;
      process.stdout.write(
        `HMAC-SHA256 key of the chain (base64): ${chainKey}\nPublic key of the anchors:\n${anchorKey}`,
      );
    });
}

function withFilter(command: Command): Command {
  return command
    .option("--since <date>", "from then on, e.g. 2026-01-31 or 2026-01-31T08:00Z")
    .option("--until <date>", "before then")
    .option("--action <name>", "such as connection.add; connection.* for all that begin so")
    .option("--actor <name>", "of one person, key or part")
    .option("--object <id>", "of one thing: its id, or what it is called now");
}

function buildQuery(options: FilterOptions & { limit?: number; before?: string }): string {
  const { since, until, action, actor, object, limit, before } = options;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ since, until, action, actor, object, limit, before }))
    if (value !== undefined) query.set(name, String(value));
  return query.toString();
}

function addList(audit: Command, hub: Hub): void {
  withFilter(audit.command("list"))
    .option("--limit <n>", "how many", parseCount, 50)
    .option("--before <id>", "older than this row: goes on where another list ended")
    .description("the newest first")
    .action(async (options: FilterOptions & { limit: number; before?: string }) => {
      const { entries, next } = (await (await hub()).get(`/audit?${buildQuery(options)}`)) as {
        entries: Sent<AuditEntry>[];
        next: string | null;
      };
      const rows = entries.map(({ detail, called, ...row }) => ({
        ...row,
        object: called === null ? row.object : `${called} (${row.object})`,
        detail: JSON.stringify(detail),
      }));
      const asked = Object.keys(options).length > 1;
      const empty = asked ? "Nothing matches." : "Nothing has been done yet.";
      printTable(rows, ["sequence", "at", "actor", "action", "object", "detail"], empty);
      if (next !== null) process.stdout.write(`More: add --before ${next}\n`);
    });
}

function addExport(audit: Command, hub: Hub): void {
  withFilter(audit.command("export"))
    .option("--out <file>", "instead of standard output")
    .description("JSON lines with sequence and hashes, oldest first, so that others can verify")
    .action(async ({ out, ...options }: FilterOptions & { out?: string }) => {
      const body = await (await hub()).download(`/audit/export?${buildQuery(options)}`);
      const to = out === undefined ? process.stdout : createWriteStream(out, { mode: 0o600 });
      await pipeline(Readable.fromWeb(body), to, { end: out !== undefined }).catch((cause: unknown) => {
        const why = cause instanceof Error ? cause.message : String(cause);
        throw new Refused(`The export was cut off (${why}): what there is of it is not whole. Try it again.`);
      });
      if (out !== undefined) process.stdout.write(`Written to ${out}.\n`);
    });
}

function describeVerdict({ ok, checked, waiting, head, problems, wrong, anchors, tookMs }: Verdict): string {
  const took = `${checked} rows in ${(tookMs / 1_000).toFixed(1)} s`;
  const lines = ok
    ? [`✓ The audit is whole: ${took}${head === null ? "" : `, up to ${head.sequence} (${head.hash})`}.`]
    : [`✗ The audit is not whole: ${wrong} ${wrong === 1 ? "problem" : "problems"} in ${took}.`];
  for (const { sequence, detail } of problems) lines.push(`  ${sequence === null ? "" : `at ${sequence}: `}${detail}`);
  if (wrong > problems.length) lines.push(`  and ${wrong - problems.length} more.`);
  const [first] = problems;
  if (first) lines.push(`First wrong place: ${first.sequence ?? "outside of the chain"}. ${first.remedy}`);
  lines.push(
    anchors.count === 0
      ? `  Compared with no anchors: ${anchors.file} has none of this tenant, so a cut end would not be seen.`
      : `  Compared with ${anchors.count} anchors in ${anchors.file}.`,
  );
  if (anchors.unreadable.length > 0)
    lines.push(`  Lines that cannot be read there, as a power cut may leave: ${anchors.unreadable.join(", ")}.`);
  if (waiting > 0) lines.push(`  ${waiting} rows wait for their place; a running worker gives it within a second.`);
  return `${lines.join("\n")}\n`;
}
