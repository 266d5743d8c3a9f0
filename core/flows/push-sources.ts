import type { ConnectionId, TenantId, TicketId } from "../../schemas/ids.ts";
import type { Ticket } from "../../schemas/ticket.ts";
import type { ConnectorError } from "../ports/connector-error.ts";
import type { Monitor, SourceAlert, SourceState } from "../ports/monitor.ts";
import type { Result } from "../ports/result.ts";
import type { ClaimedSource, Stores } from "../ports/stores.ts";
import { decideSourceRest } from "../sources/decide-source-rest.ts";
import { decideSourceCall, type SourceCall } from "../sources/decide-source.ts";
import { buildSourceMarker, buildSourceNote, findActor } from "../sources/source-note.ts";
import { outcomeOf, type PushDeps, timed } from "./push-deps.ts";

/** Few enough that a tool which takes one a call, and is slow, keeps nobody's newest wish waiting for long. */
const mostAlerts = 25;
/** Longer than all their calls; it ends with its process anyway. */
const leaseMs = 30 * 60_000;
/** Priorities 1 and 2 may use the reserve of the budget. */
const leastUrgent = 2;

export type SourceDeps = Pick<
  PushDeps,
  "unit" | "health" | "random" | "asUrgent" | "clock" | "metrics" | "failpoint" | "log"
>;

/** The monitoring tool that is being told. */
export interface SourceTarget {
  tenantId: TenantId;
  connectionId: ConnectionId;
  /** Of its settings and secrets. */
  version: number;
  name: string;
  monitor: Monitor;
}

interface Told {
  claimed: ClaimedSource;
  alert: SourceAlert;
  ticket: Ticket | undefined;
}

/**
 * Tells one tool what its alerts want there, many at once. A crash anywhere is repaired by doing it again: connectors find by
 * the marker what was done before.
 *
 * @returns how many alerts were claimed; 0 = nothing is due
 */
export async function pushSources(deps: SourceDeps, target: SourceTarget, owner: string): Promise<number> {
  const claimed = await deps.unit.inTenant(target.tenantId, (stores) => claimTold(stores, target, owner));
  const calls = Map.groupBy(claimed, ({ claimed }) => decideSourceCall(claimed, target.monitor));
  for (const [call, told] of calls) {
    if (call === undefined) await restUntold(deps, target, told);
    else await callFor(deps, target, call, told);
  }
  return claimed.length;
}

async function claimTold(stores: Stores, target: SourceTarget, owner: string): Promise<readonly Told[]> {
  const claimed = await stores.sources.claim(target.connectionId, owner, mostAlerts, leaseMs);
  const ids = [...new Set<TicketId>(claimed.flatMap(({ ticketId }) => (ticketId === null ? [] : [ticketId])))];
  const tickets = await stores.tickets.read(ids);
  const numbers = await stores.sources.numbersOf(ids);
  // In the order of their ids, as everybody locks them.
  const ordered = claimed.toSorted((a, b) => (a.alertId < b.alertId ? -1 : 1));
  return ordered.map((one) => {
    const ticket = one.ticketId === null ? undefined : tickets.get(one.ticketId);
    const known = (one.ticketId === null ? undefined : numbers.get(one.ticketId)) ?? [];
    const marker = buildSourceMarker(one.alertId);
    const alert: SourceAlert = {
      dedupKey: one.dedupKey,
      handle: one.handle,
      marker,
      by: ticket ? findActor(ticket) : null,
      note: buildSourceNote(ticket, known, one.wanted, marker),
    };
    return { claimed: one, alert, ticket };
  });
}

/** The tool has no such thing, so that what is wanted is as done as it can be. */
async function restUntold(deps: SourceDeps, target: SourceTarget, told: readonly Told[]): Promise<void> {
  await deps.unit.inTenant(target.tenantId, async (stores) => {
    for (const { claimed } of told)
      await stores.sources.rest(claimed, { kind: "done", renewAt: null, there: false, error: null });
  });
}

async function callFor(deps: SourceDeps, target: SourceTarget, call: SourceCall, told: readonly Told[]): Promise<void> {
  const { monitor } = target;
  const alerts = told.map(({ alert }) => alert);
  const urgent = told.some(({ ticket }) => ticket !== undefined && ticket.fields.priority <= leastUrgent);
  deps.failpoint("source.beforeCall");
  const done = await timed(deps, () => deps.asUrgent(urgent, async () => (await monitor[call]?.(alerts)) ?? []));
  deps.failpoint("source.afterCall");
  const answers = told.map((one, index) => ({ ...one, answer: done.value[index] ?? noAnswer }));
  await noteHealth(deps, target, answers);
  await deps.unit.inTenant(target.tenantId, async (stores) => {
    for (const one of answers)
      await settle(deps, stores, target, call, one, { at: done.startedAt, tookMs: done.tookMs });
  });
}

/** A connector that answers fewer than it was asked about. */
const noAnswer: Result<SourceState, ConnectorError> = {
  ok: false,
  error: { kind: "unknownOutcome", detail: "The connector has not answered for this alert." },
};

async function noteHealth(
  deps: SourceDeps,
  target: SourceTarget,
  answers: readonly { answer: Result<SourceState, ConnectorError> }[],
): Promise<void> {
  // An alert that is not there, or that may not be ended, is that alert's matter.
  const failed = answers.find(({ answer }) => !answer.ok && answer.error.kind !== "gone")?.answer;
  if (failed && !failed.ok) await deps.health.noteFailure(target, failed.error);
  else await deps.health.noteSuccess(target);
}

type Answered = Told & { answer: Result<SourceState, ConnectorError> };

/** The alert goes back, and its ticket's story has one more line. */
async function settle(
  deps: SourceDeps,
  stores: Stores,
  target: SourceTarget,
  call: SourceCall,
  { claimed, alert, answer }: Answered,
  { at, tookMs }: { at: Date; tookMs: number },
): Promise<void> {
  const rest = decideSourceRest(call, answer, {
    now: deps.clock.now(),
    attempts: claimed.attempts,
    random: deps.random(),
  });
  await stores.sources.rest(claimed, rest);
  const outcome = answer.ok || answer.error.kind === "gone" ? "done" : outcomeOf(answer.error);
  deps.metrics.count("interdesk_vendor_writes", { operation: call, outcome });
  const detail = answer.ok ? (answer.value.detail ?? null) : answer.error.detail;
  if (claimed.ticketId !== null) {
    const entry = { ticketId: claimed.ticketId, alertId: claimed.alertId, connectionId: target.connectionId };
    const sent = { alert: alert.dedupKey, note: alert.note };
    await stores.sources.addWrite({ ...entry, operation: call, sent, outcome, detail, at, tookMs });
  }
  if (answer.ok || rest.kind !== "done" || answer.error.kind === "gone") return;
  await stores.deliveries.quarantine([
    {
      connectionId: target.connectionId,
      deliveryId: null,
      ordinal: null,
      linkId: null,
      alertId: claimed.alertId,
      reason: "writeRejected",
      path: answer.error.kind === "rejected" ? (answer.error.field ?? null) : null,
      expected: null,
      detail: `${call} of the alert "${alert.dedupKey}" (${alert.note}): ${answer.error.detail}`,
    },
  ]);
}
