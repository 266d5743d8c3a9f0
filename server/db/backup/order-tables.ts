/** Tables in such an order that those to which others refer come first. @throws Error where they refer to each other in a circle */
export function orderTables<T extends { name: string }>(
  tables: readonly T[],
  references: readonly { from: string; to: string }[],
): readonly T[] {
  const placed = new Map<string, T>();
  while (placed.size < tables.length) {
    const next = tables.filter(
      ({ name }) => !placed.has(name) && references.every(({ from, to }) => from !== name || placed.has(to)),
    );
    if (next.length === 0) throw new Error("tables refer to each other in a circle");
    for (const table of next) placed.set(table.name, table);
  }
  return [...placed.values()];
}
