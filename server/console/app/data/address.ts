/** Texts of a value in the address, which may stand there once or several times; undefined = none. */
export function textsOf(value: unknown): string[] | undefined {
  const texts = (Array.isArray(value) ? (value as unknown[]) : [value])
    .filter((one) => typeof one === "string" || typeof one === "number")
    .map(String)
    .filter((one) => one.trim() !== "" && one.length <= 200);
  return texts.length > 0 ? [...new Set(texts)].slice(0, 50) : undefined;
}

/** The same, of those that are known; what is not is dropped, since a bad link should still show a list. */
export function knownOf<T extends string>(value: unknown, known: readonly T[]): T[] | undefined {
  const found = known.filter((one) => textsOf(value)?.includes(one));
  return found.length > 0 ? found : undefined;
}

/** One text of the address; undefined = none. */
export function textOf(value: unknown): string | undefined {
  return textsOf(value)?.[0];
}

/** One of those that are known. */
export function oneKnownOf<T extends string>(value: unknown, known: readonly T[]): T | undefined {
  return known.find((one) => one === textOf(value));
}

/** A day such as 2026-03-02; undefined = it is none. */
export function dayOf(value: unknown): string | undefined {
  const text = textOf(value);
  return text && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
}

/** What is chosen, as it stands in the address; nothing chosen is no filter. */
export function orNone<T>(chosen: readonly T[]): T[] | undefined {
  return chosen.length > 0 ? [...chosen] : undefined;
}
