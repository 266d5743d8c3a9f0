import { check } from "../ring-model/check.ts";
import { openStage } from "../ring-model/play.ts";
import { defineScenario } from "../scenario.ts";

/** RING_RUN repeats the run of a failure that was told, with its `--seed`. */
export const modelRing = defineScenario(
  "D5-model",
  "three desks, and people who merge, move, delete and reword, as chance decides",
  async (context, { runs, mostWindowed, shortenMs }) => {
    const told = process.env["RING_RUN"];
    const only = told === undefined ? undefined : Number(told);
    const { failure, ...done } = await check(await openStage(context), { runs, seed: context.seed, only, shortenMs });
    const { edits, words, merges, moves, deletions, drops, windowed } = done;
    const work = `seed ${context.seed}: ${done.runs} runs with ${edits} edits, ${words} comments and rewordings, ${merges} merges, ${moves} moves, ${deletions} deletions and ${drops} answers dropped`;
    return {
      pass: failure === undefined && windowed <= mostWindowed,
      figure: `${work}; ${windowed} edits fell into HaloPSA's window; ${failure ?? "every promise kept"}`,
    };
  },
);
