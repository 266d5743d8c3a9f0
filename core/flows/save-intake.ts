import type { TenantId, TicketId } from "../../schemas/ids.ts";
import { endedStatuses } from "../../schemas/ticket.ts";
import { listIntakeEvents } from "../events/list-intake-events.ts";
import type { BatchInput, BatchPlan, EventAt, TicketWork } from "../intake/batch.ts";
import type { Stores } from "../ports/stores.ts";
import type { World } from "../ports/world.ts";
import { describeMove } from "../sla/describe-move.ts";
import { beginEscalations, openedCause } from "./begin-escalations.ts";
import { noteSources } from "./note-sources.ts";
import { saveClocks } from "./save-clocks.ts";
import { tellEvents } from "./tell-events.ts";

/** Writes what was planned for a batch of events, with all that follows from it. */
export async function saveIntake(
  deps: Pick<World, "clock" | "ids">,
  stores: Stores,
  input: BatchInput,
  plan: BatchPlan,
  events: readonly EventAt[],
): Promise<void> {
  const works = [...plan.tickets.values()];
  // A comment is owed to the links like a field: the ticket's revision rises with it.
  const commented = new Set<TicketId>(plan.comments.map((comment) => comment.ticketId));
  const raised = works.map((work) =>
    commented.has(work.ticket.id) && !work.isNew
      ? { ...work, ticket: { ...work.ticket, rev: work.ticket.rev + 1 } }
      : work,
  );
  await stores.tickets.insert(raised.filter((work) => work.isNew).map((work) => work.ticket));
  await stores.tickets.update(raised.filter((work) => !work.isNew).map((work) => work.ticket));
  await stores.tickets.addChanges(raised.flatMap((work) => work.changes));
  await stores.alerts.save([...plan.alerts.values()]);
  await stores.folds.save([...plan.folds.values()]);
  await stores.storms.save(plan.storms);
  await stores.alerts.addEvents(plan.events);
  await stores.links.insert(plan.links);
  await stores.comments.insert(plan.comments);
  await stores.comments.wantCopies(plan.comments, null);
  await stores.links.want(
    raised.map(({ ticket }) => ({ id: ticket.id, rev: ticket.rev, priority: ticket.fields.priority })),
    null,
  );
  const moved = raised.filter((work) => work.isNew || work.changes.length > 0);
  const clocked = moved.map((work) => ({ ...work, why: describeMove(work.changes, []) }));
  await saveClocks({ now: deps.clock.now() }, stores, input.tenantId, clocked);
  await saveFolds(stores, moved);
  await tellEvents(deps, stores, input.tenantId, listIntakeEvents(input, plan, raised));
  await escalate(deps, stores, input.tenantId, moved);
  await noteSources(stores, input, plan, events);
}

async function saveFolds({ folds }: Stores, works: readonly TicketWork[]): Promise<void> {
  const ended = works.filter(({ ticket }) => isEnded(ticket.fields.status));
  await folds.reopen(works.filter(isReopened).map(({ ticket }) => ticket.id));
  await folds.close(
    ended.map(({ ticket, changes }) => ({ ticketId: ticket.id, at: changes.at(-1)?.at ?? ticket.createdAt })),
  );
}

/** Who opens a ticket, or opens it again, may have to wake somebody; what changes one may spare them. */
async function escalate(
  deps: Pick<World, "clock" | "ids">,
  stores: Stores,
  tenantId: TenantId,
  works: readonly TicketWork[],
): Promise<void> {
  const opened = works.filter((work) => work.isNew || isReopened(work));
  const caused = opened.map(({ ticket }) => openedCause(ticket));
  await beginEscalations(deps, stores, tenantId, caused);
  await stores.escalations.wake(works.filter(({ isNew }) => !isNew).map(({ ticket }) => ticket.id));
}

function isReopened({ ticket, changes }: TicketWork): boolean {
  const began = changes.find(({ field }) => field === "status");
  return isEnded(began?.from) && !isEnded(ticket.fields.status);
}

function isEnded(status: unknown): boolean {
  return endedStatuses.some((one) => one === status);
}
