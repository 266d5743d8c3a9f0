import type { Alert } from "../../schemas/alert.ts";
import type { CommentId, TenantId, TicketId } from "../../schemas/ids.ts";
import { endedStatuses, type Ticket } from "../../schemas/ticket.ts";
import type { CompiledRules } from "../intake/compile-rules.ts";
import { type Closing, describeReminder } from "../intake/describe-reminder.ts";
import { told } from "../events/build-event.ts";
import type { Stores, UnitOfWork } from "../ports/stores.ts";
import type { World } from "../ports/world.ts";
import { loadRules } from "./route-events.ts";
import { tellEvents } from "./tell-events.ts";

const mostTickets = 50;

/**
 * Tells tickets that a person has closed what of them still fires: one internal note a ticket, whichever node comes first. An
 * alert that has ended since, or whose ticket is open again (it was merged into one that is worked on), needs none.
 *
 * @returns how many tickets were told
 */
export async function remindDismissed(
  deps: World & { unit: UnitOfWork },
  tenantId: TenantId,
): Promise<{ told: number; again: boolean }> {
  return deps.unit.inTenant(tenantId, async (stores) => {
    const due = await stores.alerts.dueReminders(mostTickets);
    if (due.length === 0) return { told: 0, again: false };
    const { reminder } = await loadRules(stores, tenantId);
    let count = 0;
    for (const { ticket } of await stores.tickets.lock(due))
      if (await remind(deps, stores, tenantId, ticket, reminder)) count += 1;
    if (count > 0) deps.metrics.count("interdesk_reminders", {}, count);
    return { told: count, again: due.length === mostTickets };
  });
}

/** @returns whether it was told; the lock of the ticket is held, so that nobody else tells it */
async function remind(
  deps: World,
  stores: Stores,
  tenantId: TenantId,
  ticket: Ticket,
  wish: CompiledRules["reminder"],
): Promise<boolean> {
  const now = deps.clock.now();
  const alerts = await stores.alerts.byTicket(ticket.id);
  const due = alerts.filter(({ remindAt }) => remindAt !== null && remindAt <= now);
  await stores.alerts.save(due.map((alert) => ({ alert: { ...alert, remindAt: null }, isNew: false })));
  const firing = due.filter(({ condition }) => condition === "firing");
  if (firing.length === 0 || wish === "never" || !endedStatuses.includes(ticket.fields.status)) return false;
  const closing = await findClosing(stores, ticket, now);
  await addNote(deps, stores, tenantId, ticket, {
    id: deps.ids.next() as CommentId,
    body: describeReminder(firing, closing, wish),
    createdAt: now,
  });
  await stores.alerts.addEvents(firing.map((alert) => buildEvent(alert, ticket.id, closing, now)));
  return true;
}

async function findClosing(stores: Stores, { meta }: Ticket, now: Date): Promise<Closing> {
  const { status } = meta;
  if (!status) return { by: "somebody", at: now };
  const { by, until: at } = status;
  if (by.kind === "rule") return { by: `the rule ${by.rule}`, at };
  if (by.kind === "person") return { by: by.name, at };
  const desk = (await stores.directory.connection(by.connectionId))?.name ?? "a desk";
  return { by: by.name === undefined ? `somebody in ${desk}` : `${by.name} in ${desk}`, at };
}

async function addNote(
  deps: World,
  stores: Stores,
  tenantId: TenantId,
  ticket: Ticket,
  note: { id: CommentId; body: string; createdAt: Date },
): Promise<void> {
  const comment = {
    ...note,
    ticketId: ticket.id,
    rev: 1,
    format: "plain" as const,
    visibility: "internal" as const,
    authorKind: "automation" as const,
    authorName: "Interdesk",
    by: { kind: "rule" as const, rule: "stillFires" },
  };
  const raised = { ...ticket, rev: ticket.rev + 1 };
  await stores.tickets.update([raised]);
  await stores.comments.insert([comment]);
  await stores.comments.wantCopies([comment], null);
  await stores.links.want([{ id: ticket.id, rev: raised.rev, priority: ticket.fields.priority }], null);
  await tellEvents(deps, stores, tenantId, [told.commented(raised, comment)]);
}

/** For the alert's own story and the ticket's. */
function buildEvent({ id, episode, severity }: Alert, ticketId: TicketId, { by, at }: Closing, now: Date) {
  return {
    alertId: id,
    at: now,
    deliveryId: null,
    ordinal: null,
    episode,
    condition: "firing" as const,
    severity,
    decision: "remind",
    reason: "stillFires",
    detail: `closed by ${by} at ${at.toISOString()}`,
    ticketId,
    because: [],
  };
}
