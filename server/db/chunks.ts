/** A statement takes 65,535 parameters, and no row here has more than 30. */
const mostRows = 2_000;

/** Rows in parts that one statement can take. */
export function chunksOf<T>(rows: readonly T[]): readonly (readonly T[])[] {
  const parts: (readonly T[])[] = [];
  for (let start = 0; start < rows.length; start += mostRows) parts.push(rows.slice(start, start + mostRows));
  return parts;
}
