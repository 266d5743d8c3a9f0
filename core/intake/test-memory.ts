import { Alert, type MonitorEvent } from "../../schemas/alert.ts";
import { ClientId, ConnectionId, DeliveryId, TenantId } from "../../schemas/ids.ts";
import type { MaintenanceWindow } from "../../schemas/maintenance.ts";
import type { BatchInput, BatchPlan, EventAt } from "./batch.ts";
import { planBatch } from "./plan-batch.ts";
import { planReviews } from "./plan-review.ts";
import { clear, fire, minute } from "./test-events.ts";
import { defaultWishes, type IntakeWishes } from "./wishes.ts";

export const id = (last: number) => `00000000-0000-4000-8000-${String(last).padStart(12, "0")}`;
const clientId = ClientId.parse(id(3));
const connectionId = ConnectionId.parse(id(2));

/** What the database would hold between two batches. */
export class Memory {
  readonly #alerts = new Map<string, Alert>();
  readonly #tickets = new Map<string, NonNullable<ReturnType<BatchPlan["tickets"]["get"]>>>();
  readonly #folds = new Map<string, NonNullable<ReturnType<BatchPlan["folds"]["get"]>>>();
  readonly comments: string[] = [];
  readonly decisions: string[] = [];
  readonly held: BatchPlan["held"] = [];
  windows: MaintenanceWindow[] = [];
  perMinute = 1_000;
  #storms: BatchPlan["storms"] = new Map();
  #ids = 100;

  play(events: readonly [minutes: number, event: MonitorEvent][], wishes: Partial<IntakeWishes> = {}): void {
    const all = events.map(([at, event]) => place(event, minute(at), wishes));
    this.#keep(planBatch(this.#input(), all, this));
  }

  /** The same, as a replay of what is old. */
  replayOld(events: readonly [minutes: number, event: MonitorEvent][], wishes: Partial<IntakeWishes> = {}): void {
    const all = events.map(([at, event]) => {
      const placed = place(event, minute(at), wishes);
      return { ...placed, delivery: placed.delivery && { ...placed.delivery, opens: false } };
    });
    this.#keep(planBatch(this.#input(), all, this));
  }

  /** Looks again at all that is due at this minute. */
  review(at: number, wishes: Partial<IntakeWishes> = {}): void {
    const due = [...this.#alerts.values()].filter(({ reviewAt }) => reviewAt !== null && reviewAt <= minute(at));
    const events = due.map((alert) => {
      const named = fire({ dedupKey: alert.dedupKey, condition: alert.condition === "clear" ? "clear" : "firing" });
      return { ...place(alert.waiting?.event ?? named, minute(at), wishes), delivery: null };
    });
    this.#keep(planReviews(this.#input(), events, this));
  }

  /** The storm of the client is over: all that it holds is due. */
  endStorm(at: number): void {
    this.#storms = new Map([...this.#storms].map(([client, state]) => [client, { ...state, since: null }]));
    for (const [key, alert] of this.#alerts)
      if (alert.waiting?.reason === "storm") this.#alerts.set(key, { ...alert, reviewAt: minute(at) });
  }

  alert(key: string): Alert {
    const found = this.#alerts.get(`${connectionId}/${key}`);
    if (!found) throw new Error(`there is no alert ${key}`);
    return found;
  }

  get tickets() {
    return [...this.#tickets.values()].map(({ ticket }) => ticket);
  }

  statuses(): string[] {
    return this.tickets.map(({ fields }) => fields.status);
  }

  next = (): string => {
    this.#ids += 1;
    return id(this.#ids);
  };
  named = (parts: readonly string[]): string => parts.join("/");
  code = (): string => "CODE";

  #input(): BatchInput {
    const open = [...this.#folds.values()].toReversed();
    const firing = [...this.#alerts.values()].filter(({ condition }) => condition === "firing");
    const firingOn = new Map(
      firing.flatMap((one) => (one.resource === null ? [] : [[one.resource, [one.id]] as const])),
    );
    return {
      alerts: new Map(this.#alerts),
      tickets: new Map(
        [...this.#tickets.values()].map(({ ticket, touched }) => {
          const mine = [...this.#alerts.values()].filter(({ ticketId }) => ticketId === ticket.id);
          const fires = mine.filter(({ condition }) => condition === "firing").length;
          return [ticket.id, { ticket, touched, firing: fires, alerts: mine.length }];
        }),
      ),
      desks: new Map(),
      clientNames: new Map([[clientId, "Acme"]]),
      surroundings: new Map([[clientId, { storm: this.#storms.get(clientId), folds: open, firingOn }]]),
      windows: this.windows,
      exceptions: new Set(),
      storm: { perMinute: this.perMinute },
      tenantId: TenantId.parse(id(9)),
    };
  }

  #keep(plan: BatchPlan): void {
    for (const [key, { alert }] of plan.alerts) this.#alerts.set(key, Alert.parse(structuredClone(alert)));
    for (const [key, work] of plan.tickets) this.#tickets.set(key, { ...work, isNew: false, changes: [] });
    for (const [key, fold] of plan.folds) this.#folds.set(key, { ...fold, isNew: false });
    for (const [client, state] of plan.storms) this.#storms.set(client, state);
    this.held.push(...plan.held);
    this.comments.push(...plan.comments.map(({ body }) => body));
    this.decisions.push(...plan.events.map(({ decision, reason }) => `${decision} ${reason}`));
  }
}

const route = {
  clientId,
  client: { clientId, by: "table" as const, detail: "" },
  itemId: null,
  criticality: null,
  type: null,
  impact: null,
  urgency: null,
  priority: null,
  severity: null,
  desks: null,
  queue: null,
  slaPolicy: null,
  escalationPolicy: null,
  runbookUrl: null,
  tags: [],
  dedupKey: null,
  groupKey: null,
  dependsOn: [],
  drop: null,
  suppress: null,
  onClear: null,
  holdDownSeconds: null,
  reopenWithinMinutes: null,
  autoClose: null,
  similar: null,
  flap: null,
  heartbeatMinutes: null,
  matched: [],
  because: [],
};

export function place(event: MonitorEvent, receivedAt: Date, wishes: Partial<IntakeWishes>): EventAt {
  const delivery = { id: DeliveryId.parse(id(1)), ordinal: 0, opens: true };
  const all = { ...defaultWishes, ...wishes };
  return { event, connectionId, delivery, receivedAt, traceparent: null, route, wishes: all };
}

export const fires = (key: string, change: Partial<MonitorEvent> = {}) =>
  fire({ dedupKey: key, title: `Check ${key}`, ...change });
export const clears = (key: string, at: number) =>
  clear({ dedupKey: key, title: `Check ${key}`, clearedAt: minute(at) });
