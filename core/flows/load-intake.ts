import type { Alert } from "../../schemas/alert.ts";
import type { AlertId, ClientId, TenantId } from "../../schemas/ids.ts";
import { type BatchInput, type EventAt, exceptionOf, keyOf, type Surroundings } from "../intake/batch.ts";
import type { StormWish } from "../intake/decide-storm.ts";
import { isTouched } from "../intake/is-touched.ts";
import type { Stores } from "../ports/stores.ts";

/** Titles are compared with those of so many folds at the most. */
const mostRecent = 100;

/**
 * Loads what a batch of events is about, a fixed number of statements however many they are. Locks are taken in this order, as
 * everywhere: clients whose alerts may begin, tickets, alerts.
 *
 * @param read finds the alerts of these events; asked twice, without and with locks
 */
export async function loadIntake(
  stores: Stores,
  { tenantId, storm }: { tenantId: TenantId; storm: StormWish },
  events: readonly EventAt[],
  read: (lock: boolean) => Promise<readonly Alert[]>,
): Promise<BatchInput> {
  const known = byKey(await read(false));
  const asking = listAsking(events, known);
  const surroundings = await loadSurroundings(stores, asking, known);
  const ticketIds = new Set([...known.values()].flatMap(({ ticketId }) => ticketId ?? []));
  for (const { folds } of surroundings.values()) for (const { ticketId } of folds) ticketIds.add(ticketId);
  const tickets = ticketIds.size > 0 ? await stores.tickets.lock([...ticketIds]) : [];
  const alerts = byKey(await read(true));
  const counts = await stores.alerts.countByTicket([...ticketIds]);
  const clientIds = [...surroundings.keys()];
  return {
    alerts,
    tickets: new Map(
      tickets.map(({ ticket, commented }) => {
        const { firing = 0, alerts: all = 0 } = counts.get(ticket.id) ?? {};
        return [ticket.id, { ticket, touched: commented || isTouched(ticket), firing, alerts: all }];
      }),
    ),
    desks: await stores.directory.desksOf(clientIds),
    clientNames: await stores.directory.clientNames(clientIds),
    surroundings,
    windows: asking.length > 0 ? await stores.windows.current() : [],
    exceptions: await loadExceptions(stores, asking, alerts),
    storm,
    tenantId,
  };
}

function byKey(alerts: readonly Alert[]): Map<string, Alert> {
  return new Map(alerts.map((alert) => [`${alert.connectionId}/${alert.dedupKey}`, alert]));
}

/** Events that may let an alert begin. A repeat of what fires and has its ticket cannot, unless its end comes first. */
function listAsking(events: readonly EventAt[], known: ReadonlyMap<string, Alert>): EventAt[] {
  const ending = new Set(events.filter(({ event }) => event.condition === "clear").map(keyOf));
  return events.filter((at) => {
    const { event, route } = at;
    if (event.condition !== "firing" || event.heartbeat || route.drop !== null) return false;
    const alert = known.get(keyOf(at));
    if (!alert) return route.clientId !== null;
    const settled = alert.condition === "firing" && alert.ticketId !== null && alert.handling !== "dismissed";
    return at.delivery === null || !settled || ending.has(keyOf(at));
  });
}

/** Whose clients are asked about, each with what its events ask about. */
async function loadSurroundings(
  stores: Stores,
  asking: readonly EventAt[],
  known: ReadonlyMap<string, Alert>,
): Promise<Map<ClientId, Surroundings>> {
  const asked = new Map<ClientId, EventAt[]>();
  for (const at of asking) {
    const alert = known.get(keyOf(at));
    const clientId = alert?.clientId ?? at.route.clientId;
    if (clientId === null) continue;
    const mine = asked.get(clientId);
    if (mine) mine.push(at);
    else asked.set(clientId, [at]);
  }
  const storms = await stores.storms.lock([...asked.keys()]);
  const found = new Map<ClientId, Surroundings>();
  for (const [clientId, events] of asked) {
    const storm = storms.get(clientId);
    const groups = events.flatMap(({ wishes }) => (wishes.group ? [wishes.group.key] : []));
    if (storm?.since) groups.push(`storm:${storm.since.toISOString()}`);
    const recent = sinceOf(events);
    const asks = groups.length > 0 || recent !== null;
    const folds = asks ? await stores.folds.open(clientId, [...new Set(groups)], recent, mostRecent) : [];
    const resources = new Set(events.flatMap(({ wishes }) => wishes.dependsOn));
    const firingOn = await stores.alerts.firingOn(clientId, [...resources]);
    found.set(clientId, { storm, folds, firingOn });
  }
  return found;
}

/** How far back titles are compared; null = nobody asks. */
function sinceOf(events: readonly EventAt[]): Date | null {
  const times = events.flatMap(({ wishes, receivedAt }) =>
    wishes.similar ? [receivedAt.getTime() - wishes.similar.windowMs] : [],
  );
  return times.length > 0 ? new Date(Math.min(...times)) : null;
}

async function loadExceptions(
  stores: Stores,
  asking: readonly EventAt[],
  alerts: ReadonlyMap<string, Alert>,
): Promise<ReadonlySet<string>> {
  const keys = new Map<AlertId, string>();
  for (const at of asking) {
    const alert = at.wishes.group || at.wishes.similar ? alerts.get(keyOf(at)) : undefined;
    if (alert) keys.set(alert.id, keyOf(at));
  }
  const found = await stores.folds.exceptions([...keys.keys()]);
  return new Set(found.map(({ alertId, groupKey }) => exceptionOf(keys.get(alertId) ?? "", groupKey)));
}
