import type { TicketView } from "../db/timeline.ts";

/** A plain table; long cells are cut so that lines stay lines. */
export function printTable(
  rows: readonly Readonly<Record<string, unknown>>[],
  columns: readonly string[],
  empty: string,
): void {
  if (rows.length === 0) {
    process.stdout.write(`${empty}\n`);
    return;
  }
  const cells = [columns.map(String), ...rows.map((row) => columns.map((column) => show(row[column])))];
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => (line[index] ?? "").length)));
  for (const line of cells)
    process.stdout.write(
      `${line
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join("  ")
        .trimEnd()}\n`,
    );
}

/** Steps of a test, each with its words. @returns whether all are well */
export function printSteps(steps: readonly { step: string; ok: boolean; detail: string }[]): boolean {
  for (const { step, ok, detail } of steps) process.stdout.write(`${ok ? "✓" : "✗"} ${step}: ${detail}\n`);
  return steps.every(({ ok }) => ok);
}

function show(value: unknown): string {
  const text = value === null || value === undefined ? "–" : String(value);
  const flat = text.replaceAll(/\s+/g, " ");
  return flat.length > 60 ? `${flat.slice(0, 59)}…` : flat;
}

type Shown = Omit<TicketView, "timeline" | "createdAt"> & {
  timeline: readonly { at: string; kind: string; text: string; reason: string | null }[];
};

/** One ticket as a person asks for it: what it is, where it is, and why. */
export function printTicket(view: Shown): void {
  const lines = [
    `${String(view.fields["title"])}`,
    `  id ${view.id}   code ${view.code ?? "–"}   client ${view.client}   revision ${view.rev}`,
    `  status ${String(view.fields["status"])}   priority ${String(view.fields["priority"])}   assignee ${String(view.fields["assignee"] ?? "–")}`,
    ...routingLines(view.routing),
    ...view.clocks.map(
      ({ target, stage, dueAt, breachedAt }) =>
        `  ${target} due ${dueAt === null ? "–" : String(dueAt)} (${stage}${breachedAt ? ", breached" : ""})`,
    ),
    "Alerts",
    ...view.alerts.map(
      (alert) =>
        `  ${alert.title}: ${alert.condition}, ${alert.handling}, seen ${alert.eventCount}×, episode ${alert.episode}${sourceText(alert.source)}`,
    ),
    "Links",
    ...view.links.map(
      (link) =>
        `  ${link.connection}: ${link.state} ${link.number ?? ""} ${link.agreed ? "agreed" : "being written"}${link.lastError ? ` (${link.lastError})` : ""}${heldText(link.held)}`,
    ),
    ...(view.conflicts > 0 ? [`Conflicts: ${view.conflicts}`] : []),
    "Timeline",
    ...view.timeline.map(
      ({ at, kind, text, reason }) =>
        `  ${at}  ${kind.padEnd(11)} ${text.replaceAll(/\s+/g, " ")}${reason ? `  [${reason}]` : ""}`,
    ),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}

/** What rules decided beside the fields, where they did. */
function routingLines(routing: TicketView["routing"]): string[] {
  if (routing === null) return [];
  const { tags, slaPolicy, escalationPolicy, runbookUrl, desks } = routing;
  const said = { tags: tags.join(", "), slaPolicy, escalationPolicy, runbookUrl, desks: desks?.join(", ") };
  const parts = Object.entries(said).flatMap(([name, value]) => (value ? [`${name} ${value}`] : []));
  return parts.length === 0 ? [] : [`  ${parts.join("   ")}`];
}

function sourceText({ wanted, agreed, error }: Shown["alerts"][number]["source"]): string {
  if (wanted === "none" && agreed) return "";
  return `, at its source ${wanted}${agreed ? "" : " (to be told)"}${error === null ? "" : ` (${error})`}`;
}

function heldText(held: Readonly<Record<string, unknown>>): string {
  const fields = Object.keys(held);
  return fields.length === 0 ? "" : `  held fields: ${fields.join(", ")}`;
}
