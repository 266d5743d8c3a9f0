/** Most values in one `IN`: longer addresses are cut by proxies. */
const mostValues = 50;

/** One part of an encoded query, which can also be checked here: the vendor drops parts that it does not know. */
export interface Condition {
  text: string;
  field: string;
  fits(value: string): boolean;
}

export interface Query {
  /** As `sysparm_query`, not yet URL-encoded. */
  text: string;
  /** Columns that a row must show so that it can be checked. */
  fields: readonly string[];
  /** The first condition that the row does not meet, by its column; undefined = all are met. */
  findMiss(row: Readonly<Record<string, unknown>>): string | undefined;
}

/** Texts that the vendor's collation may hold for equal. */
export function fold(text: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase().trim();
}

/**
 * Only keys, names and addresses are ever asked for, never free text. Refused are control characters, what the server
 * would run (`javascript:`), and nothing.
 */
function isAskable(value: string): boolean {
  return value.trim() !== "" && value.length <= 320 && !/\p{Cc}/u.test(value) && !/^\s*javascript:/i.test(value);
}

/** A literal caret is doubled; whether every release reads it so is not known, hence the check of each row. */
function escape(value: string): string {
  return value.replaceAll("^", "^^");
}

/** Null where the value cannot be asked for: nothing fits then. */
export function is(field: string, value: string): Condition | null {
  return compare(field, "=", value, (given) => fold(given) === fold(value));
}

/** Rows of which the field is empty fit as well. */
export function isNot(field: string, value: string): Condition | null {
  return compare(field, "!=", value, (given) => fold(given) !== fold(value));
}

/** Instants as the vendor writes them, and ids of hexadecimal digits, compare as text. */
export function isAfter(field: string, value: string): Condition | null {
  return compare(field, ">", value, (given) => given > value);
}

export function isAtLeast(field: string, value: string): Condition | null {
  return compare(field, ">=", value, (given) => given >= value);
}

export function isAtMost(field: string, value: string): Condition | null {
  return compare(field, "<=", value, (given) => given <= value);
}

export function isNotEmpty(field: string): Condition {
  return { text: `${field}ISNOTEMPTY`, field, fits: (given) => given !== "" };
}

/**
 * @param values at most 50, see {@link inBatches}; one with a comma cannot be expressed and is left out
 * @throws RangeError for more: that is a mistake in this connector
 */
export function isOneOf(field: string, values: readonly string[]): Condition | null {
  if (values.length > mostValues) throw new RangeError(`more than ${mostValues} values for ${field}`);
  const askable = values.filter((value) => isAskable(value) && !value.includes(","));
  if (askable.length === 0) return null;
  const wanted = new Set(askable.map(fold));
  return { text: `${field}IN${askable.map(escape).join(",")}`, field, fits: (given) => wanted.has(fold(given)) };
}

/** Every condition, in this order; null when one of them fits nothing, so that there is nothing to ask. */
export function buildQuery(
  conditions: readonly (Condition | null)[],
  order: readonly string[] = ["sys_id"],
): Query | null {
  const all = conditions.filter((condition) => condition !== null);
  if (all.length < conditions.length) return null;
  const text = [...all.map((condition) => condition.text), ...order.map((field) => `ORDERBY${field}`)].join("^");
  return {
    text,
    fields: [...new Set([...all.map(({ field }) => field), ...order])],
    findMiss: (row) =>
      all.find(({ field, fits }) => {
        const value = row[field];
        return typeof value !== "string" || !fits(value);
      })?.field,
  };
}

/** So many that each fits into one `IN`. */
export function inBatches<T>(all: readonly T[]): T[][] {
  const batches: T[][] = [];
  for (let start = 0; start < all.length; start += mostValues) batches.push(all.slice(start, start + mostValues));
  return batches;
}

function compare(field: string, operator: string, value: string, fits: Condition["fits"]): Condition | null {
  return isAskable(value) ? { text: `${field}${operator}${escape(value)}`, field, fits } : null;
}
