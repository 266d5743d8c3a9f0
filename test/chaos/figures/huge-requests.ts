import type { Figure } from "./figure.ts";

/** N: huge and hostile requests. */
export const hugeRequests = {
  N1: {
    passes:
      "a body that declares a byte more than 1 MB (than 8 or 32 MB, where texts and reports are brought) is refused with 413 at every door before 64 KB of it are sent",
    full: { bytes: 1_048_577, mostSent: 65_536 },
    short: { bytes: 1_048_577, mostSent: 65_536 },
  },
  N2: {
    passes:
      "10 MB that declare no length are refused with 413 at every door, also where no body is taken; nothing is changed, and the hub grows by at most 10 MB for one (where reports of 32 MB are taken, these are not too large)",
    full: { megabytes: 10, mostMb: 10, rounds: 3 },
    short: { megabytes: 10, mostMb: 10, rounds: 1 },
  },
  N3: {
    passes:
      "what is packed and unpacks to a thousand times its size is refused at the doors, and stopped in vendors' answers; the process that reads it grows by at most 64 MB",
    full: { megabytes: 200, mostMb: 64 },
    short: { megabytes: 50, mostMb: 64 },
  },
  N4: {
    passes:
      "JSON that is nested 200,000 deep is refused with 400 within 50 ms by the API; what a hook has taken of it waits in quarantine, and no stack overflows anywhere",
    full: { depth: 200_000, mostMs: 50, tries: 5 },
    short: { depth: 200_000, mostMs: 50, tries: 3 },
  },
  N5: {
    passes: "100,000 keys, or a list of a million, hold the event loop for at most 50 ms, refused or taken",
    full: { keys: 100_000, items: 1_000_000, mostMs: 50, tries: 5 },
    short: { keys: 100_000, items: 1_000_000, mostMs: 50, tries: 3 },
  },
  N6: {
    passes:
      "while 1,000 connections send as slowly as they can, others' p99 is at most twice what it was, and each of them is closed within 30 s",
    full: { connections: 1_000, perSecond: 50, seconds: 30, noiseMs: 10, mostSeconds: 30 },
    short: { connections: 100, perSecond: 50, seconds: 5, noiseMs: 10, mostSeconds: 30 },
  },
  N8: {
    passes: "ten files of 7 MB at once reach the other desk, and the hub grows by at most 64 MB",
    full: { files: 10, megabytes: 7, mostMb: 64 },
    short: { files: 3, megabytes: 7, mostMb: 64 },
  },
} satisfies Record<string, Figure>;
