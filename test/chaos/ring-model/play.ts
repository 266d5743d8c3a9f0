import { deskNames, openThreeDesks, type ThreeDesks } from "../../support/three-desks.ts";
import { countAllWrites } from "../tools/ring-world.ts";
import type { Book } from "./book.ts";
import type { Command } from "./commands.ts";
import { act, noFaults, open } from "./hands.ts";
import { judge } from "./judge.ts";
import { NoRest, openRest, type Rest } from "./rest.ts";
import { Run } from "./run.ts";

/** Three simulated desks and one hub for many runs. */
export interface Stage {
  three: ThreeDesks;
  rest: Rest;
  runs: number;
}

export async function openStage(context: { after(run: () => Promise<void>): void }): Promise<Stage> {
  const three = await openThreeDesks(context, { pollSeconds: 0.4 });
  return { three, rest: await openRest(context, three), runs: 0 };
}

/** Two tickets, one born in the first desk and one in the second, each with a record in all three. */
export async function startRun(stage: Stage): Promise<Run> {
  stage.runs += 1;
  const run = new Run(stage.three, stage.rest, `R${stage.runs}.`);
  await open(run, "autotask");
  await open(run, "halopsa");
  await run.rest(false);
  return run;
}

export interface Played {
  run: Run;
  /** Every broken promise, in words. */
  complaints: readonly string[];
}

/** Plays a run to its end, and judges it. */
export async function play(stage: Stage, commands: readonly Command[]): Promise<Played> {
  const before = countAllWrites(stage.three);
  const run = await startRun(stage);
  try {
    for (const command of commands) {
      run.look();
      await act(run, command);
    }
    calm(stage);
    await run.rest();
    const writes = countAllWrites(stage.three) - before;
    return { run, complaints: [...new Set([...judge(run), ...judgeWrites(run.book, writes)])] };
  } catch (cause) {
    if (!(cause instanceof NoRest)) throw cause;
    return { run, complaints: [`(4) ${cause.message}`] };
  } finally {
    calm(stage);
    await stage.rest.putAway();
  }
}

function calm({ three }: Stage): void {
  for (const name of deskNames) three.desks[name].setFaults(noFaults);
}

/** (4) Writes are bounded by what people did, times links; a call whose answer was dropped may be repeated. */
export function judgeWrites(
  { edits, said, merges, opened, notes, drops, rests }: Book,
  writes: number,
): readonly string[] {
  const links = new Set(rests.flatMap((rest) => rest.links.map(({ desk, record }) => `${desk} ${record}`))).size;
  const words = said.reduce(
    (sum, { texts, hides, deleted }) => sum + texts.length + Number(hides.length > 0) + Number(deleted),
    notes,
  );
  const moved = Math.max(0, links - deskNames.length * opened.length);
  const most = 3 * edits.length + 4 * merges.length + 3 * words + 2 * links + said.length * moved + drops;
  return writes > most ? [`(4) ${writes} writes where ${most} would do`] : [];
}
