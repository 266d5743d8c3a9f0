import type { Json } from "../../schemas/json.ts";

interface Explained {
  event: { title: string; condition: string; severity: string; resource: string | null };
  connection: string;
  client: { name: Json; by: string; detail: string };
  result: Readonly<Record<string, Json>>;
  because: readonly { ruleId: string; field: string; value: Json }[];
  rules: readonly {
    ruleId: string;
    name: string;
    outcome: "matched" | "notMatched" | "failed" | "disabled" | "afterStop";
    detail: string;
    set: readonly { field: string; value: Json }[];
  }[];
}

const outcomes = {
  matched: "✓",
  notMatched: "–",
  failed: "✗",
  disabled: "○",
  afterStop: "·",
} as const;
const words = {
  matched: "",
  notMatched: "does not match",
  failed: "its condition fails",
  disabled: "is disabled",
  afterStop: "is not asked, since a rule before it stops",
} as const;

/** Each event with its rules in order, and what becomes of it. */
export function printExplained(events: readonly Explained[]): void {
  if (events.length === 0) process.stdout.write("There is no event in it.\n");
  for (const one of events) process.stdout.write(`${linesOf(one).join("\n")}\n\n`);
}

function linesOf({ event, client, connection, result, because, rules }: Explained): string[] {
  const winners = new Map(because.map(({ field, ruleId }) => [field, ruleId]));
  const reasonOf = (field: string) => (winners.has(field) ? `  (${winners.get(field)})` : "");
  return [
    `${event.title}  [${event.condition}, ${event.severity}, ${event.resource ?? "no resource"}] from ${connection}`,
    `  client: ${client.name === null ? "none: it waits in quarantine" : show(client.name)}  (${client.by}: ${client.detail})`,
    "  Rules",
    ...rules.map(
      (rule) =>
        `    ${outcomes[rule.outcome]} ${rule.ruleId}${rule.name ? ` “${rule.name}”` : ""}: ${whatOf(rule, winners)}`,
    ),
    ...(rules.length === 0 ? ["    There are none."] : []),
    "  Result",
    ...Object.entries(result)
      .filter(([field, value]) => field !== "client" && value !== null && !(Array.isArray(value) && value.length === 0))
      .map(([field, value]) => `    ${field}: ${show(value)}${reasonOf(field)}`),
  ];
}

/** What it set; what a later rule has set otherwise is said to be so. */
function whatOf(
  { ruleId, outcome, detail, set }: Explained["rules"][number],
  winners: ReadonlyMap<string, string>,
): string {
  if (outcome !== "matched") return [words[outcome], detail].filter(Boolean).join(": ");
  const values = set.map(({ field, value }) => {
    const winner = winners.get(field);
    return `${field} = ${show(value)}${winner === undefined || winner === ruleId ? "" : ` (overridden by ${winner})`}`;
  });
  return [values.join(", ") || "sets nothing", detail].filter(Boolean).join("; ");
}

interface Rehearsed {
  deliveries: number;
  events: number;
  unreadable: number;
  fields: Readonly<Record<string, number>>;
  differ: number;
  differences: readonly {
    deliveryId: string;
    ordinal: number;
    connection: string;
    title: string;
    fields: readonly { field: string; from: Json; to: Json }[];
  }[];
  tookMs: number;
}

/** What other rules would make different, event by event. */
export function printDifferences(found: Rehearsed): void {
  const lines = found.differences.flatMap(({ deliveryId, ordinal, connection, title, fields }) => [
    `${deliveryId} #${ordinal}  ${connection}: ${title}`,
    ...fields.map(({ field, from, to }) => `    ${field}: ${show(from)} → ${show(to)}`),
  ]);
  const left = found.differ - found.differences.length;
  if (left > 0) lines.push(`… and ${left} more.`);
  const counted = Object.entries(found.fields).map(([field, times]) => `${field} ${times}×`);
  lines.push(
    `${found.events} events of the last ${found.deliveries} deliveries: ${found.differ} would differ${counted.length > 0 ? ` (${counted.join(", ")})` : ""}.` +
      `${found.unreadable > 0 ? ` ${found.unreadable} deliveries cannot be read.` : ""} ${found.tookMs} ms. Nothing was changed.`,
  );
  process.stdout.write(`${lines.join("\n")}\n`);
}

function show(value: Json): string {
  if (value === null) return "none";
  return typeof value === "string" ? value : JSON.stringify(value);
}
