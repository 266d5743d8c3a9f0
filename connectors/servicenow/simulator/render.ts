import { labelOf } from "./choices.ts";
import { choiceColumns, columnsOf, dateColumns, journals, references } from "./columns.ts";
import { readColumn } from "./encoded-query.ts";
import { findRow, type Row, rowsOf, type SimulatorState, toStamp } from "./state.ts";

export interface Shape {
  /** Columns; empty = all. Names that do not exist are left out of the answer without a word. */
  fields: readonly string[];
  display: "false" | "true" | "all";
  excludeLinks: boolean;
}

type Shown = string | Record<string, string>;

export function readShape(query: (name: string) => string | undefined): Shape {
  const display = query("sysparm_display_value");
  return {
    fields: (query("sysparm_fields") ?? "").split(",").filter((name) => name !== ""),
    display: display === "true" || display === "all" ? display : "false",
    excludeLinks: query("sysparm_exclude_reference_link") === "true",
  };
}

/** One record as the API shows it; every scalar is a text. */
export function renderRow(
  state: SimulatorState,
  table: string,
  row: Row,
  shape: Shape,
  baseUrl: string,
): Record<string, Shown> {
  const names = shape.fields.length > 0 ? shape.fields : columnsOf(table);
  const shown: Record<string, Shown> = {};
  for (const name of names) {
    const value = readColumn(state, table, row, name);
    const isColumn = columnsOf(table).includes(name) || (name.includes(".") && value !== undefined);
    const isBroken = name === "state" && row["sys_id"] === state.faults.brokenRecord;
    if (isColumn && !isBroken) shown[name] = renderValue({ state, table, row, shape, baseUrl }, name, value ?? "");
  }
  return shown;
}

interface Place {
  state: SimulatorState;
  table: string;
  row: Row;
  shape: Shape;
  baseUrl: string;
}

function renderValue({ state, table, row, shape, baseUrl }: Place, name: string, value: string): Shown {
  const target = references[table]?.[name];
  const isJournal = table === "incident" && journals.includes(name);
  const raw = isJournal ? "" : value;
  const label = displayOf(state, table, row, name, value);
  const link = target === undefined || value === "" ? undefined : `${baseUrl}/api/now/table/${target}/${value}`;
  const withLink = link !== undefined && !shape.excludeLinks;
  switch (shape.display) {
    case "false":
      return withLink ? { link, value: raw } : raw;
    case "true":
      return withLink ? { display_value: label, link } : label;
    case "all":
      return withLink ? { display_value: label, link, value: raw } : { display_value: label, value: raw };
  }
}

function displayOf(state: SimulatorState, table: string, row: Row, name: string, value: string): string {
  const target = references[table]?.[name];
  if (target !== undefined)
    return findRow(state, target, value)?.["name"] ?? findRow(state, target, value)?.["number"] ?? "";
  if (table === "incident" && journals.includes(name)) return journalText(state, row, name);
  if (table === "incident" && choiceColumns.includes(name)) return labelOf(state.toggles, name, value);
  if (name === "activity_due" || name === "sla_due") return value === "" ? "UNKNOWN" : value;
  if (name === "size_bytes") return Number(value).toLocaleString("en-US");
  return dateColumns.test(name) && value !== "" ? toUserTime(state, value) : value;
}

function toUserTime(state: SimulatorState, stamp: string): string {
  const { zoneHours } = state.toggles;
  return toStamp(new Date(Date.parse(`${stamp.replace(" ", "T")}Z`) + zoneHours * 3_600_000));
}

/** Newest first: date, display name, the column's label, the text, an empty line. */
function journalText(state: SimulatorState, row: Row, name: string): string {
  const labels: Readonly<Record<string, string>> = { comments: "Additional comments", work_notes: "Work notes" };
  return rowsOf(state, "sys_journal_field")
    .filter((entry) => entry["element_id"] === row["sys_id"])
    .filter((entry) => name === "comments_and_work_notes" || entry["element"] === name)
    .toReversed()
    .map((entry) => {
      const author = rowsOf(state, "sys_user").find((user) => user["user_name"] === entry["sys_created_by"]);
      const at = toUserTime(state, entry["sys_created_on"] ?? "");
      return `${at} - ${author?.["name"] ?? entry["sys_created_by"]} (${labels[entry["element"] ?? ""]})\n${entry["value"]}\n\n`;
    })
    .join("");
}
