import type { Severity } from "../../schemas/alert.ts";
import { cleanText, findSeverity, parseEpoch, parseInstant } from "../monitor-kit.ts";

/** What a mapped field has to give. */
export interface Kind<T> {
  /** CEL's names of types that can be it; what depends on the body is looked at when it comes. */
  types: readonly string[];
  /** In words, for problems. */
  expected: string;
  /** Undefined where the value is something else; it is neither absent nor null. */
  read(value: unknown): T | undefined;
}

const numbers = ["int", "uint", "double"] as const;

/** A text; numbers and truth values as they are written. */
export const text: Kind<string> = {
  types: ["string", "bool", ...numbers],
  expected: "a text or a number",
  read(value) {
    if (typeof value === "string") return cleanText(value).trim();
    if (typeof value === "number") return Number.isFinite(value) ? String(value) : undefined;
    return typeof value === "bigint" || typeof value === "boolean" ? String(value) : undefined;
  },
};

export const condition: Kind<"firing" | "clear"> = {
  types: ["string", "bool"],
  expected: 'true or "firing", false or "clear"',
  read(value) {
    if (value === true || value === "firing") return "firing";
    return value === false || value === "clear" ? "clear" : undefined;
  },
};

export const severity: Kind<Severity> = {
  types: ["string"],
  expected: "critical, high, medium, low or info, or one of the words that are customary for them",
  read: (value) => (typeof value === "string" ? findSeverity(value) : undefined),
};

/** What has so many digits are milliseconds: in seconds it would be the year 5138. */
const leastMilliseconds = 100_000_000_000;

export const moment: Kind<Date> = {
  types: ["string", "google.protobuf.Timestamp", ...numbers],
  expected: "a time with its zone, or seconds or milliseconds since 1970",
  read(value) {
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value;
    if (typeof value === "string" && !/^\d{1,17}(?:\.\d{1,9})?$/.test(value)) return parseInstant(value) ?? undefined;
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "bigint") return undefined;
    const count = Number(value);
    return parseEpoch(count, count < leastMilliseconds ? "s" : "ms") ?? undefined;
  },
};

export const truth: Kind<boolean> = {
  types: ["bool"],
  expected: "true or false",
  read: (value) => (typeof value === "boolean" ? value : undefined),
};

export const list: Kind<readonly unknown[]> = {
  types: ["list"],
  expected: "a list",
  read: (value) => (Array.isArray(value) ? (value as unknown[]) : undefined),
};
