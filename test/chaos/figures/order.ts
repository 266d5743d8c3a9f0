import type { Figure } from "./figure.ts";

/** C: order and poison. */
export const order = {
  C1: {
    passes: "what happened on a ticket arrives in its order, the close last, though workers are killed: no violation",
    full: { tickets: 150, operations: 15, workers: 4, kills: 135 },
    short: { tickets: 6, operations: 8, workers: 2, kills: 3 },
  },
  C2: {
    passes: "whatever the order in which updates are told, the hub ends with what the desk says, for every ticket",
    full: { tickets: 1_000, updates: 6, shuffleMs: 5_000, mostMs: 300_000 },
    short: { tickets: 30, updates: 6, shuffleMs: 500, mostMs: 20_000 },
  },
  C3: {
    passes:
      "a note told before its ticket ends on its ticket within 60 s, without quarantine and without a second ticket",
    full: { tickets: 500, atOnce: 4, mostMs: 60_000 },
    short: { tickets: 12, atOnce: 4, mostMs: 60_000 },
  },
  C5: {
    passes:
      "a record that is always refused stops itself alone: the others are at most 10 % slower (and the noise of this machine), it is shown within 60 s",
    full: { others: 20, rounds: 200, percentile: 99, slowerPercent: 10, noiseMs: 100, shownMs: 60_000 },
    short: { others: 10, rounds: 12, percentile: 90, slowerPercent: 10, noiseMs: 150, shownMs: 60_000 },
  },
  C6: {
    passes: "a late update of a deleted ticket makes nothing again, in no desk",
    full: { worlds: 23, deleted: 9, quietMs: 5_000 },
    short: { worlds: 1, deleted: 6, quietMs: 1_000 },
  },
  C7: {
    passes: "an urgent ticket is sent within 30 s, whatever waits before it",
    full: { queued: 50_000, perBody: 400, latencyMs: 250, sentMs: 30_000 },
    short: { queued: 300, perBody: 150, latencyMs: 250, sentMs: 30_000 },
  },
} satisfies Record<string, Figure>;
