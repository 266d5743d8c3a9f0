import { parseSafely } from "../../core/flows/parse-safely.ts";
import { routeEvents } from "../../core/flows/route-events.ts";
import { compareRoutes, type RouteDifference } from "../../core/intake/compare-routes.ts";
import { type CompiledRules, compileRules } from "../../core/intake/compile-rules.ts";
import type { MonitorEvent } from "../../schemas/alert.ts";
import type { ConnectionId } from "../../schemas/ids.ts";
import type { IntakeRules } from "../../schemas/intake-rules.ts";
import { AppError } from "../api/problem.ts";
import type { OpenConnection } from "../connections/open-connections.ts";
import { readBodies, type StoredBody } from "../db/rules.ts";
import { placeOf } from "./explain-events.ts";
import type { RuleServiceDeps } from "./rule-service.ts";

/** What other rules would have done with deliveries that were stored. */
export interface RehearsedRules {
  deliveries: number;
  events: number;
  /** Deliveries that cannot be read; they are in quarantine. */
  unreadable: number;
  /** How many events differ in each field. */
  fields: Readonly<Record<string, number>>;
  /** How many events differ. */
  differ: number;
  /** Those that differ, the newest first, up to a limit. */
  differences: readonly EventDifference[];
  tookMs: number;
}

export interface EventDifference {
  deliveryId: string;
  ordinal: number;
  connection: string;
  title: string;
  fields: readonly RouteDifference[];
}

const mostShown = 500;

export async function rehearseRules(
  deps: RuleServiceDeps,
  before: IntakeRules,
  after: IntakeRules,
  last: number,
): Promise<RehearsedRules> {
  const started = performance.now();
  const stored = await readBodies(deps.db, deps.tenantId, { last });
  const read = await readAll(deps, stored);
  const rules = { before: mustCompile(before), after: mustCompile(after) };
  const differences: EventDifference[] = [];
  for (const { opened, events } of read.places) differences.push(...(await compare(deps, rules, opened, events)));
  const fields: Record<string, number> = {};
  for (const { field } of differences.flatMap((one) => one.fields)) fields[field] = (fields[field] ?? 0) + 1;
  differences.sort((one, other) => (one.deliveryId < other.deliveryId ? 1 : -1) || one.ordinal - other.ordinal);
  return {
    deliveries: stored.length,
    events: read.places.reduce((sum, { events }) => sum + events.length, 0),
    unreadable: read.unreadable,
    fields,
    differ: differences.length,
    differences: differences.slice(0, mostShown),
    tookMs: Math.round(performance.now() - started),
  };
}

interface ReadEvent {
  deliveryId: string;
  ordinal: number;
  event: MonitorEvent;
}

interface Place {
  opened: OpenConnection;
  events: ReadEvent[];
}

/** Events of deliveries, by connection, so that each is looked up for at once. */
async function readAll(
  deps: RuleServiceDeps,
  stored: readonly StoredBody[],
): Promise<{ places: readonly Place[]; unreadable: number }> {
  const places = new Map<ConnectionId, Place>();
  let unreadable = 0;
  for (const delivery of stored) {
    const known = places.get(delivery.connectionId);
    const opened = known?.opened ?? (await deps.open.open(deps.tenantId, delivery.connectionId));
    if (!opened) continue;
    const place = known ?? { opened, events: [] };
    places.set(delivery.connectionId, place);
    const { inbound } = opened.instance;
    const parsed = inbound && (await parseSafely(inbound, delivery));
    if (!parsed?.ok) unreadable += 1;
    else
      for (const [ordinal, item] of parsed.value.items.entries())
        if (item.kind === "event") place.events.push({ deliveryId: delivery.id, ordinal, event: item.event });
  }
  return { places: [...places.values()], unreadable };
}

async function compare(
  deps: RuleServiceDeps,
  rules: { before: CompiledRules; after: CompiledRules },
  opened: OpenConnection,
  events: readonly ReadEvent[],
): Promise<EventDifference[]> {
  const bare = events.map(({ event }) => event);
  const routes = await deps.unit.inTenant(deps.tenantId, async (stores) => ({
    before: await routeEvents(stores, rules.before, placeOf(opened), bare),
    after: await routeEvents(stores, rules.after, placeOf(opened), bare),
  }));
  return events.flatMap(({ deliveryId, ordinal, event }, index) => {
    const [before, after] = [routes.before[index], routes.after[index]];
    const fields = before && after ? compareRoutes(event, before, after) : [];
    const { name } = opened.connection;
    return fields.length === 0 ? [] : [{ deliveryId, ordinal, connection: name, title: event.title, fields }];
  });
}

function mustCompile(rules: IntakeRules): CompiledRules {
  const compiled = compileRules(rules);
  if (!compiled.ok) throw new AppError("invalid", "The rules cannot be used.");
  return compiled.value;
}
