import type { Row } from "./state.ts";
import { describeFields } from "./picklists.ts";

interface Condition {
  op?: unknown;
  field?: unknown;
  value?: unknown;
  udf?: unknown;
  items?: unknown;
}

/** The vendor's own words; always answered with 500. */
export class VendorRefusal extends Error {}

const known = new Set([
  "id",
  "ticketID",
  "externalID",
  "date",
  "resourceID",
  "action",
  "detail",
  "companyName",
  "isActive",
  "email",
  "userName",
  "licenseType",
  "ticketNumber",
  "deletedDateTime",
  "webhookGUID",
  "name",
  "emailAddress",
  "companyID",
  "webhookUrl",
  "createDateTime",
  "webhookID",
]);

/**
 * Evaluates a query document: thirteen operators, nested groups, names in any case, ascending ids.
 *
 * @throws VendorRefusal in the vendor's words
 */
export function runQuery(
  entity: string,
  rows: readonly Row[],
  document: Record<string, unknown>,
  afterId: number,
): { items: Row[]; size: number; more: boolean } {
  const size = readSize(document);
  const filter = document["filter"] ?? document["Filter"];
  if (!Array.isArray(filter)) throw new VendorRefusal("Query filter is missing or invalid.");
  refuseSecondUdf(filter);
  if (entity === "TicketHistory") requireTicketOnly(filter);
  const matching = rows
    .filter((row) => row.id > afterId && filter.every((condition: Condition) => matches(entity, row, condition)))
    .toSorted((a, b) => a.id - b.id);
  return { items: matching.slice(0, size), size, more: matching.length > size };
}

function readSize(document: Record<string, unknown>): number {
  const size = document["MaxRecords"] ?? document["maxRecords"] ?? 500;
  if (typeof size !== "number" || !Number.isInteger(size) || size < 1 || size > 500)
    throw new VendorRefusal("MaxRecords must be between 1 and 500.");
  return size;
}

function refuseSecondUdf(filter: readonly Condition[]): void {
  if (filter.filter((condition) => condition.udf === true).length > 1)
    throw new VendorRefusal("Only one UDF condition is allowed per query.");
}

function requireTicketOnly(filter: readonly Condition[]): void {
  const [only] = filter;
  if (filter.length !== 1 || String(only?.field).toLowerCase() !== "ticketid" || only?.op !== "eq")
    throw new VendorRefusal("TicketHistory can only be queried by ticketID.");
}

function matches(entity: string, row: Row, condition: Condition): boolean {
  const { op } = condition;
  if (op === "and" || op === "or") {
    const items = Array.isArray(condition.items) ? (condition.items as Condition[]) : [];
    if (op === "or" && items.length > 500)
      throw new VendorRefusal("Invalid query syntax. Queries are limited to 500 or fewer 'OR' conditions.");
    return op === "and"
      ? items.every((item) => matches(entity, row, item))
      : items.some((item) => matches(entity, row, item));
  }
  const name = fieldName(entity, row, String(condition.field ?? ""));
  return compare(String(op), row[name] ?? null, condition.value, name);
}

function fieldName(entity: string, row: Row, wanted: string): string {
  const names = [...Object.keys(row), ...describeFields(entity).map(({ name }) => name), ...known];
  const found = names.find((name) => name.toLowerCase() === wanted.toLowerCase());
  if (!found) throw new VendorRefusal(`Unable to find ${wanted} in the ${entity.replace(/s$/, "")} Entity.`);
  return found;
}

function compare(op: string, actual: unknown, value: unknown, field: string): boolean {
  switch (op) {
    case "eq":
    case "noteq":
    case "gt":
    case "gte":
    case "lt":
    case "lte":
      return compareScalar(op, ...comparable(actual, value, field));
    case "beginsWith":
    case "endsWith":
    case "contains":
      return matchText(op, actual, value);
    case "exist":
      return actual !== null && actual !== "";
    case "notExist":
      return actual === null || actual === "";
    case "in":
    case "notIn":
      return isIn(actual, value, field) === (op === "in");
    default:
      throw new VendorRefusal(`Invalid operator ${op}.`);
  }
}

function compareScalar(op: "eq" | "noteq" | "gt" | "gte" | "lt" | "lte", left: Comparable, right: Comparable): boolean {
  if (op === "eq" || op === "noteq") return (left === right) === (op === "eq");
  if (left === null || right === null) return false;
  switch (op) {
    case "gt":
      return left > right;
    case "gte":
      return left >= right;
    case "lt":
      return left < right;
    case "lte":
      return left <= right;
  }
}

function isIn(actual: unknown, value: unknown, field: string): boolean {
  if (!Array.isArray(value) || value.length > 500)
    throw new VendorRefusal("Invalid query syntax. Queries are limited to 500 or fewer 'OR' conditions.");
  return value.some((one) => {
    const [left, right] = comparable(actual, one, field);
    return left === right;
  });
}

function matchText(op: string, actual: unknown, value: unknown): boolean {
  if (typeof actual === "number") throw new VendorRefusal(`The operator ${op} is not valid for an integer field.`);
  const text = String(actual ?? "").toLowerCase();
  const part = String(value ?? "").toLowerCase();
  return op === "contains" ? text.includes(part) : op === "beginsWith" ? text.startsWith(part) : text.endsWith(part);
}

type Comparable = string | number | boolean | null;

function comparable(actual: unknown, value: unknown, field: string): [Comparable, Comparable] {
  if (/date/i.test(field)) return [toMs(actual), toMs(value)];
  if (typeof actual === "number") {
    const number = typeof value === "string" ? Number(value) : value;
    if (typeof number !== "number" || Number.isNaN(number))
      throw new VendorRefusal(`Conversion failed when converting varchar '${String(value)}' to data type int.`);
    return [actual, number];
  }
  if (typeof actual === "boolean" && typeof value !== "boolean")
    throw new VendorRefusal(`Invalid boolean value for ${field}.`);
  const left = typeof actual === "string" ? actual.toLowerCase() : typeof actual === "boolean" ? actual : null;
  return [
    left,
    typeof value === "string"
      ? value.toLowerCase()
      : typeof value === "boolean" || typeof value === "number"
        ? value
        : null,
  ];
}

/** No zone means UTC. */
function toMs(value: unknown): number | null {
  if (typeof value !== "string" || value === "") return null;
  return new Date(/[zZ]|[+-]\d\d:\d\d$/.test(value) ? value : `${value}Z`).getTime();
}
