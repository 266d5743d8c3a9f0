import type { Change, ChangedPart } from "../../schemas/change.ts";
import type { Comment } from "../../schemas/comment.ts";
import type { LinkId, TenantId } from "../../schemas/ids.ts";
import type { Actor, Ticket } from "../../schemas/ticket.ts";
import { endedStatuses } from "../../schemas/ticket.ts";
import { decideHandling } from "../intake/decide-handling.ts";
import { decideReminder, findReminder } from "../intake/decide-reminder.ts";
import { type EventDraft, told } from "../events/build-event.ts";
import type { Stores } from "../ports/stores.ts";
import type { World } from "../ports/world.ts";
import { describeMove } from "../sla/describe-move.ts";
import { mirrorTickets } from "./mirror-tickets.ts";
import { loadRules } from "./route-events.ts";
import { saveClocks } from "./save-clocks.ts";
import { tellEvents } from "./tell-events.ts";
import { wantSources } from "./want-sources.ts";

export interface TicketSave {
  /** As it is now; its revision is above the stored one when something is owed to links. */
  ticket: Ticket;
  changes: readonly Change[];
  /** New comments, already stored; they are wanted on every other link. */
  comments: readonly Comment[];
  /** The link on which all this was seen: it is owed nothing of it. */
  except: LinkId | null;
  by: Actor;
  at: Date;
}

/** Writes an edited ticket with all that follows from it: changes, comments, clocks, what links are owed, alerts' handling. */
export async function saveTicket(
  deps: Pick<World, "ids" | "clock">,
  stores: Stores,
  tenantId: TenantId,
  save: TicketSave,
): Promise<void> {
  const { ticket, changes, comments, except } = save;
  await stores.tickets.update([ticket]);
  await stores.tickets.addChanges(changes);
  await stores.comments.wantCopies(comments, except);
  await stores.links.want([{ id: ticket.id, rev: ticket.rev, priority: ticket.fields.priority }], except);
  if (countsForClocks(save)) {
    const clocked = { ticket, why: describeMove(changes, comments) };
    await saveClocks({ now: deps.clock.now() }, stores, tenantId, [clocked]);
  }
  if (changes.some((change) => change.field === "status")) await saveHandling(stores, tenantId, save);
  if (changes.some(({ field }) => field === "status" || field === "assignee")) await wantSources(stores, ticket);
  if (changes.some(({ field }) => field === "status" || field === "assignee" || field === "priority"))
    await stores.escalations.wake([ticket.id]);
  // A ticket that has become urgent may now be wanted where it was not before.
  if (changes.some(({ field }) => field !== "comment")) await mirrorTickets(stores, deps.ids, tenantId, [ticket], null);
  await tellEvents(deps, stores, tenantId, listEvents(save));
}

/** Texts of comments are told by events of their own: what is internal must reach nobody by another way. */
function listEvents({ ticket, changes, comments }: TicketSave): EventDraft[] {
  const moved = changes.filter(({ field }) => field !== "comment");
  const [first] = moved;
  return [
    ...(first ? [told.changed(ticket, moved, first.by)] : []),
    ...comments.map((comment) => told.commented(ticket, comment)),
  ];
}

/** Whether a clock may move by it: what it is about, how it stands, or what the client has heard. */
function countsForClocks({ changes, comments }: TicketSave): boolean {
  return (
    comments.some(({ visibility, authorKind }) => visibility === "public" && authorKind === "technician") ||
    changes.some(({ field }) => field === "client" || field === "comment" || movesClocks(field))
  );
}

function movesClocks(field: ChangedPart): boolean {
  return ["status", "priority", "type", "queue", "category", "assignee", "custom.contract", "custom.service"].includes(
    field,
  );
}

async function saveHandling(stores: Stores, tenantId: TenantId, save: TicketSave): Promise<void> {
  const { ticket, by, at } = save;
  if (endedStatuses.includes(ticket.fields.status)) await stores.folds.close([{ ticketId: ticket.id, at }]);
  else await stores.folds.reopen([ticket.id]);
  const alerts = await stores.alerts.byTicket(ticket.id);
  if (alerts.length === 0) return;
  const step = findStep(save);
  const next = step === "ends" ? findReminder(at, (await loadRules(stores, tenantId)).reminder) : null;
  const moved = alerts.flatMap((alert) => {
    const decision = decideHandling(alert, ticket.fields.status, by);
    const handling = decision.action === "set" ? decision.handling : alert.handling;
    const remindAt = decideReminder(alert, { step, by, next });
    const same = handling === alert.handling && remindAt?.getTime() === alert.remindAt?.getTime();
    return same ? [] : [{ alert: { ...alert, handling, remindAt }, isNew: false }];
  });
  await stores.alerts.save(moved);
}

function findStep({ ticket, changes }: TicketSave): "ends" | "ended" | "open" {
  if (!endedStatuses.includes(ticket.fields.status)) return "open";
  const before = changes.find(({ field }) => field === "status")?.from;
  return endedStatuses.some((status) => status === before) ? "ended" : "ends";
}
