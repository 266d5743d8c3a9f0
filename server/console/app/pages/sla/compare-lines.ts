export interface DiffLine {
  kind: "same" | "added" | "removed";
  text: string;
}

/** Beyond so many changed lines the whole middle is told as replaced, so that a browser never stands still. */
const mostCells = 4_000_000;

/** What is added and removed between two texts, with up to `around` unchanged lines beside it. */
export function compareLines(before: string, after: string, around = 2): readonly DiffLine[] {
  const [old, fresh] = [before.split("\n"), after.split("\n")];
  let head = 0;
  while (head < old.length && head < fresh.length && old[head] === fresh[head]) head += 1;
  let tail = 0;
  while (tail < old.length - head && tail < fresh.length - head && old.at(-1 - tail) === fresh.at(-1 - tail)) tail += 1;
  const same = (lines: readonly string[]): DiffLine[] => lines.map((text) => ({ kind: "same", text }));
  const middle = compareMiddle(old.slice(head, old.length - tail), fresh.slice(head, fresh.length - tail));
  const all = [...same(old.slice(0, head)), ...middle, ...same(tail === 0 ? [] : old.slice(-tail))];
  return all.filter((line, index) =>
    line.kind !== "same"
      ? true
      : all.slice(Math.max(0, index - around), index + around + 1).some(({ kind }) => kind !== "same"),
  );
}

/** By the longest common row of lines. */
function compareMiddle(old: readonly string[], fresh: readonly string[]): DiffLine[] {
  const removed = (text: string): DiffLine => ({ kind: "removed", text });
  const added = (text: string): DiffLine => ({ kind: "added", text });
  if (old.length * fresh.length > mostCells) return [...old.map(removed), ...fresh.map(added)];
  const width = fresh.length + 1;
  const common = new Uint32Array((old.length + 1) * width);
  const at = (row: number, column: number) => common[row * width + column] ?? 0;
  for (let row = old.length - 1; row >= 0; row -= 1)
    for (let column = fresh.length - 1; column >= 0; column -= 1)
      common[row * width + column] =
        old[row] === fresh[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
  const lines: DiffLine[] = [];
  let [row, column] = [0, 0];
  while (row < old.length || column < fresh.length) {
    const [mine, theirs] = [old[row] ?? "", fresh[column] ?? ""];
    if (row < old.length && column < fresh.length && mine === theirs) {
      lines.push({ kind: "same", text: mine });
      row += 1;
      column += 1;
    } else if (column >= fresh.length || (row < old.length && at(row + 1, column) >= at(row, column + 1))) {
      lines.push(removed(mine));
      row += 1;
    } else {
      lines.push(added(theirs));
      column += 1;
    }
  }
  return lines;
}
