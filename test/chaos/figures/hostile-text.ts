import type { Figure } from "./figure.ts";

/** L: texts of others. */
export const hostileText = {
  L3: {
    passes:
      "texts that a browser would run, stored in every field that a vendor can fill, are text and nothing else on every page of the console: none runs, none has to be stopped by the page's policy, none becomes a link",
    full: { payloads: 100 },
    short: { payloads: 12 },
  },
} satisfies Record<string, Figure>;
