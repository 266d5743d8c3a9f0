import type { Alert } from "../../schemas/alert.ts";
import type { AlertId, ClientId, CommentId, FoldId, TicketId } from "../../schemas/ids.ts";
import { endedStatuses, type TicketFields } from "../../schemas/ticket.ts";
import type { IdSource } from "../ports/world.ts";
import { editTicket } from "../sync/edit-ticket.ts";
import {
  type BatchInput,
  type BatchPlan,
  type EventAt,
  type EventRow,
  exceptionOf,
  type FoldRow,
  keyOf,
  type TicketWork,
} from "./batch.ts";
import type { TicketState } from "./decide-event.ts";
import type { OpenFold } from "./decide-opening.ts";
import { countBegin } from "./decide-storm.ts";

/** A batch at work: what was loaded, as the events before have left it, and what is to be written. */
export class BatchWork {
  readonly input: BatchInput;
  readonly ids: IdSource;
  readonly plan: BatchPlan = {
    alerts: new Map(),
    tickets: new Map(),
    events: [],
    folds: new Map(),
    storms: new Map(),
    links: [],
    comments: [],
    held: [],
    reasons: new Map(),
  };
  readonly #firing = new Map<TicketId, number>();
  readonly #joined = new Map<TicketId, number>();
  /** Resources of alerts that began or ended in this batch: what fires there now, beside what was loaded. */
  readonly #began = new Map<string, Set<AlertId>>();
  readonly #ended = new Set<AlertId>();

  constructor(input: BatchInput, ids: IdSource) {
    this.input = input;
    this.ids = ids;
  }

  alertOf(at: EventAt): Alert | undefined {
    const key = keyOf(at);
    return this.plan.alerts.get(key)?.alert ?? this.input.alerts.get(key);
  }

  /** Notes an alert as it is now, and with it what fires on its ticket and its resource. */
  save(at: EventAt, before: Alert | undefined, alert: Alert): void {
    const key = keyOf(at);
    const isNew = this.plan.alerts.get(key)?.isNew ?? before === undefined;
    this.plan.alerts.set(key, { alert, isNew });
    if (before?.condition === "firing" && before.ticketId) this.#count(before.ticketId, -1);
    if (alert.condition === "firing" && alert.ticketId) this.#count(alert.ticketId, 1);
    if (alert.ticketId && alert.ticketId !== before?.ticketId)
      this.#joined.set(alert.ticketId, (this.#joined.get(alert.ticketId) ?? 0) + 1);
    const shows = alert.condition === "firing" && !isHidden(alert);
    if (!shows) this.#ended.add(alert.id);
    else if (alert.resource !== null) {
      this.#ended.delete(alert.id);
      const resource = resourceKey(alert.clientId, alert.resource);
      this.#began.set(resource, (this.#began.get(resource) ?? new Set()).add(alert.id));
    }
  }

  #count(id: TicketId, change: number): void {
    this.#firing.set(id, Math.max(0, this.firingOf(id) + change));
  }

  /** All alerts of a ticket. */
  alertsOf(id: TicketId): number {
    return (this.input.tickets.get(id)?.alerts ?? 0) + (this.#joined.get(id) ?? 0);
  }

  firingOf(id: TicketId): number {
    return this.#firing.get(id) ?? this.input.tickets.get(id)?.firing ?? 0;
  }

  /** Whether another alert than this one fires on the resource. */
  fires(clientId: ClientId, resource: string, self: AlertId | undefined): boolean {
    const loaded = this.input.surroundings.get(clientId)?.firingOn.get(resource) ?? [];
    const begun = this.#began.get(resourceKey(clientId, resource)) ?? [];
    return [...loaded, ...begun].some((id) => id !== self && !this.#ended.has(id));
  }

  ticket(id: TicketId | null): TicketWork | undefined {
    if (id === null) return undefined;
    const changed = this.plan.tickets.get(id);
    if (changed) return changed;
    const loaded = this.input.tickets.get(id);
    return loaded && { ...loaded, isNew: false, changes: [], startedAt: undefined };
  }

  stateOf(work: TicketWork | undefined): TicketState | undefined {
    if (!work) return undefined;
    const { ticket, touched } = work;
    const { status } = ticket.fields;
    const by = ticket.meta.status?.by;
    return {
      ended: endedStatuses.includes(status),
      resolvedByClear: status === "resolved" && by?.kind === "rule" && !touched,
      touched,
      firing: this.firingOf(ticket.id),
    };
  }

  fold(clientId: ClientId, groupKey: string): OpenFold | undefined {
    for (const fold of this.plan.folds.values())
      if (fold.clientId === clientId && fold.groupKey === groupKey && this.isOpen(fold)) return fold;
    const found = this.input.surroundings.get(clientId)?.folds.find((fold) => fold.groupKey === groupKey);
    return found && this.isOpen(found) ? found : undefined;
  }

  /** A fold lasts as long as its ticket. */
  isOpen({ ticketId }: Pick<OpenFold, "ticketId">): boolean {
    const work = this.ticket(ticketId);
    return work !== undefined && !endedStatuses.includes(work.ticket.fields.status);
  }

  recent(clientId: ClientId): readonly OpenFold[] {
    const begun = [...this.plan.folds.values()].filter((fold) => fold.clientId === clientId);
    const known = new Set<FoldId>(begun.map(({ id }) => id));
    const loaded = (this.input.surroundings.get(clientId)?.folds ?? []).filter(({ id }) => !known.has(id));
    return [...begun.toReversed(), ...loaded].filter((fold) => this.isOpen(fold));
  }

  isException(at: EventAt, groupKey: string): boolean {
    return this.input.exceptions.has(exceptionOf(keyOf(at), groupKey));
  }

  /** Counts an alert that begins; answers the group of the storm that there is then. */
  countBegin(clientId: ClientId, at: Date): { groupKey: string } | undefined {
    const before = this.plan.storms.get(clientId) ?? this.input.surroundings.get(clientId)?.storm;
    const state = countBegin(before, at, this.input.storm);
    this.plan.storms.set(clientId, state);
    return stormGroup(state.since);
  }

  /** The storm that there is, without counting. */
  stormOf(clientId: ClientId): { groupKey: string } | undefined {
    const state = this.plan.storms.get(clientId) ?? this.input.surroundings.get(clientId)?.storm;
    return stormGroup(state?.since ?? null);
  }

  join(at: EventAt, clientId: ClientId, fold: OpenFold): void {
    const known = this.plan.folds.get(fold.id);
    const row: FoldRow = known ?? { ...fold, clientId, openedAt: fold.joinedAt, isNew: false };
    this.plan.folds.set(fold.id, { ...row, joinedAt: at.receivedAt, alerts: row.alerts + 1 });
  }

  edit(at: EventAt, work: TicketWork, edits: Partial<TicketFields>, rule: string): void {
    const when = { after: at.receivedAt, until: at.receivedAt, at: at.receivedAt };
    const cause = { by: { kind: "rule" as const, rule }, reason: rule, ...when };
    const { ticket, changes } = editTicket(work.ticket, edits, cause);
    this.plan.tickets.set(ticket.id, { ...work, ticket, changes: [...work.changes, ...changes] });
  }

  /** An internal note of ours. */
  comment(at: EventAt, work: TicketWork, body: string, rule = "alertComment"): void {
    this.plan.tickets.set(work.ticket.id, work);
    this.plan.comments.push({
      id: this.ids.next() as CommentId,
      ticketId: work.ticket.id,
      rev: 1,
      body,
      format: "plain",
      visibility: "internal",
      authorKind: "automation",
      authorName: "Interdesk",
      by: { kind: "rule", rule },
      createdAt: at.receivedAt,
    });
  }

  /** @param condition what was told; that of the event unless given */
  record(
    at: EventAt,
    alert: Alert,
    decision: { action: string; reason: string; detail?: string },
    condition: EventRow["condition"] = at.event.condition,
  ): void {
    this.plan.events.push({
      alertId: alert.id,
      at: at.receivedAt,
      deliveryId: at.delivery?.id ?? null,
      ordinal: at.delivery?.ordinal ?? null,
      episode: alert.episode,
      condition,
      severity: at.event.severity,
      decision: decision.action,
      reason: decision.reason,
      detail: decision.detail ?? null,
      ticketId: alert.ticketId,
      because: at.route.because,
    });
  }

  tally(reason: string): void {
    this.plan.reasons.set(reason, (this.plan.reasons.get(reason) ?? 0) + 1);
  }
}

/** What is hidden itself hides nothing. */
export function isHidden({ waiting }: Pick<Alert, "waiting">): boolean {
  return waiting !== null && waiting.reason !== "storm" && waiting.reason !== "holdDown";
}

export function stormGroup(since: Date | null): { groupKey: string } | undefined {
  return since === null ? undefined : { groupKey: `storm:${since.toISOString()}` };
}

function resourceKey(clientId: ClientId, resource: string): string {
  return `${clientId}/${resource}`;
}
