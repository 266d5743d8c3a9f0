import type { Comment } from "../../schemas/comment.ts";
import type { TicketId } from "../../schemas/ids.ts";
import type { BatchInput, BatchPlan, TicketWork } from "../intake/batch.ts";
import { type EventDraft, told } from "./build-event.ts";

/** What other systems may want to know of a batch of alerts: which began or ended, and what became of their tickets. */
export function listIntakeEvents(
  input: Pick<BatchInput, "alerts">,
  plan: Pick<BatchPlan, "alerts" | "comments">,
  works: readonly TicketWork[],
): EventDraft[] {
  const comments = Map.groupBy(plan.comments, ({ ticketId }) => ticketId);
  return [...listAlertEvents(input, plan), ...works.flatMap((work) => listTicketEvents(work, comments))];
}

function listAlertEvents(
  { alerts: known }: Pick<BatchInput, "alerts">,
  { alerts }: Pick<BatchPlan, "alerts">,
): EventDraft[] {
  return [...alerts].flatMap(([key, { alert, isNew }]) => {
    const before = known.get(key);
    if (!before && !isNew) return [];
    const fires = alert.condition === "firing" && before?.condition === "clear";
    const opens = fires || alert.episode > (before?.episode ?? 0);
    const ends = alert.condition === "clear" && (opens || before?.condition !== "clear");
    return [
      ...(opens ? [told.alert("interdesk.alert.opened", { ...alert, condition: "firing", clearedAt: null })] : []),
      ...(ends ? [told.alert("interdesk.alert.ended", alert)] : []),
    ];
  });
}

function listTicketEvents(
  { ticket, isNew, changes }: TicketWork,
  comments: ReadonlyMap<TicketId, readonly Comment[]>,
): EventDraft[] {
  const [first] = changes;
  return [
    ...(isNew ? [told.opened(ticket)] : []),
    ...(!isNew && first ? [told.changed(ticket, changes, first.by)] : []),
    ...(comments.get(ticket.id) ?? []).map((comment) => told.commented(ticket, comment)),
  ];
}
