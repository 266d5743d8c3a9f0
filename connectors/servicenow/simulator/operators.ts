import { dateColumns } from "./columns.ts";
import { fixedId, type SimulatorState, toStamp } from "./state.ts";

/** Longer ones first, so that `NOT IN` is not read as something else. */
export const listOperators: readonly string[] = [
  "ISNOTEMPTY",
  "EMPTYSTRING",
  "STARTSWITH",
  "NOT LIKE",
  "ENDSWITH",
  "ANYTHING",
  "ISEMPTY",
  "BETWEEN",
  "NSAMEAS",
  "NOT IN",
  "SAMEAS",
  "LIKE",
  "IN",
  "!=",
  "<=",
  ">=",
  "!*",
  "=",
  "<",
  ">",
  "*",
  "%",
];

interface Place {
  field: string;
  /** Value of the column that `SAMEAS` names. */
  other: string;
}

export function compareValues(
  state: SimulatorState,
  actual: string,
  operator: string,
  given: string,
  { field, other }: Place,
): boolean {
  const value = shift(state, evaluate(state, given), field);
  const [left, right] = [actual.toLowerCase(), value.toLowerCase()];
  switch (operator) {
    case "=":
      return left === right;
    case "!=":
      return left !== right;
    case "<":
    case "<=":
    case ">":
    case ">=":
      return compareOrder(operator, actual, value);
    case "LIKE":
    case "*":
      return left.includes(right);
    case "NOT LIKE":
    case "!*":
      return !left.includes(right);
    case "STARTSWITH":
      return left.startsWith(right);
    case "ENDSWITH":
    case "%":
      return left.endsWith(right);
    case "IN":
      return right.split(",").includes(left);
    case "NOT IN":
      return !right.split(",").includes(left);
    case "ISEMPTY":
    case "EMPTYSTRING":
      return left === "";
    case "ISNOTEMPTY":
      return left !== "";
    case "ANYTHING":
      return true;
    case "BETWEEN": {
      const [from = "", to = ""] = given.split("@").map((part) => shift(state, evaluate(state, part), field));
      return compareOrder(">=", actual, from) && compareOrder("<=", actual, to);
    }
    case "SAMEAS":
      return actual === other;
    case "NSAMEAS":
      return actual !== other;
    default:
      throw new Error(`no operator ${operator}`);
  }
}

/** Numbers by value, all else as text; nothing is greater or less than an empty value. */
function compareOrder(operator: "<" | "<=" | ">" | ">=", actual: string, value: string): boolean {
  if (actual === "" || value === "") return false;
  const numeric = [actual, value].every((text) => /^-?\d{1,15}$/.test(text));
  const [left, right] = numeric ? [Number(actual), Number(value)] : [actual.toLowerCase(), value.toLowerCase()];
  switch (operator) {
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
  }
}

/** Some releases read an instant in the zone of the user who asks. */
function shift(state: SimulatorState, value: string, field: string): string {
  const hours = state.toggles.zoneHours;
  if (hours === 0 || !dateColumns.test(field) || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value)) return value;
  return toStamp(new Date(Date.parse(`${value.replace(" ", "T")}Z`) - hours * 3_600_000));
}

/** The few server-side functions that filters are known to use. */
function evaluate(state: SimulatorState, value: string): string {
  const call = /^javascript:\s*gs\.(\w+)\(([^)]*)\);?$/.exec(value);
  if (!call) return value;
  const [first = "", second = ""] = (call[2] ?? "")
    .split(",")
    .map((part) => part.trim().replaceAll(/^['"]|['"]$/g, ""));
  const day = (ago: number) => toStamp(new Date(state.now().getTime() - ago * 86_400_000)).slice(0, 10);
  switch (call[1]) {
    case "getUserID":
      return fixedId(`user ${state.identity.userName}`);
    case "getUserName":
      return state.identity.userName;
    case "dateGenerate":
      return `${first} ${second || "00:00:00"}`;
    case "daysAgoStart":
      return `${day(Number(first))} 00:00:00`;
    case "daysAgoEnd":
      return `${day(Number(first))} 23:59:59`;
    default:
      return "";
  }
}
