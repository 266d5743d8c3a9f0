import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { format, resolveConfig } from "prettier";
import { type FigureId, figures } from "./figures.ts";
import type { Scenario } from "./scenario.ts";

export type Verdict = "pass" | "fail" | "notShown";

/** What one run of one scenario showed. */
export interface Result {
  id: FigureId;
  verdict: Verdict;
  figure: string;
  seconds: number;
  seed: number;
}

const readme = path.join(import.meta.dirname, "README.md");
const never = "not yet | | |";
const head = `# test/chaos

What intake and the sync with service desks must survive, put to the test: \`npm run chaos -- <group|id|all> [--short] [--json FILE]\`,
where a group is B (effects once), C (order), D (loops), E (conflicts), F (vendor faults), G (alert storms), H (SLA clocks), J (forgery and
replay), L (texts of others), M (expensive expressions), N (huge requests), O (secrets), Q (the audit) or V (the API) of the scenarios in our reliability page. A scenario compares what the simulators' ledgers say with what the hub's API says
and with what the scenario itself did. What cannot run on a machine, or is not built yet, is "notShown", never a pass. Sizes and
pass figures stand in \`figures/\`; the kills of a process are tests of their own (\`kill.test.ts\`, \`failpoints.test.ts\`,
\`poison.test.ts\`). How a run of D5-model is repeated and kept stands in \`test/model/README.md\`. This page is written by the runner.

| id | what | passes when | last result | figure | date | commit |
| --- | --- | --- | --- | --- | --- | --- |
`;

/** Writes the table anew: fresh results for what has run, the old rows for the others. */
export async function writeReadme(
  scenarios: readonly Scenario[],
  results: readonly Result[],
  short: boolean,
): Promise<void> {
  const known = await readRows();
  const commit = await readCommit();
  const date = new Date().toISOString().slice(0, 10);
  const lines = scenarios.map(({ id, title }) => {
    const result = results.find((one) => one.id === id);
    const size = short ? "short" : "full";
    const last = result && `${result.verdict} (${size}) | ${escapeCell(result.figure)} | ${date} | ${commit} |`;
    return `| ${id} | ${escapeCell(title)} | ${escapeCell(figures[id].passes)} | ${last ?? known.get(id) ?? never}`;
  });
  const style = await resolveConfig(readme);
  await writeFile(readme, await format(`${head}${lines.join("\n")}\n`, { ...style, parser: "markdown" }));
}

/** The last four cells of each row that stands there. */
async function readRows(): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(readme, "utf8").catch(() => "");
  const rows = text.split("\n").flatMap((line) => {
    const cells = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
    const [, id = "", , , result, figure, date, commit] = cells;
    return id in figures && result !== undefined
      ? [[id, `${result} | ${figure} | ${date} | ${commit} |`] as const]
      : [];
  });
  return new Map(rows);
}

function escapeCell(text: string): string {
  return text
    .replaceAll(/[|*_\\]/g, "\\$&")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** Short hash of what ran; `+` = with changes that are not committed. */
async function readCommit(): Promise<string> {
  const git = (...words: string[]) => promisify(execFile)("git", words, { cwd: import.meta.dirname });
  try {
    const { stdout: hash } = await git("rev-parse", "--short", "HEAD");
    const { stdout: changed } = await git("status", "--porcelain", "--", ":/", ":!/test/chaos");
    return `${hash.trim()}${changed.trim() === "" ? "" : "+"}`;
  } catch {
    return "unknown";
  }
}

export async function writeJson(file: string, results: readonly Result[]): Promise<void> {
  const rows = results.map(({ id, verdict, figure }) => ({ id, verdict, figure }));
  await writeFile(file, `${JSON.stringify(rows, null, 2)}\n`);
}

/** One line for people who watch. */
export function tell({ id, verdict, figure, seconds, seed }: Result): string {
  return `${verdict.padEnd(8)} ${id.padEnd(11)} ${figure}  [${seconds.toFixed(1)} s, seed ${seed}]`;
}
