import { check } from "../ring-model/check.ts";
import { openStage } from "../ring-model/play.ts";
import { defineScenario } from "../scenario.ts";

/** RING_PATH repeats the run of a failure that was told, with its `--seed`. */
export const modelRing = defineScenario(
  "D5-model",
  "three desks, and people who merge, move, delete and reword, as chance decides",
  async (context, { runs, mostWindowed, shortenMs }) => {
    const path = process.env["RING_PATH"];
    const { failure, ...done } = await check(await openStage(context), { runs, seed: context.seed, path, shortenMs });
    const { edits, words, merges, moves, deletions, drops, windowed } = done;
    const told = `seed ${context.seed}: ${done.runs} runs with ${edits} edits, ${words} comments and rewordings, ${merges} merges, ${moves} moves, ${deletions} deletions and ${drops} answers dropped`;
    return {
      pass: failure === undefined && windowed <= mostWindowed,
      figure: `${told}; ${windowed} edits fell into HaloPSA's window; ${failure ?? "every promise kept"}`,
    };
  },
);
