const mostNumbers = 20;

/** What looks like a ticket number in a text, such as `INC0048219` or `T20260317.0021`; at least five digits, at most twenty. */
export function findNumbers(text: string): readonly string[] {
  const found = text.match(/\b[A-Za-z]{0,10}\d[\d.-]{3,30}\d\b/g) ?? [];
  return [...new Set(found)].slice(0, mostNumbers);
}
