import type { Figure } from "./figure.ts";

/** E: conflicts. */
export const conflicts = {
  E1: {
    passes: "different fields changed on both sides in one interval: both stand on both",
    full: { tickets: 450, mostMs: 600_000 },
    short: { tickets: 10, mostMs: 30_000 },
  },
  E2: {
    passes:
      "one field changed on both sides: the policy's side stands whichever is read first, and the other value is a listed conflict",
    full: { tickets: 450, mostMs: 600_000 },
    short: { tickets: 10, mostMs: 30_000 },
  },
  E3: {
    passes:
      "an edit of a field that the other desk owns never reaches the owner, and is put back or held, as its policy says, within 60 s",
    full: { tickets: 200, mostMs: 60_000 },
    short: { tickets: 8, mostMs: 4_000 },
  },
  E5: {
    passes: "comments made on both sides at once are all on both sides, once, each side's in its order",
    full: { comments: 100, mostMs: 300_000 },
    short: { comments: 15, mostMs: 60_000 },
  },
} satisfies Record<string, Figure>;
