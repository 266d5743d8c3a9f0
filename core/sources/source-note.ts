import type { SourceWanted } from "../../schemas/alert.ts";
import type { AlertId } from "../../schemas/ids.ts";
import type { Actor, Ticket } from "../../schemas/ticket.ts";

/** Stands in every text of ours at a tool, so that our own doing is found again and never taken for somebody's. */
export function buildSourceMarker(alertId: AlertId): string {
  return `interdesk:${alertId}`;
}

/** Who brought the ticket where it is; null = a rule, or nobody says. */
export function findActor({ meta, fields }: Pick<Ticket, "meta" | "fields">): string | null {
  const byStatus = nameOf(meta.status?.by);
  return byStatus ?? (fields.status === "new" ? nameOf(meta.assignee?.by) : null) ?? fields.assignee;
}

function nameOf(by: Actor | undefined): string | null {
  return by && by.kind !== "rule" ? (by.name ?? null) : null;
}

const verbs: Record<SourceWanted, string> = { acknowledged: "taken", resolved: "ended", none: "given back" };

/**
 * The line that people read at the tool: `Ticket T20261123.0042 (K7M2-QX4D) taken by J. Doe [interdesk:…]`.
 *
 * @param numbers how desks call the ticket; the first is told
 */
export function buildSourceNote(
  ticket: Pick<Ticket, "code" | "meta" | "fields"> | undefined,
  numbers: readonly string[],
  wanted: SourceWanted,
  marker: string,
): string {
  const [number] = numbers;
  const code = ticket?.code ?? undefined;
  const names = number === undefined ? [code] : [number, code && `(${code})`];
  const by = ticket ? findActor(ticket) : null;
  const words = ["Ticket", ...names, verbs[wanted], ...(by === null ? [] : ["by", by]), `[${marker}]`];
  return words.filter((word) => word !== undefined && word !== "").join(" ");
}
