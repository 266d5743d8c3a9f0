import type { Alert, AlertHandling, Waiting } from "../../schemas/alert.ts";
import type { AlertId, ClientId, FoldId, TicketId } from "../../schemas/ids.ts";
import type { Ticket } from "../../schemas/ticket.ts";
import type { ServingDesk } from "../ports/directory-store.ts";
import { buildMarker, decideHome, decideMirrors } from "../sync/decide-mirrors.ts";
import type { EventAt } from "./batch.ts";
import type { BatchWork } from "./batch-work.ts";
import { buildAlertTicket, describeStorm } from "./build-ticket.ts";
import { countFlip } from "./decide-flap.ts";
import { decideOpening, type Opening, type OpeningContext } from "./decide-opening.ts";
import { findWindow } from "./find-window.ts";
import { holdOld, holdUnknown, mayOpen } from "./hold-event.ts";
import { priorityOf } from "./route.ts";

/** A new episode, or one that goes on waiting. */
export interface Beginning {
  episode: number;
  reason: "firstFire" | "firesAgain" | "worseThanDismissed" | "lookedAtAgain" | "split";
}

/** An alert wants a ticket: it opens one, joins one, or waits. */
export function planBegin(work: BatchWork, at: EventAt, known: Alert | undefined, beginning: Beginning): void {
  const clientId = known?.clientId ?? at.route.clientId;
  if (clientId === null) return holdUnknown(work, at);
  const opening = decideOpening(at.event, contextOf(work, at, known, clientId, beginning));
  if (!mayOpen(at) && opening.action !== "join") return holdOld(work, at);
  work.tally(opening.reason);
  switch (opening.action) {
    case "wait":
      return planWait(work, at, known, beginning, clientId, opening);
    case "join":
      return planJoin(work, at, known, beginning, clientId, opening);
    case "open":
      return planOpen(work, at, known, beginning, clientId, opening);
  }
}

function contextOf(
  work: BatchWork,
  at: EventAt,
  known: Alert | undefined,
  clientId: ClientId,
  { reason }: Beginning,
): OpeningContext {
  const { event, wishes, receivedAt } = at;
  const { resource, service } = event;
  const found = findWindow(work.input.windows, { clientId, resource, service }, receivedAt);
  const parent = wishes.dependsOn.find((name) => name !== resource && work.fires(clientId, name, known?.id));
  const waited = reason === "lookedAtAgain" ? (known?.waiting ?? undefined) : undefined;
  // What is hidden, or opens nothing, makes no storm.
  const hidden = wishes.suppress !== null || found !== undefined || parent !== undefined || !mayOpen(at);
  return {
    wishes,
    at: receivedAt,
    window: found && { kind: found.window.kind, reason: found.window.reason, until: found.until },
    parent,
    waited,
    storm: hidden ? undefined : stormOf(work, at, clientId, waited?.reason),
    urgent: priorityOf(at.route, event.severity) === 1,
    isException: (groupKey) => work.isException(at, groupKey),
    fold: (groupKey) => work.fold(clientId, groupKey),
    recent: wishes.similar ? work.recent(clientId) : [],
  };
}

/** What is hidden makes no storm; what was held down was counted when it came; what leaves a storm does not come back to it. */
function stormOf(work: BatchWork, at: EventAt, clientId: ClientId, waited: Waiting["reason"] | undefined) {
  if (waited === "storm") return undefined;
  return waited === "holdDown" ? work.stormOf(clientId) : work.countBegin(clientId, at.receivedAt);
}

type Of<Action extends Opening["action"]> = Extract<Opening, { action: Action }>;

function planWait(
  work: BatchWork,
  at: EventAt,
  known: Alert | undefined,
  beginning: Beginning,
  clientId: ClientId,
  opening: Of<"wait">,
): void {
  const since = beginning.reason === "lookedAtAgain" && known?.waiting ? known.waiting.since : at.receivedAt;
  const waiting: Waiting = { reason: opening.reason, detail: opening.detail, since, event: at.event };
  const handling = opening.reason === "holdDown" ? ("open" as const) : ("suppressed" as const);
  const to = { clientId, ticketId: null, foldId: null, waiting, handling, reviewAt: opening.reviewAt };
  const alert = buildAlert(work, at, known, beginning, to);
  work.save(at, known, alert);
  // Waiting on for the same thing is no news.
  if (known?.waiting?.reason === opening.reason && known.waiting.detail === opening.detail) return;
  work.record(at, alert, { action: "wait", reason: opening.reason, detail: opening.detail });
}

function planJoin(
  work: BatchWork,
  at: EventAt,
  known: Alert | undefined,
  beginning: Beginning,
  clientId: ClientId,
  { fold, reason, detail }: Of<"join">,
): void {
  work.join(at, clientId, fold);
  const waiting = reason === "storm" ? stormWaiting(at, detail) : null;
  const to = { clientId, ticketId: fold.ticketId, foldId: fold.id, waiting };
  const alert = buildAlert(work, at, known, beginning, { ...to, handling: "open", reviewAt: null });
  work.save(at, known, alert);
  raisePriority(work, at, fold.ticketId);
  work.record(at, alert, { action: "join", reason, detail });
}

/** The ticket is as urgent as its worst alert, unless a person has said how urgent it is. */
function raisePriority(work: BatchWork, at: EventAt, ticketId: TicketId): void {
  const found = work.ticket(ticketId);
  if (found?.ticket.meta.priority?.by.kind !== "rule") return;
  const priority = priorityOf(at.route, at.event.severity);
  if (priority < found.ticket.fields.priority) work.edit(at, found, { priority }, "worseAlertJoined");
}

function stormWaiting(at: EventAt, detail: string): Waiting {
  return { reason: "storm", detail, since: at.receivedAt, event: at.event };
}

export function planOpen(
  work: BatchWork,
  at: EventAt,
  known: Alert | undefined,
  beginning: Beginning,
  clientId: ClientId,
  { groupKey, reason }: Of<"open">,
): void {
  const isStorm = reason === "firstOfStorm";
  const foldId = work.ids.next() as FoldId;
  const ticket = buildTicket(work, at, clientId, beginning, isStorm);
  // Held down: the promise runs from when it began. Hidden: from when it may be seen.
  const startedAt = known?.waiting?.reason === "holdDown" ? known.waiting.since : at.receivedAt;
  work.plan.tickets.set(ticket.id, { ticket, isNew: true, touched: false, changes: [], startedAt });
  const waiting = isStorm ? stormWaiting(at, groupKey ?? "") : null;
  const to = { clientId, ticketId: ticket.id, foldId, waiting, handling: "open" as const, reviewAt: null };
  const alert = buildAlert(work, at, known, beginning, to);
  work.save(at, known, alert);
  work.plan.folds.set(foldId, {
    id: foldId,
    clientId,
    groupKey: groupKey ?? `alert:${alert.id}`,
    ticketId: ticket.id,
    title: at.event.title,
    openedAt: at.receivedAt,
    joinedAt: at.receivedAt,
    alerts: 1,
    isNew: true,
  });
  mirror(work, at, ticket);
  work.record(at, alert, { action: "openTicket", reason: beginning.reason, detail: groupKey ?? reason });
}

function buildTicket(work: BatchWork, at: EventAt, clientId: ClientId, beginning: Beginning, isStorm: boolean): Ticket {
  const desks = desksFor(work, at, clientId);
  const created = {
    id: work.ids.next() as TicketId,
    clientId,
    code: work.ids.code(),
    origin: originOfEpisode(at, beginning),
    homeConnectionId: decideHome(desks, null),
    at: at.receivedAt,
  };
  const client = work.input.clientNames.get(clientId) ?? "";
  const event = isStorm ? describeStorm(at.event, client, work.input.storm) : at.event;
  return buildAlertTicket({ event, route: at.route }, created);
}

/** Of the desks that know the client, those that the rules name. */
function desksFor(work: BatchWork, { route }: EventAt, clientId: ClientId): readonly ServingDesk[] {
  return (work.input.desks.get(clientId) ?? []).filter(({ name }) => route.desks?.includes(name) ?? true);
}

function mirror(work: BatchWork, at: EventAt, ticket: Ticket): void {
  const { clientNames, tenantId } = work.input;
  const serving = desksFor(work, at, ticket.clientId);
  const context = { client: clientNames.get(ticket.clientId) ?? "", desks: serving, linked: new Set<never>() };
  const { priority } = ticket.fields;
  for (const { connectionId, clientRef } of decideMirrors(ticket, context)) {
    const marker = buildMarker(work.ids, { tenantId, connectionId }, ticket);
    const link = { ticketId: ticket.id, connectionId, clientRef, marker, priority, wantedRev: 1 };
    work.plan.links.push({ ...link, traceparent: at.traceparent });
  }
}

/** The first alert's key and episode, so that a replay or a restore names the same record again. */
function originOfEpisode({ connectionId, event }: EventAt, { episode, reason }: Beginning): string {
  const parts = [connectionId, event.dedupKey, event.raisedAt.toISOString(), String(episode), reason, event.severity];
  return `alert:${parts.join(":")}`;
}

interface Placed {
  clientId: ClientId;
  ticketId: TicketId | null;
  foldId: FoldId | null;
  waiting: Waiting | null;
  handling: AlertHandling;
  reviewAt: Date | null;
}

function buildAlert(
  work: BatchWork,
  at: EventAt,
  known: Alert | undefined,
  { episode, reason }: Beginning,
  placed: Placed,
): Alert {
  const { event, connectionId, receivedAt, wishes } = at;
  const { resource } = event;
  if (known && (reason === "lookedAtAgain" || reason === "split")) return { ...known, ...placed, remindAt: null };
  // An alert that got worse has not changed between firing and clear.
  const flips =
    known && reason === "worseThanDismissed" ? known.flips : countFlip(known?.flips ?? null, receivedAt, wishes.flap);
  return {
    id: known?.id ?? (work.ids.next() as AlertId),
    connectionId,
    dedupKey: event.dedupKey,
    condition: "firing",
    severity: event.severity,
    title: event.title,
    episode,
    eventCount: 1,
    raisedAt: event.raisedAt,
    clearedAt: null,
    lastSeenAt: receivedAt,
    resource,
    flips,
    remindAt: null,
    ...placed,
  };
}
