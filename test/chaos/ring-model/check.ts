import fc from "fast-check";
import { kindOf, shorten } from "../../model/shorten.ts";
import { type Command, commands } from "./commands.ts";
import { play, type Played, type Stage } from "./play.ts";

export interface CheckOptions {
  runs: number;
  seed: number;
  /** Of a failure that was told: that run alone. */
  only?: number | undefined;
  /** How long a shorter run that fails as well is searched for; 0 = not at all. */
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

/** Plays runs that chance decides on one hub, until one breaks a promise. */
export async function check(stage: Stage, { runs, seed, only, shortenMs }: CheckOptions): Promise<Checked> {
  const played: Played["run"][] = [];
  let failure: string | undefined;
  for (const [index, list] of fc.sample(commands, { seed, numRuns: runs }).entries()) {
    if (only !== undefined && only !== index) continue;
    const { run, complaints } = await play(stage, list);
    played.push(run);
    if (complaints.length === 0) continue;
    const short = await shortenFor(stage, list, complaints, shortenMs);
    failure = `seed ${seed}, run ${index}: ${complaints.join("; ")}; ${JSON.stringify({ commands: short })}`;
    break;
  }
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
    failure,
  };
}

/** The same promise stays broken; when the time is over, what was found by then is the answer. */
async function shortenFor(
  stage: Stage,
  list: readonly Command[],
  complaints: readonly string[],
  mostMs: number,
): Promise<readonly Command[]> {
  const endsAt = performance.now() + mostMs;
  return shorten(list, async (less) => {
    if (performance.now() >= endsAt) return false;
    return kindOf((await play(stage, less)).complaints) === kindOf(complaints);
  });
}
