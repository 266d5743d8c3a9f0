import type { Figure } from "./figure.ts";

/** B: effects once. */
export const effectsOnce = {
  B1: {
    passes: "each of N alerts, delivered three times at once, makes exactly one ticket here and one in the desk",
    full: { events: 2_000, times: 3, senders: 8 },
    short: { events: 60, times: 3, senders: 6 },
  },
  B2: {
    passes: "a creation whose answer is lost is looked for before it is repeated: exactly as many tickets as alerts",
    full: { events: 1_000, dropPercent: 20, senders: 8 },
    short: { events: 50, dropPercent: 20, senders: 6 },
  },
  B5: {
    passes: "every comment stands once in the other desk, in its order, wherever the answer breaks; none comes back",
    full: { tickets: 50, comments: 500, breakPercent: 30 },
    short: { tickets: 8, comments: 40, breakPercent: 30 },
  },
  "B5-matched": {
    passes: "a comment whose answer was lost stands once, although a poll finds it while the push looks for it",
    full: { comments: 20 },
    short: { comments: 3 },
  },
  B9: {
    passes:
      "a worker that was paused for longer than its lease changes nothing when it goes on: one effect for each record",
    full: { tickets: 20, everyPlace: 1, leased: 100 },
    short: { tickets: 3, everyPlace: 0, leased: 9 },
  },
  B10: {
    passes:
      "whoever is to be woken is, wherever the process is killed; twice only where it is killed between the provider's answer and our note",
    full: { times: 100, mostMs: 60_000 },
    short: { times: 1, mostMs: 60_000 },
  },
  B11: {
    passes: "what failed after the ticket was made is resumed from there: all complete, no second ticket",
    full: { tickets: 100, atOnce: 4 },
    short: { tickets: 10, atOnce: 4 },
  },
} satisfies Record<string, Figure>;
