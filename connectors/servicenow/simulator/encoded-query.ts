import { columnsOf, references } from "./columns.ts";
import { compareValues, listOperators } from "./operators.ts";
import { findRow, type Row, type SimulatorState } from "./state.ts";

interface Condition {
  field: string;
  operator: string;
  value: string;
}

/** Alternatives of alternatives: a row fits when one group holds of whose every clause one condition does. */
interface ParsedQuery {
  groups: Condition[][][];
  order: { field: string; descending: boolean }[];
  /** A part that names no column of the table. */
  invalid: boolean;
}

/** Splits at single carets; a doubled one is a caret. */
function splitTerms(text: string): string[] {
  return text
    .replaceAll("^^", "\u0000")
    .split("^")
    .map((term) => term.replaceAll("\u0000", "^"))
    .filter((term) => term !== "" && term !== "EQ");
}

/** Whether the table has the column, or one reference away. */
function isKnown(table: string, field: string): boolean {
  const [first = "", second] = field.split(".");
  if (!columnsOf(table).includes(first)) return false;
  const target = references[table]?.[first];
  return second === undefined || (target !== undefined && columnsOf(target).includes(second));
}

function parseCondition(term: string): Condition | undefined {
  const field = /^[a-z0-9_.]+/.exec(term)?.[0];
  if (field === undefined) return undefined;
  const rest = term.slice(field.length);
  const operator = listOperators.find((candidate) => rest.startsWith(candidate));
  return operator === undefined ? undefined : { field, operator, value: rest.slice(operator.length) };
}

/**
 * Parses an encoded query as the platform does: what it does not understand is dropped.
 *
 * @param ignored a column whose conditions the user may not use
 */
function parseQuery(table: string, text: string, ignored: string | null): ParsedQuery {
  const parsed: ParsedQuery = { groups: [[]], order: [], invalid: false };
  for (const term of splitTerms(text)) {
    const sort = /^ORDERBY(DESC)?([a-z0-9_.]+)$/.exec(term);
    if (sort) {
      const field = sort[2] ?? "";
      if (isKnown(table, field) && field !== ignored) parsed.order.push({ field, descending: sort[1] !== undefined });
      continue;
    }
    if (term.startsWith("NQ")) parsed.groups.push([]);
    const isOr = term.startsWith("OR");
    const condition = parseCondition(isOr || term.startsWith("NQ") ? term.slice(2) : term);
    if (!condition || !isKnown(table, condition.field)) {
      parsed.invalid = true;
      continue;
    }
    if (condition.field === ignored) continue;
    const group = parsed.groups.at(-1);
    const clause = group?.at(-1);
    if (isOr && clause) clause.push(condition);
    else group?.push([condition]);
  }
  return parsed;
}

/** A column's value, also one reference away. */
export function readColumn(state: SimulatorState, table: string, row: Row, field: string): string | undefined {
  const [first = "", second] = field.split(".");
  const value = row[first];
  if (second === undefined) return value;
  const target = references[table]?.[first];
  return target === undefined ? undefined : (findRow(state, target, value)?.[second] ?? "");
}

/** Rows that fit, sorted; in no order of use where none was asked for. */
export function runQuery(state: SimulatorState, table: string, rows: readonly Row[], text: string): Row[] {
  const { toggles } = state;
  const { groups, order, invalid } = parseQuery(table, text, toggles.ignoredColumn);
  if (invalid && toggles.strictQueries) return [];
  const matching = rows.filter((row) =>
    groups.some((group) =>
      group.every((clause) =>
        clause.some(({ field, operator, value }) =>
          compareValues(state, readColumn(state, table, row, field) ?? "", operator, value, {
            field,
            other: readColumn(state, table, row, value) ?? "",
          }),
        ),
      ),
    ),
  );
  if (order.length === 0) return matching.toReversed();
  const keys = (row: Row) => order.map(({ field }) => readColumn(state, table, row, field) ?? "");
  return matching.toSorted((a, b) => compareKeys(keys(a), keys(b), order));
}

function compareKeys(a: readonly string[], b: readonly string[], order: ParsedQuery["order"]): number {
  for (const [index, { descending }] of order.entries()) {
    const [left = "", right = ""] = [a[index], b[index]];
    if (left !== right) return left < right === descending ? 1 : -1;
  }
  return 0;
}
