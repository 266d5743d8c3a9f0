import fc from "fast-check";
import { type Command, command } from "./commands.ts";
import { play } from "./play.ts";
import type { Broken } from "./ring.ts";
import { kindOf, shorten } from "./shorten.ts";

const mostCommands = 60;
const storm = fc.array(command, { maxLength: mostCommands, size: "max" });

/** The runs of a seed, the same each time. */
export function listRuns(runs: number, seed: number): readonly (readonly Command[])[] {
  return fc.sample(storm, { numRuns: runs, seed });
}

/** Plays runs until one breaks a promise; made as short as it gets, since the fixture of a defect should speak for itself. */
export async function findBreak(
  runs: readonly (readonly Command[])[],
  broken: Broken = {},
): Promise<Broke | undefined> {
  for (const commands of runs) {
    const { complaints } = await play(commands, broken);
    if (complaints.length === 0) continue;
    const fails = async (less: readonly Command[]) =>
      kindOf((await play(less, broken)).complaints) === kindOf(complaints);
    return { complaints, commands: await shorten(commands, fails) };
  }
  return undefined;
}

export interface Broke {
  complaints: readonly string[];
  commands: readonly Command[];
}
