import type { Figure } from "./figure.ts";

/** F: what vendors do wrong. */
export const vendorFaults = {
  F1: {
    passes:
      "what was queued during an outage is in the desk within 15 min after it, nothing lost or doubled, within the budget",
    full: { queued: 5_000, outageMs: 1_800_000, drainMs: 900_000, hourlyQuota: 100_000 },
    short: { queued: 60, outageMs: 2_500, drainMs: 20_000, hourlyQuota: 100_000 },
  },
  F2: {
    passes: "no call before the time that the vendor asked for, within one second, and work goes on after it",
    full: { desks: 10, rounds: 10, waitSeconds: 120, graceMs: 1_000, resumeMs: 16_000 },
    short: { desks: 4, rounds: 1, waitSeconds: 3, graceMs: 200, resumeMs: 4_000 },
  },
  F3: {
    passes: "whatever the header says, the wait is between one second and one hour",
    full: { leastMs: 1_000, mostMs: 3_600_000 },
    short: { leastMs: 1_000, mostMs: 3_600_000 },
  },
  F4: {
    passes: "no more calls than 1.1 times the normal ones; once the breaker is open at most one probe in 30 s",
    full: {
      tickets: 8,
      normalMs: 60_000,
      outageMs: 600_000,
      everyMs: 400,
      pollSeconds: 1,
      recoverMs: 300_000,
    },
    short: {
      tickets: 2,
      normalMs: 4_000,
      outageMs: 60_000,
      everyMs: 1_500,
      pollSeconds: 0.3,
      recoverMs: 0,
    },
  },
  F5: {
    passes: "no second holds more than 5 % of the retries of jobs that failed together",
    full: { fresh: 300, jobs: 1_000, least: 1_000, watchMs: 300_000, mostPercent: 5 },
    short: { fresh: 100, jobs: 1_000, least: 50, watchMs: 15_000, mostPercent: 5 },
  },
  F6: {
    passes:
      "a call into the void ends by its deadline, within 30 s (short: a third of all times), and others are at most twice as slow",
    full: {
      connectMs: 5_000,
      headersMs: 15_000,
      bodyIdleMs: 15_000,
      totalMs: 60_000,
      mostMs: 30_000,
      calls: 300,
      noiseMs: 10,
    },
    short: {
      connectMs: 1_700,
      headersMs: 5_100,
      bodyIdleMs: 5_100,
      totalMs: 20_000,
      mostMs: 10_000,
      calls: 300,
      noiseMs: 10,
    },
  },
  "F6-desk": {
    passes: "a desk that takes calls and says nothing makes an edit between two others at most twice as slow",
    full: { tickets: 20, watchMs: 120_000, noiseMs: 150 },
    short: { tickets: 8, watchMs: 12_000, noiseMs: 150 },
  },
  F7: {
    passes:
      "an answer that drips is cut at the total deadline, an endless one at the size cap, and the process grows by 20 MB at most",
    full: { everyMs: 1_000, totalMs: 60_000, lateMs: 1_000, floods: 10, mostMb: 20 },
    short: { everyMs: 100, totalMs: 2_000, lateMs: 500, floods: 2, mostMb: 20 },
  },
  F8: {
    passes: "an answer that is none changes nothing anywhere, ends no process, and work goes on after it",
    full: { tickets: 9, times: 23, megabytes: 50, mostMs: 120_000 },
    short: { tickets: 3, times: 3, megabytes: 50, mostMs: 20_000 },
  },
  F10: {
    passes: "a token that ends under 50 calls at once is renewed once, and no call is lost",
    full: { calls: 50, rounds: 20 },
    short: { calls: 50, rounds: 1 },
  },
  F11: {
    passes:
      "revoked credentials cost three attempts, then one in 15 min; a person is told, the others go on, nothing is lost",
    full: { watchMs: 1_000_000, everyMs: 2_000, attempts: 3 },
    short: { watchMs: 3_000, everyMs: 200, attempts: 3 },
  },
  F12: {
    passes:
      "on a quota of which others use 60 %, ours is at most 30 % in any hour, nobody is suspended, and no kind of record gets more than three calls at once",
    // More than an hour of work without a pause: each hour of a day is like it.
    full: { hourlyQuota: 10_000, othersShare: 0.6, ourShare: 0.3, tickets: 200, workMs: 4_200_000, latencyMs: 100 },
    short: { hourlyQuota: 1_000, othersShare: 0.6, ourShare: 0.3, tickets: 20, workMs: 12_000, latencyMs: 20 },
  },
  F13: {
    passes: "what changed while our endpoint was down is found within 10 min after it is up again, all of it",
    full: { changes: 100, deleted: 9, pollSeconds: 60, mostMs: 600_000 },
    short: { changes: 5, deleted: 2, pollSeconds: 2, mostMs: 20_000 },
  },
  F14: {
    passes: "a webhook that the vendor switched off is made again, or a person is told, within 15 min",
    full: { desksEach: 5, checkSeconds: 600, mostMs: 900_000 },
    short: { desksEach: 1, checkSeconds: 2, mostMs: 15_000 },
  },
  F16: {
    passes: "items of the quarantine, retried and replayed again, have each effect once",
    full: { items: 1_000, perBody: 5, mostMs: 600_000 },
    short: { items: 120, perBody: 6, mostMs: 60_000 },
  },
  F17: {
    passes: "nothing is missed though records come, go and move between two pages of a list",
    full: { halopsa: 2_000, autotask: 2_000, servicenow: 2_000, shifts: 30, mostMs: 600_000 },
    short: { halopsa: 250, autotask: 0, servicenow: 0, shifts: 5, mostMs: 20_000 },
  },
  F18: {
    passes:
      "no call is made over a connection whose certificate is expired, of another host, self-signed or of an unknown authority",
    full: { calls: 10 },
    short: { calls: 10 },
  },
} satisfies Record<string, Figure>;
