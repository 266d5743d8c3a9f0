import type { MonitorEvent, Severity } from "../../schemas/alert.ts";
import type { Criticality } from "../../schemas/configuration-item.ts";
import type { ClientId, ItemId } from "../../schemas/ids.ts";
import type { RuleDecisions } from "../../schemas/intake-rules.ts";
import type { Json } from "../../schemas/json.ts";
import type { Priority, TicketRouting, TicketType } from "../../schemas/ticket.ts";
import { decidePriority } from "./decide-priority.ts";
import type { FoundClient } from "./find-client.ts";

/** Which rule gave a field its value; `lookup:…` stands for what found the client. */
export interface Because {
  ruleId: string;
  field: string;
  value: Json;
}

/** What the rules decided about one event; plain data. Null, or an empty list = no rule has said. */
export interface Route {
  clientId: ClientId | null;
  /** How the client was found; where it is null, what was tried. */
  client: FoundClient;
  itemId: ItemId | null;
  /** Of the item. */
  criticality: Criticality | null;
  type: TicketType | null;
  impact: number | null;
  urgency: number | null;
  priority: Priority | null;
  severity: Severity | null;
  desks: readonly string[] | null;
  queue: string | null;
  slaPolicy: string | null;
  escalationPolicy: string | null;
  runbookUrl: string | null;
  tags: readonly string[];
  dedupKey: string | null;
  groupKey: { key: string; windowMinutes: number } | null;
  dependsOn: readonly string[];
  /** Why the event does nothing. */
  drop: string | null;
  suppress: string | null;
  onClear: "resolve" | "comment" | null;
  holdDownSeconds: number | null;
  reopenWithinMinutes: number | null;
  autoClose: boolean | null;
  similar: NonNullable<RuleDecisions["similar"]> | null;
  heartbeatMinutes: number | null;
  flap: NonNullable<RuleDecisions["flap"]> | null;
  /** Rules whose condition was true, in order. */
  matched: readonly string[];
  because: readonly Because[];
}

/** A rule's word first; else by severity and by what hangs on the item. */
export function priorityOf(route: Route, severity: Severity): Priority {
  return route.priority ?? decidePriority(severity, route.criticality);
}

/** What a ticket keeps of it beside its fields. */
export function buildRouting(route: Route): TicketRouting {
  const { slaPolicy, escalationPolicy, runbookUrl, impact, urgency, itemId } = route;
  const desks = route.desks === null ? null : [...route.desks];
  return { desks, tags: [...route.tags], slaPolicy, escalationPolicy, runbookUrl, impact, urgency, itemId };
}

/** The event as the rules see it. */
export function applyRoute(event: MonitorEvent, route: Route): MonitorEvent {
  return route.severity === null ? event : { ...event, severity: route.severity };
}
