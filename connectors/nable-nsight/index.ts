import { defineMonitor } from "../monitor-kit.ts";
import { manifest } from "./manifest.ts";
import { parseList } from "./parse.ts";
import { openPoll } from "./poll.ts";

/** N-able N-sight RMM, which is asked: it sends nothing. */
export const nableNsight = defineMonitor({
  manifest,
  verify: [],
  openPoll,
  pollEveryMs: ({ pollSeconds }) => pollSeconds * 1_000,
  parse: parseList,
});
