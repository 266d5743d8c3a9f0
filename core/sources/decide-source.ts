import type { SourceWanted } from "../../schemas/alert.ts";
import { endedStatuses, type Ticket } from "../../schemas/ticket.ts";
import type { Monitor } from "../ports/monitor.ts";

/**
 * What the tools behind a ticket's alerts shall hold of our doing.
 *
 * @returns `acknowledged` while a person has taken it (a status after `new`, or an assignee, in any desk); `resolved` when a
 *   person has ended it; `none` where nobody has, or where only a rule says so: it has it from the tool itself
 */
export function decideSource({ fields, meta }: Pick<Ticket, "fields" | "meta">): SourceWanted {
  const byPerson = (field: "status" | "assignee") => (meta[field]?.by.kind ?? "rule") !== "rule";
  if (endedStatuses.includes(fields.status)) return byPerson("status") ? "resolved" : "none";
  const isTaken = (fields.status !== "new" && byPerson("status")) || (fields.assignee !== null && byPerson("assignee"));
  return isTaken ? "acknowledged" : "none";
}

/** A call that changes something at a monitoring tool. */
export type SourceCall = "acknowledge" | "unacknowledge" | "resolve";

/**
 * By which call a tool comes to what is wanted.
 *
 * @param there an acknowledgement of ours may stand there
 * @returns undefined = by none: the tool has no such thing, or there is nothing to take back
 */
export function decideSourceCall(
  { wanted, done, there }: { wanted: SourceWanted; done: SourceWanted; there: boolean },
  can: Pick<Monitor, SourceCall>,
): SourceCall | undefined {
  if (wanted === "acknowledged") return can.acknowledge && "acknowledge";
  if (wanted === "resolved" && can.resolve) return "resolve";
  // Where others cannot end an alert, at least nothing of ours keeps it quiet.
  return can.unacknowledge && (there || done === "resolved") ? "unacknowledge" : undefined;
}
