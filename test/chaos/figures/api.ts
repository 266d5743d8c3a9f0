import type { Figure } from "./figure.ts";

/** V: the API, whatever it is asked. */
export const api = {
  V7: {
    passes:
      "whatever is asked is answered as the API's document says, within 5 s, and never by a failure of the hub; at least a third is served",
    full: { calls: 50_000, atOnce: 16, mostMs: 5_000 },
    short: { calls: 2_000, atOnce: 8, mostMs: 5_000 },
  },
} satisfies Record<string, Figure>;
