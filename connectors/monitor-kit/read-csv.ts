import { parse } from "csv-parse/sync";
import { fail, type ParseProblem, type Result, succeed } from "../contract.ts";
import { cleanText } from "./text.ts";

/** A row by the names of its columns, in lower case and without blanks around them; absent cells are empty. */
export type CsvRow = Readonly<Record<string, string>>;

/** A table with a header line, its cells parted by commas, semicolons or tabs: whichever the header has most of. */
export function readCsv(text: string): Result<readonly CsvRow[], ParseProblem> {
  const [header = ""] = text.split(/\r?\n/, 1);
  const delimiter = [",", ";", "\t"].toSorted((one, other) => countOf(header, other) - countOf(header, one))[0] ?? ",";
  try {
    const rows = parse(text, {
      bom: true,
      columns: (names: string[]) => names.map((name) => name.trim().toLowerCase()),
      delimiter,
      skip_empty_lines: true,
      relax_column_count_less: true,
      trim: true,
    }) as Record<string, string>[];
    return succeed(
      rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, cleanText(cell)]))),
    );
  } catch (cause) {
    const detail = cleanText(cause instanceof Error ? cause.message : "unknown error").slice(0, 300);
    return fail({ path: "", expected: "CSV in UTF-8 with a header line", detail: `This is no CSV: ${detail}.` });
  }
}

function countOf(text: string, sign: string): number {
  return text.split(sign).length - 1;
}
