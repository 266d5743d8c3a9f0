import type { Alert } from "../../schemas/alert.ts";
import type { Comment } from "../../schemas/comment.ts";
import type { CommentId, FoldId, TenantId } from "../../schemas/ids.ts";
import { endedStatuses } from "../../schemas/ticket.ts";
import { describeFold } from "../intake/describe-fold.ts";
import { told } from "../events/build-event.ts";
import type { FoldToTell, Stores, UnitOfWork } from "../ports/stores.ts";
import type { World } from "../ports/world.ts";
import { tellEvents } from "./tell-events.ts";

const mostFolds = 50;
const hourMs = 3_600_000;

/**
 * Tells tickets what has joined them: one internal note for all that came since the last one, the first after a minute, each
 * further one after twice the time, at most once an hour. A ticket that hundreds join costs a handful of writes.
 *
 * @returns how many were told
 */
export async function tellFolds(deps: World & { unit: UnitOfWork }, tenantId: TenantId): Promise<number> {
  return deps.unit.inTenant(tenantId, async (stores) => {
    const folds = await stores.folds.dueToTell(mostFolds);
    if (folds.length === 0) return 0;
    const locked = await stores.tickets.lock([...new Set(folds.map(({ ticketId }) => ticketId))]);
    const open = new Map(
      locked
        .filter(({ ticket }) => !endedStatuses.includes(ticket.fields.status))
        .map(({ ticket }) => [ticket.id, ticket]),
    );
    const noted: { id: FoldId; alerts: number; nextInMs: number }[] = [];
    for (const fold of folds) {
      const ticket = open.get(fold.ticketId);
      if (ticket && fold.alerts > fold.told) {
        const comment = buildNote(deps, fold, await stores.alerts.byTicket(fold.ticketId));
        const raised = { ...ticket, rev: ticket.rev + 1 };
        open.set(ticket.id, raised);
        await stores.tickets.update([raised]);
        await addNote(stores, raised, comment);
        await tellEvents(deps, stores, tenantId, [told.commented(raised, comment)]);
      }
      noted.push({ id: fold.id, alerts: fold.alerts, nextInMs: Math.min(hourMs, fold.tellAfterMs * 2) });
    }
    await stores.folds.noteTold(noted);
    return folds.length;
  });
}

function buildNote({ ids, clock }: World, fold: FoldToTell, alerts: readonly Alert[]): Comment {
  return {
    id: ids.next() as CommentId,
    ticketId: fold.ticketId,
    rev: 1,
    body: describeFold(alerts, fold.alerts - fold.told),
    format: "plain",
    visibility: "internal",
    authorKind: "automation",
    authorName: "Interdesk",
    by: { kind: "rule", rule: "foldSummary" },
    createdAt: clock.now(),
  };
}

async function addNote(
  stores: Stores,
  ticket: { id: FoldToTell["ticketId"]; rev: number; fields: { priority: number } },
  comment: Comment,
): Promise<void> {
  await stores.comments.insert([comment]);
  await stores.comments.wantCopies([comment], null);
  await stores.links.want([{ id: ticket.id, rev: ticket.rev, priority: ticket.fields.priority }], null);
}
