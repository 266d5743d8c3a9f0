import type { Figure } from "./figure.ts";

/** G: alert storms and backpressure. */
export const storms = {
  G1: {
    passes:
      "a burst over twenty alerts makes twenty tickets, everything is counted, nothing refused, p99 of the answers at most 1 s, at most 512 MB",
    full: { events: 10_000, perSecond: 167, keys: 20, ackMs: 1_000, mostMb: 512 },
    short: { events: 1_500, perSecond: 167, keys: 20, ackMs: 1_000, mostMb: 512 },
  },
  G2: {
    passes: "many different alerts are all stored, and make at most 100 tickets, one of which is the storm's",
    full: { events: 50_000, perSecond: 167, mostTickets: 100, mostMb: 512 },
    short: { events: 1_500, perSecond: 167, mostTickets: 100, mostMb: 512 },
  },
  G3: {
    passes: "another tenant's flood makes an alert's way to the desk no longer than twice the quiet time or 5 s",
    full: { seconds: 300, perSecond: 500, keys: 20, mostMs: 5_000 },
    short: { seconds: 12, perSecond: 500, keys: 20, mostMs: 5_000 },
  },
  "G3-connections": {
    passes: "another connection's flood makes an alert's way to the desk no longer than twice the quiet time or 5 s",
    full: { seconds: 300, perSecond: 500, keys: 20, mostMs: 5_000 },
    short: { seconds: 12, perSecond: 500, keys: 20, mostMs: 5_000 },
  },
  G4: {
    passes: "an alert that flaps every 10 s costs at most four writes of its ticket, and is shown as flapping",
    full: { changes: 360, everyMs: 10_000, mostWrites: 4 },
    short: { changes: 8, everyMs: 10_000, mostWrites: 4 },
  },
  G6: {
    passes: "a repeat of an alert makes the database grow by 2 KB at most",
    full: { before: 1_000, repeats: 50_000, perSecond: 500, mostBytes: 2_048 },
    short: { before: 300, repeats: 4_000, perSecond: 500, mostBytes: 2_048 },
  },
  G7: {
    passes: "beside 200,000 tickets that wait to be sent, a claim takes 50 ms at most (p99)",
    full: { waiting: 200_000, claims: 1_000, warmUp: 50, mostMs: 50, mostMb: 512 },
    short: { waiting: 20_000, claims: 200, warmUp: 50, mostMs: 50, mostMb: 512 },
  },
  G8: {
    passes: "a page for an urgent alert is sent within 60 s in the middle of a storm",
    full: { events: 50_000, perSecond: 167, pages: 50, mostMs: 60_000 },
    short: { events: 1_500, perSecond: 167, pages: 5, mostMs: 60_000 },
  },
  G9: {
    passes:
      "more than it can take is refused with 429 or 503 and Retry-After, or answered within 10 s; nothing that was accepted is lost, and soon after it answers take at most 1 s again",
    full: {
      seconds: 60,
      perSecond: 5_000,
      keys: 200,
      connections: 8_000,
      mostWaitMs: 10_000,
      after: 1_000,
      afterMs: 60_000,
      ackMs: 1_000,
    },
    short: {
      seconds: 2,
      perSecond: 5_000,
      keys: 200,
      connections: 8_000,
      mostWaitMs: 10_000,
      after: 200,
      afterMs: 60_000,
      ackMs: 1_000,
    },
  },
} satisfies Record<string, Figure>;
