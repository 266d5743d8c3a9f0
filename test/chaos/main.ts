#!/usr/bin/env node
// Hubs are started a thousand times.
import "../support/compile-cache.ts";
import { Command } from "commander";
import { figures, longestMs } from "./figures.ts";
import { type Result, tell, type Verdict, writeJson, writeReadme } from "./report.ts";
import { createRandom, NotShown, type Outcome, type Scenario } from "./scenario.ts";
import { scenarios } from "./scenarios/index.ts";

// Faults are the point here; only what the scenarios say is told. TEST_LOG_LEVEL=error shows the hub's side.
process.env["TEST_LOG_LEVEL"] ??= "silent";

interface Options {
  json?: string;
  short?: boolean;
  seed?: string;
}

/** A group, an id, or an id with its variants (`D5` is also `D5-rapid`). */
function choose(wanted: string): readonly Scenario[] {
  if (wanted === "all") return scenarios;
  const name = wanted.toLowerCase();
  const found = scenarios.filter(({ id }) => {
    const [base = ""] = id.split("-");
    return (
      id.toLowerCase() === name ||
      base.toLowerCase() === name ||
      (name.length === 1 && id.startsWith(wanted.toUpperCase()))
    );
  });
  if (found.length > 0) return found;
  throw new Error(`There is no scenario or group "${wanted}". There are: ${scenarios.map(({ id }) => id).join(", ")}.`);
}

async function runOne(scenario: Scenario, seed: number, short: boolean): Promise<Result> {
  const closers: (() => Promise<void>)[] = [];
  const context = { seed, random: createRandom(seed), after: (run: () => Promise<void>) => void closers.unshift(run) };
  const crashes: string[] = [];
  const note = (cause: unknown) => void crashes.push(cause instanceof Error ? cause.message : String(cause));
  process.on("unhandledRejection", note).on("uncaughtException", note);
  const startedAt = performance.now();
  const size = short ? "short" : "full";
  const run = () => scenario.run(context, figures[scenario.id][size] as Parameters<Scenario["run"]>[1]);
  const judged = await limit(run(), longestMs[size]).then(judge, judgeFailure);
  for (const close of closers) await close().catch(note);
  process.off("unhandledRejection", note).off("uncaughtException", note);
  const seconds = (performance.now() - startedAt) / 1_000;
  if (crashes.length === 0) return { id: scenario.id, ...judged, seconds, seed };
  const figure = `${judged.figure}; thrown and caught by nobody: ${crashes.join("; ")}`;
  return { id: scenario.id, verdict: "fail", figure, seconds, seed };
}

type Judged = { verdict: Verdict; figure: string };

function judge({ pass, figure }: Outcome): Judged {
  return { verdict: pass ? "pass" : "fail", figure };
}

function judgeFailure(cause: unknown): Judged {
  const figure = cause instanceof Error ? cause.message : String(cause);
  return { verdict: cause instanceof NotShown ? "notShown" : "fail", figure };
}

async function limit<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It did not end within ${ms / 1_000} s.`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function runChosen(wanted: string, options: Options): Promise<void> {
  const chosen = choose(wanted);
  const short = options.short === true;
  const results: Result[] = [];
  for (const scenario of chosen) {
    const seed = options.seed === undefined ? Math.floor(Math.random() * 1_000_000) : Number(options.seed);
    const result = await runOne(scenario, seed, short);
    results.push(result);
    process.stdout.write(`${tell(result)}\n`);
    // After each one, so that a run that is stopped has told what it saw.
    await writeReadme(scenarios, results, short);
    if (options.json !== undefined) await writeJson(options.json, results);
  }
  const count = (verdict: Verdict) => results.filter((result) => result.verdict === verdict).length;
  const seconds = results.reduce((sum, result) => sum + result.seconds, 0);
  process.stdout.write(
    `${count("pass")} passed, ${count("fail")} failed, ${count("notShown")} not shown, in ${seconds.toFixed(0)} s\n`,
  );
  process.exitCode = count("fail") === 0 ? 0 : 1;
}

const program = new Command("chaos")
  .description("Puts the promises of intake and of the sync with service desks to the test.")
  .argument("<which>", "a group (B to H, J, L to O, Q, V), an id such as C5, or all")
  .option("--json <file>", "write what was measured there as well")
  .option("--short", "small sizes, a few seconds each")
  .option("--seed <number>", "repeat a run")
  .action(runChosen);

try {
  await program.parseAsync();
} catch (cause) {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exitCode = 2;
}
// A hub that did not stop in time must not keep the runner.
process.exit();
