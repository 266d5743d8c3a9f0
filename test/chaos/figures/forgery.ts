import type { Figure } from "./figure.ts";

/** J: forgery and replay. */
export const forgery = {
  J1: {
    passes: "a signed request that was altered anywhere is answered 401 in a few words, and nothing of it is stored",
    full: { requests: 10_000, senders: 8, answerBytes: 300 },
    short: { requests: 600, senders: 8, answerBytes: 300 },
  },
  J2: {
    passes: "no signature of another shape is accepted, and of a long list no more than five are tried",
    full: { requests: 500, tried: 5 },
    short: { requests: 100, tried: 5 },
  },
  J3: {
    passes: "one valid request, sent again and again while its time is right, has one effect",
    full: { times: 100, senders: 10, worlds: 10 },
    short: { times: 100, senders: 10, worlds: 1 },
  },
  J4: {
    passes: "a timestamp that is 299 s off is accepted, one that is 301 s off is refused, both ways",
    full: { each: 250, withinSeconds: 299, beyondSeconds: 301 },
    short: { each: 20, withinSeconds: 299, beyondSeconds: 301 },
  },
  J5: {
    passes:
      "a body is verified and kept as it was sent, however odd its bytes; with one byte changed none of them passes",
    full: { bodies: 200 },
    short: { bodies: 56 },
  },
  J6: {
    passes:
      "while a secret is changed under load nobody is refused; when the overlap has ended, every request signed with the old one is",
    full: { perSecond: 100, seconds: 120, overlapSeconds: 60, noticedMs: 3_000, after: 1_000 },
    short: { perSecond: 100, seconds: 6, overlapSeconds: 3, noticedMs: 3_000, after: 50 },
  },
  J7: {
    passes:
      "the time of a refusal does not tell whether the first or the last byte of a signature was wrong: |t| below 4.5",
    full: { samples: 100_000, warmUp: 20_000, mostT: 4.5 },
    short: { samples: 20_000, warmUp: 10_000, mostT: 4.5 },
  },
  J9: {
    passes: "an address whose token is not wholly right leads nowhere: 404 for every one",
    full: { addresses: 200 },
    short: { addresses: 200 },
  },
  J10: {
    passes:
      "a source without signatures has an address of at least 128 random bits, and no header about where a request comes from replaces it",
    full: { requests: 50, bits: 128 },
    short: { requests: 50, bits: 128 },
  },
  "J10-addresses": {
    passes:
      "a source without signatures can be held to a list of addresses: from elsewhere 404 as for a wrong token, whatever X-Forwarded-For says unless a trusted proxy says it, and one row of audit without a body",
    full: { requests: 200 },
    short: { requests: 50 },
  },
  J11: {
    passes:
      "HMAC-SHA1 is only taken from vendors that have nothing better, and what such a desk's request claims has no effect",
    full: { requests: 50, tickets: 5 },
    short: { requests: 50, tickets: 5 },
  },
} satisfies Record<string, Figure>;
