import type { Figure } from "./figure.ts";

/** H: SLA clocks. */
export const sla = {
  H7: {
    passes: "another plan moves the due instants of all open tickets within 60 s, and both instants are kept",
    full: { tickets: 1_000, mostMs: 60_000 },
    short: { tickets: 60, mostMs: 60_000 },
  },
  H10: {
    passes:
      "on two nodes of which one is killed, each deadline is warned of and broken once, none early, at most 5 s late (p99) and 30 s",
    full: { tickets: 1_000, spreadMs: 30_000, lateMs: 5_000, mostLateMs: 30_000 },
    short: { tickets: 100, spreadMs: 6_000, lateMs: 5_000, mostLateMs: 30_000 },
  },
  "H10-lateness": {
    passes: "with so many running clocks what is due happens at most 1 s late (p99)",
    full: { tickets: 10_000, spreadMs: 60_000, lateMs: 1_000 },
    short: { tickets: 400, spreadMs: 6_000, lateMs: 1_000 },
  },
  H11: {
    passes: "what fell due while no node ran happens within 60 s of the start, each once, and is marked late",
    full: { tickets: 200, leadMs: 20_000, downMs: 60_000, mostMs: 60_000 },
    short: { tickets: 40, leadMs: 8_000, downMs: 3_000, mostMs: 60_000 },
  },
} satisfies Record<string, Figure>;
