const leastMs = 1_000;
const mostMs = 3_600_000;
/** Where the header is missing or says nothing usable. */
const defaultMs = 5_000;

/**
 * How long a vendor asks us to wait: seconds or an HTTP date, kept within one second and one hour.
 *
 * @see RFC 9110 §10.2.3
 */
export function parseRetryAfter(header: string | undefined, now: Date): number {
  if (header === undefined) return defaultMs;
  const text = header.trim();
  if (/^\d{1,12}(\.\d+)?$/.test(text)) return clamp(Number(text) * 1_000);
  if (/^-\d+$/.test(text)) return leastMs;
  const date = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? defaultMs : clamp(date - now.getTime());
}

function clamp(ms: number): number {
  return Math.min(mostMs, Math.max(leastMs, Math.round(ms)));
}
