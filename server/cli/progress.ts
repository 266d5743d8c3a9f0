const everyMs = 200;

export interface ProgressLine {
  note(table: string, rows: number): void;
  /** Takes the line away; harmless to repeat. */
  end(): void;
}

/** One line on a terminal that says how far it is; nothing where errors go to a file. */
export function createProgress(doing: string): ProgressLine {
  const { stderr } = process;
  let at = 0;
  let shown = false;
  return {
    note(table, rows) {
      const now = performance.now();
      if (!stderr.isTTY || now - at < everyMs) return;
      at = now;
      shown = true;
      stderr.write(`\r\u001b[K${doing} ${table}: ${rows} rows`);
    },
    end() {
      if (shown) stderr.write("\r\u001b[K");
      shown = false;
    },
  };
}
