import type { Figure } from "./figure.ts";

/** M: expressions that cost too much. */
export const expressions = {
  M1: {
    passes:
      "patterns that keep other engines busy for hours end within 100 ms on 100 KB, and nothing else waits for 50 ms",
    full: { characters: 100_000, rounds: 5, mostMs: 100, delayMs: 50 },
    short: { characters: 100_000, rounds: 1, mostMs: 100, delayMs: 50 },
  },
  M2: {
    passes: "programs that would not end, or grow without end, are refused or stopped within 500 ms and 64 MB",
    full: { items: 1_000, mostMs: 500, mostMegabytes: 64 },
    short: { items: 1_000, mostMs: 500, mostMegabytes: 64 },
  },
  M3: {
    passes: "a rule that is over-complex or wrong is refused when it is saved, with the place and the reason",
    full: { rules: 20 },
    short: { rules: 20 },
  },
  M4: {
    passes: "no regular expression of what runs in a hub is vulnerable, all of them judged (short: those of 20 s)",
    full: { totalMs: 1_800_000, patternMs: 60_000, leastPercent: 100 },
    short: { totalMs: 20_000, patternMs: 4_000, leastPercent: 5 },
  },
  M5: {
    passes: "readers of dates, names and titles end within 100 ms on long texts that are almost right",
    full: { characters: 100_000, mostMs: 100 },
    short: { characters: 100_000, mostMs: 100 },
  },
} satisfies Record<string, Figure>;
