import type { Figure } from "./figure.ts";

/** Q: a database that comes back. */
export const backups = {
  Q1: {
    passes:
      "a backup is restored on an empty host by at most 5 commands, within 10 minutes per GB, with equal counts and whole audit chains",
    full: { megabytes: 1_000, mostCommands: 5, mostMsPerGigabyte: 600_000 },
    short: { megabytes: 60, mostCommands: 5, mostMsPerGigabyte: 600_000 },
  },
  Q3: {
    passes: "no reference is broken in backups that are taken while 100 requests a second come in",
    full: { backups: 10, perSecond: 100, seconds: 120 },
    short: { backups: 3, perSecond: 100, seconds: 10 },
  },
  Q4: {
    passes: "a backup holds no master key, no token and none of 20 secrets, as text, hexadecimal or base64",
    full: { secrets: 20 },
    short: { secrets: 20 },
  },
} satisfies Record<string, Figure>;
