import type { MonitorEvent } from "../../schemas/alert.ts";
import type { Json } from "../../schemas/json.ts";
import { type Route, priorityOf } from "./route.ts";

/** What becomes of an event by a route, in words and numbers that people know; null = nothing is said. */
export function describeRoute(route: Route, event: MonitorEvent): Readonly<Record<string, Json>> {
  const named = (field: string) => route.because.find((one) => one.field === field)?.value ?? null;
  const severity = route.severity ?? event.severity;
  return {
    client: named("client"),
    item: named("item"),
    type: route.type ?? "incident",
    severity,
    priority: priorityOf(route, severity),
    impact: route.impact,
    urgency: route.urgency,
    desks: route.desks === null ? null : [...route.desks],
    queue: route.queue,
    slaPolicy: route.slaPolicy,
    escalationPolicy: route.escalationPolicy,
    runbookUrl: route.runbookUrl,
    tags: [...route.tags],
    dedupKey: route.dedupKey,
    groupKey: route.groupKey?.key ?? null,
    windowMinutes: route.groupKey?.windowMinutes ?? null,
    dependsOn: [...route.dependsOn],
    drop: route.drop,
    suppress: route.suppress,
    onClear: route.onClear,
    holdDownSeconds: route.holdDownSeconds,
    reopenWithinMinutes: route.reopenWithinMinutes,
    autoClose: route.autoClose,
  };
}

export interface RouteDifference {
  field: string;
  from: Json;
  to: Json;
}

/** What another set of rules makes different for one event. */
export function compareRoutes(event: MonitorEvent, before: Route, after: Route): readonly RouteDifference[] {
  const now = describeRoute(before, event);
  const then = describeRoute(after, event);
  return Object.entries(now).flatMap(([field, from]) => {
    const to = then[field] ?? null;
    return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ field, from, to }];
  });
}
