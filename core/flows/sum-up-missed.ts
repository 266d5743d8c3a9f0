import type { TenantId, TicketId } from "../../schemas/ids.ts";
import type { Ticket } from "../../schemas/ticket.ts";
import { describeMissed, type MissedThing } from "../escalation/describe-missed.ts";
import type { FiredClock, OpenEscalation, Stores } from "../ports/stores.ts";
import { beginEscalations } from "./begin-escalations.ts";
import { describeFired } from "./fire-clocks.ts";
import { loadDuty } from "./load-duty.ts";
import { type EscalationDeps, takeQuietly } from "./run-escalations.ts";
import { tellEvents } from "./tell-events.ts";

const mostAtOnce = 500;
/** More fall due in no time that anybody wants to read of; the rest is done as usual. */
const mostInAll = 10_000;

/**
 * Ends a time in which nothing was done, or of which nothing is known here any more. What fell due before a hub was there again
 * happens without a page: clocks are marked, steps count as taken, and one notice tells all of it. What falls due later is done
 * as usual. In one transaction, so that it is told once.
 *
 * @returns whether it has ended
 */
export async function sumUpMissed(deps: EscalationDeps, tenantId: TenantId): Promise<boolean> {
  return deps.unit.inTenant(tenantId, async (stores) => {
    const span = await stores.recoveries.take();
    if (!span) return false;
    const fired = await fireLate(deps, stores, tenantId, span.resumedAt);
    const steps = await takeLateSteps(deps, stores, tenantId, { before: span.resumedAt, fired });
    const dropped = await stores.pages.dropLate(span.resumedAt, "told in a summary");
    const missed = [
      ...(await nameFired(stores, fired)),
      ...steps,
      ...(await namePages(stores, dropped, span.resumedAt)),
    ];
    const notice = describeMissed(span, missed);
    await stores.recoveries.end(notice);
    await stores.audit.add({
      actor: "hub",
      action: "recovery.end",
      object: "tenant",
      detail: {
        cause: span.cause,
        from: span.blindFrom.toISOString(),
        until: span.resumedAt.toISOString(),
        missed: missed.length,
      },
    });
    deps.metrics.count("interdesk_recoveries", { cause: span.cause });
    deps.log.warn({ tenant: tenantId, ...span, missed: missed.length }, notice.title);
    return true;
  });
}

async function fireLate(
  deps: EscalationDeps,
  stores: Stores,
  tenantId: TenantId,
  before: Date,
): Promise<readonly FiredClock[]> {
  const all: FiredClock[] = [];
  for (let more = true; more && all.length < mostInAll;) {
    const fired = await stores.clocks.fireDue(mostAtOnce, before);
    const tickets = await stores.tickets.read([...new Set(fired.map(({ ticketId }) => ticketId))]);
    const { caused, drafts } = describeFired(fired, tickets);
    await tellEvents(deps, stores, tenantId, drafts);
    await beginEscalations(deps, stores, tenantId, caused);
    all.push(...fired);
    more = fired.length >= mostAtOnce;
  }
  return all;
}

async function takeLateSteps(
  deps: EscalationDeps,
  stores: Stores,
  tenantId: TenantId,
  { before, fired }: { before: Date; fired: readonly FiredClock[] },
): Promise<readonly MissedThing[]> {
  const due = await stores.escalations.listDue(mostInAll, before);
  const ids = [...new Set([...due, ...fired.map(({ ticketId }) => ticketId)])].toSorted();
  if (ids.length === 0) return [];
  const duty = await loadDuty(stores, tenantId);
  const missed: MissedThing[] = [];
  for (const { ticket } of await stores.tickets.lock(ids))
    for (const escalation of await stores.escalations.openOf([ticket.id])) {
      if (escalation.stage !== "running" || !isLate(escalation, before, fired)) continue;
      const what = await takeQuietly(deps, stores, tenantId, duty, escalation, ticket);
      if (what !== undefined) missed.push({ ...nameTicket(ticket), what, at: escalation.nextAt ?? before });
    }
  return missed;
}

/** It was to be looked at before, or began with a clock that fired late. */
function isLate(escalation: OpenEscalation, before: Date, fired: readonly FiredClock[]): boolean {
  if (escalation.nextAt !== null && escalation.nextAt <= before) return true;
  const { cause, ticketId } = escalation;
  if (cause.kind !== "sla" || escalation.steppedAt !== null) return false;
  return fired.some((one) => one.ticketId === ticketId && one.target === cause.target && one.round === cause.round);
}

async function nameFired(stores: Stores, fired: readonly FiredClock[]): Promise<readonly MissedThing[]> {
  const tickets = await stores.tickets.read([...new Set(fired.map(({ ticketId }) => ticketId))]);
  return fired.flatMap(({ ticketId, target, kind, dueAt }) => {
    const ticket = tickets.get(ticketId);
    const what = kind === "breach" ? `${target} was breached` : `${target} was ${kind.slice("warning".length)} % used`;
    return ticket ? [{ ...nameTicket(ticket), what, at: dueAt }] : [];
  });
}

async function namePages(
  stores: Stores,
  dropped: readonly (TicketId | null)[],
  at: Date,
): Promise<readonly MissedThing[]> {
  const ids = dropped.filter((id) => id !== null);
  const tickets = await stores.tickets.read([...new Set(ids)]);
  return [...tickets.values()].map((ticket) => {
    const pages = ids.filter((id) => id === ticket.id).length;
    return { ...nameTicket(ticket), what: `${pages} ${pages === 1 ? "page was" : "pages were"} not sent`, at };
  });
}

function nameTicket({ code, fields }: Ticket): Pick<MissedThing, "ticket" | "priority"> {
  return { ticket: `${code ?? "a ticket"} “${fields.title}”`, priority: fields.priority };
}
