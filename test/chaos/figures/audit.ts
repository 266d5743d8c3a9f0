import type { Figure } from "./figure.ts";

/** Q: what is told afterwards. */
export const audit = {
  Q5: {
    passes:
      "whoever changes, deletes or swaps rows of the audit, or cuts its end off, is found in every case and place, each within 60 s",
    full: { rows: 1_000_000, rounds: 20, perRound: 10, mostMs: 60_000 },
    short: { rows: 20_000, rounds: 2, perRound: 10, mostMs: 60_000 },
  },
} satisfies Record<string, Figure>;
