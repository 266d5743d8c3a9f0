import { z } from "zod";

const earliest = Date.UTC(1970, 0, 1);
const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

const zoned = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)? ?(?:Z|[+-]\d{2}:?\d{2})$/i;

/**
 * RFC 3339 and its relatives with a zone; what is finer than a millisecond is dropped, since `Date` holds no more.
 *
 * @returns null for anything else, a time without a zone included
 */
export function parseInstant(text: string): Date | null {
  if (!zoned.test(text)) return null;
  const [, fraction = ""] = /[.,](\d+)/.exec(text) ?? [];
  const normal = text
    .toUpperCase()
    .replace(/^(.{10})[T ]/, "$1T")
    .replace(/[.,]\d+/, fraction && `.${fraction.slice(0, 3)}`)
    .replace(" ", "")
    .replace(/([+-]\d{2})(\d{2})$/, "$1:$2");
  const date = new Date(normal);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** A time with its zone, as most senders write it. */
export const Instant = z.string().transform((text, context) => {
  const date = parseInstant(text);
  if (date) return date;
  context.addIssue({ code: "custom", message: "expected a date and time with a zone, as in RFC 3339" });
  return z.NEVER;
});

const unitMs = { s: 1_000, ms: 1, us: 0.001 } as const;

/**
 * Time since 1970 as a number or as text.
 *
 * @returns null where it is no number, or 0, which senders mean as "never"
 */
export function parseEpoch(value: string | number, unit: keyof typeof unitMs): Date | null {
  const count = typeof value === "number" ? value : /^\d{1,17}(?:\.\d{1,9})?$/.test(value) ? Number(value) : Number.NaN;
  const ms = Math.round(count * unitMs[unit]);
  return ms > earliest && ms <= latest ? new Date(ms) : null;
}

/**
 * Of a clear that tells one time only, in the tool's own measure: just after it, since an end that is not after its beginning
 * counts as an old message. For tools whose states last longer than what they measure in.
 */
export function justAfter(date: Date): Date {
  return new Date(date.getTime() + 1);
}

/** A time zone that this machine knows. @see https://www.iana.org/time-zones */
export const TimeZone = z
  .string()
  .min(1)
  .max(100)
  .refine((zone) => {
    try {
      return Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
    } catch {
      return false;
    }
  }, "expected a time zone such as Europe/Berlin");

const local = /^(\d{4})[-./](\d{2})[-./](\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?$/;

/**
 * A time on a clock in `timeZone`, with the year first and without a zone of its own. A time that the change to summer time
 * leaves out is taken as if the change had not been; of one that happens twice the first is meant.
 *
 * @param receivedAt nothing is seen before it happened: a zone that is set wrongly never puts an event into the future
 * @returns null where it is no such time
 */
export function parseLocal(text: string, timeZone: string, receivedAt: Date): Date | null {
  const [, year, month, day, hour, minute, second = "0", fraction = ""] = local.exec(text) ?? [];
  const ms = Number(fraction.padEnd(3, "0").slice(0, 3));
  const asUtc = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    ms,
  );
  if (Number.isNaN(asUtc) || !isOnCalendar(asUtc, [Number(month), Number(day), Number(hour)])) return null;
  // The offset of a day before and after brackets any change; the larger one gives the earlier instant.
  const offsets = [asUtc - 86_400_000, asUtc + 86_400_000].map((at) => offsetAt(at, timeZone));
  const fits = offsets.toSorted((a, b) => b - a).find((offset) => offsetAt(asUtc - offset, timeZone) === offset);
  return new Date(Math.min(asUtc - (fits ?? offsets[0] ?? 0), receivedAt.getTime()));
}

/** `Date.UTC` takes the 31st of February for a day in March. */
function isOnCalendar(asUtc: number, [month, day, hour]: readonly [number, number, number]): boolean {
  const date = new Date(asUtc);
  return date.getUTCMonth() + 1 === month && date.getUTCDate() === day && date.getUTCHours() === hour;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** How far the clocks of a zone are ahead of UTC at an instant; ms. */
function offsetAt(at: number, timeZone: string): number {
  const formatter = formatters.get(timeZone) ?? new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  formatters.set(timeZone, formatter);
  const name = formatter.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign = "+", hours = "0", minutes = "0", seconds = "0"] =
    /GMT([+-])(\d{2}):(\d{2})(?::(\d{2}))?/.exec(name) ?? [];
  const ms = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000;
  return sign === "-" ? -ms : ms;
}
