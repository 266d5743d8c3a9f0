import { parentPort, workerData } from "node:worker_threads";
import { findBreak, listRuns } from "./find-break.ts";

/** Part `nth` of `of` of a seed's runs. */
export interface Share {
  seed: number;
  runs: number;
  nth: number;
  of: number;
}

/** The program of a thread: plays its share, and says what broke, or null. */
const { seed, runs, nth, of } = workerData as Share;
const at = (share: number) => Math.ceil((runs * share) / of);
const broke = await findBreak(listRuns(runs, seed).slice(at(nth), at(nth + 1)));
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
parentPort?.postMessage(broke ?? null);
