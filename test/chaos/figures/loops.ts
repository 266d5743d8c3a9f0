import type { Figure } from "./figure.ts";

/** D: loops. */
export const loops = {
  D1: {
    passes: "one edit is at most one write to each other desk, none comes back, and then nothing is written",
    full: { tickets: 50, rounds: 20, quietMs: 60_000 },
    short: { tickets: 6, rounds: 2, quietMs: 1_000 },
  },
  D2: {
    passes: "a value that a desk stores differently is quiet after its first read-back: at most two writes each",
    full: { values: 200, mostWrites: 2, quietMs: 60_000 },
    short: { values: 12, mostWrites: 2, quietMs: 1_000 },
  },
  D3: {
    passes: "a table of several to one never makes the desks answer each other: no write back, one for each edit",
    full: { tickets: 100, quietMs: 600_000 },
    short: { tickets: 8, quietMs: 2_000 },
  },
  D5: {
    passes:
      "all three desks are equal within 30 s of the last edit, each edit stands, is superseded or listed, and then nothing is written",
    full: { edits: 500, tickets: 12, quietSeconds: 60, silentMs: 30_000 },
    short: { edits: 30, tickets: 3, quietSeconds: 2, silentMs: 30_000 },
  },
  "D5-model": {
    passes:
      "in every run each link says what its ticket says or shows that it does not, every comment stands once and none leaks, no edit vanishes, what ended stays ended, and then nothing is written",
    full: { runs: 50, mostWindowed: 10, shortenMs: 1_800_000 },
    short: { runs: 3, mostWindowed: 2, shortenMs: 0 },
  },
  "D5-rapid": {
    passes: "no more writes than edits, both sides and the hub end equal, and then nothing is written",
    full: { edits: 150, everyMs: 200, quietMs: 60_000 },
    short: { edits: 12, everyMs: 200, quietMs: 1_500 },
  },
  "D5-workflow": {
    passes: "no more writes than edits, none back, the refused value is shown, and then nothing is written",
    full: { edits: 150, everyMs: 200, quietMs: 60_000 },
    short: { edits: 9, everyMs: 200, quietMs: 1_000 },
  },
  D6: {
    passes: "two products at odds: at most 20 writes in ten minutes, then the field or the link rests and says so",
    full: { everyMs: 100, contestMs: 600_000, mostWrites: 20 },
    short: { everyMs: 100, contestMs: 9_000, mostWrites: 20 },
  },
  "D6-owner": {
    passes:
      "our value is put back twice at most, then the field is shown as contested; the owner's desk is never written",
    full: { everyMs: 500, contestMs: 120_000, mostWrites: 3 },
    short: { everyMs: 200, contestMs: 3_000, mostWrites: 3 },
  },
  D7: {
    passes:
      "answers to our own comments end by themselves: at most five a minute beside the person's own in either desk, and it is listed",
    full: { everyMs: 1_000, replyMs: 180_000, perMinute: 5 },
    short: { everyMs: 350, replyMs: 9_000, perMinute: 5 },
  },
} satisfies Record<string, Figure>;
