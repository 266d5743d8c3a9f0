import type { Figure } from "./figure.ts";

/** O: secrets. */
export const secrets = {
  O1: {
    passes:
      "20 secrets that went through every way in, errors and a failed start included, at log level debug, stand in no log, answer of the API, metric, audit, row of the database or quarantine",
    full: { secrets: 20 },
    short: { secrets: 20 },
  },
  O2: {
    passes: "a ciphertext that is moved to another tenant, connection, field or version opens nowhere",
    full: { each: 20 },
    short: { each: 4 },
  },
  O3: {
    passes:
      "a new master key takes the old one's place within 5 minutes under load, with no call refused, and every secret opens with the new one alone; without it a start is refused in clear words",
    full: { secrets: 10_000, tenants: 4, perSecond: 50, mostMs: 300_000 },
    short: { secrets: 200, tenants: 2, perSecond: 20, mostMs: 300_000 },
  },
  O4: {
    passes:
      "of an API key only a hash is kept, it is shown once, and a revoked one counts no more on any node after 5 s",
    full: { nodes: 3, keys: 20, mostMs: 5_000 },
    short: { nodes: 2, keys: 3, mostMs: 5_000 },
  },
  O5: {
    passes: "a vendor whose error repeats our credentials shows them to nobody: not in an answer, a log or a row",
    full: { echoes: 50 },
    short: { echoes: 15 },
  },
  O6: {
    passes:
      "no route that reads shows a secret that is stored, but for the script that an admin pastes at a vendor so that it signs",
    full: { leastRoutes: 60 },
    short: { leastRoutes: 60 },
  },
  O7: {
    passes: "the repository and the package hold no private key, no token, no .env and nothing of .git",
    full: { leastFiles: 500 },
    short: { leastFiles: 500 },
  },
  O8: {
    passes:
      "the API's document, the hub's numbers and why it is not ready are told to nobody who sends no token or a wrong one",
    full: { leastRoutes: 90 },
    short: { leastRoutes: 90 },
  },
} satisfies Record<string, Figure>;
