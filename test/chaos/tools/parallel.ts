/** Works through a list with so many at a time. */
export async function inParallel<T>(
  items: readonly T[],
  workers: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  // All workers take from one row.
  const row = items.entries();
  const run = async (): Promise<void> => {
    for (const [index, item] of row) await work(item, index);
  };
  await Promise.all(Array.from({ length: workers }, run));
}

/** The value below which this share of all lies; 0 for none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
