import fc from "fast-check";
import { type Command, commands } from "./commands.ts";
import { play, type Played, type Stage } from "./play.ts";

export interface CheckOptions {
  runs: number;
  seed: number;
  /** Of a failure that was told: that run alone, and from there what is shorter. */
  path?: string | undefined;
  /** How long everything may take, the search for a shorter run that fails as well included; 0 = none is searched for. */
  shortenMs: number;
}

export interface Checked {
  /** Runs that were played to their end, and what people did in them. */
  runs: number;
  edits: number;
  words: number;
  merges: number;
  moves: number;
  deletions: number;
  drops: number;
  /** Edits that fell into HaloPSA's window. */
  windowed: number;
  /** How to repeat what failed, what was broken, and the commands as they belong into a fixture; undefined = nothing failed. */
  failure: string | undefined;
}

class Broken extends Error {}

/** Plays runs that chance decides on one hub, until one breaks a promise. */
export async function check(stage: Stage, { runs, seed, path, shortenMs }: CheckOptions): Promise<Checked> {
  const played: Played["run"][] = [];
  const property = fc.asyncProperty(commands, async (list: readonly Command[]) => {
    const { run, complaints } = await play(stage, list);
    played.push(run);
    if (complaints.length > 0) throw new Broken(complaints.join("; "));
  });
  const details = await fc.check(property, {
    seed,
    numRuns: runs,
    ...(path === undefined ? {} : { path }),
    ...(shortenMs === 0 ? { endOnFailure: true } : { interruptAfterTimeLimit: shortenMs }),
  });
  const count = (of: (run: Played["run"]) => number) => played.reduce((sum, run) => sum + of(run), 0);
  return {
    runs: played.length,
    edits: count(({ book }) => book.edits.length),
    words: count(({ book }) => book.said.reduce((sum, { texts }) => sum + texts.length, 0)),
    merges: count(({ book }) => book.merges.length),
    moves: count(({ book }) => book.edits.filter(({ field }) => field === "client").length),
    deletions: count(({ book }) => book.deleted.length),
    drops: count(({ book }) => book.drops),
    windowed: count(({ book }) => book.windowed),
    failure: tellFailure(details, runs),
  };
}

function tellFailure(details: fc.RunDetails<[readonly Command[]]>, runs: number): string | undefined {
  const { failed, interrupted, numRuns, seed, counterexample, counterexamplePath, errorInstance } = details;
  if (failed && counterexample) {
    const cause = errorInstance instanceof Broken ? errorInstance.message : String((errorInstance as Error).stack);
    return `seed ${seed}, path ${counterexamplePath ?? ""}: ${cause}; ${JSON.stringify({ commands: counterexample[0] })}`;
  }
  return failed || interrupted ? `seed ${seed}: ended after ${numRuns} of ${runs} runs` : undefined;
}
