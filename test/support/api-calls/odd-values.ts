/** What programs send by mistake, and attackers on purpose. */
export const oddValues: readonly unknown[] = [
  null,
  "",
  "\0",
  "\ud800",
  "\u202e",
  "😀",
  "x".repeat(10_000),
  "'; drop table ticket; --",
  "{{7*7}}",
  "0001-01-01T00:00:00Z",
  "+275760-09-13T00:00:00.000Z",
  "-271821-04-20T00:00:00.000Z",
  -1,
  0,
  2 ** 31,
  2 ** 53,
  1e308,
  0.1,
  true,
  {},
  [],
  [[[[[]]]]],
  { constructor: { prototype: { role: "owner" } } },
];

/** Puts a value in one place of another. @returns as JSON */
export function mutate(given: unknown, at: number, odd: unknown): string {
  const places: (() => void)[] = [];
  const root = { it: structuredClone(given) };
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const key of Object.keys(value)) {
      places.push(() => Object.assign(value, { [key]: odd }));
      visit((value as Record<string, unknown>)[key]);
    }
    if (!Array.isArray(value) && value !== root) places.push(() => Object.assign(value, { tenantId: odd }));
  };
  visit(root);
  places[at % places.length]?.();
  return JSON.stringify(root.it);
}
