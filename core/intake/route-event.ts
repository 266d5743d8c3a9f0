import type { Json } from "../../schemas/json.ts";
import { createSteps, type Steps } from "../expressions/count-steps.ts";
import { applyRule, nameOf, type Walk } from "./apply-rule.ts";
import type { CompiledRules } from "./compile-rules.ts";
import { buildGroupKey } from "./build-group-key.ts";
import { buildItemFacts, type EventFacts, readyFacts } from "./event-facts.ts";
import { findClient, findItem, type KnownNames } from "./find-client.ts";
import type { Because, Route } from "./route.ts";

export interface RouteContext {
  rules: CompiledRules;
  known: KnownNames;
}

/** What one rule did to one event. */
export interface RuleNote {
  ruleId: string;
  name: string;
  outcome: "matched" | "notMatched" | "failed" | "disabled" | "afterStop";
  /** What broke; empty = nothing. */
  detail: string;
  /** What it set, whether or not a later rule set it otherwise. */
  set: readonly { field: string; value: Json }[];
}

/** About half a second of work, for all rules together. */
const mostSteps = 500_000;

/**
 * Decides what is known and wanted of an event before anything else: its client, its item, and all that rules set.
 *
 * @param note is told what each rule did, for whoever asks why
 */
export function routeEvent(facts: EventFacts, context: RouteContext, note?: (what: RuleNote) => void): Route {
  const { rules, known } = context;
  const steps = createSteps(mostSteps);
  const walk = begin(rules, facts, known, steps);
  let stopped = false;
  for (const compiled of rules.rules) {
    const { id: ruleId, name, disabled, stop } = compiled.rule;
    const skip = stopped ? "afterStop" : disabled ? "disabled" : undefined;
    if (skip !== undefined) {
      note?.({ ruleId, name, outcome: skip, detail: "", set: [] });
      continue;
    }
    const tested = compiled.when.evaluate(walk.ready, steps);
    if (!tested.ok || tested.value !== true) {
      note?.({
        ruleId,
        name,
        outcome: tested.ok ? "notMatched" : "failed",
        detail: tested.ok ? "" : tested.error,
        set: [],
      });
      continue;
    }
    walk.matched.push(ruleId);
    const { set, failures } = applyRule(compiled, walk, known, steps);
    note?.({ ruleId, name, outcome: "matched", detail: failures.join(" "), set });
    stopped = stop;
  }
  return finish(walk);
}

function begin(rules: CompiledRules, facts: EventFacts, known: KnownNames, steps: Steps): Walk {
  let client = findClient(rules.clients, facts, known, steps);
  const named = { ...facts, client: nameOf(client, known) };
  const item = findItem(rules.items, named, client.clientId, known, steps);
  if (client.clientId === null && item !== null)
    client = { clientId: item.clientId, by: "item", detail: `the configuration item "${item.name}" is theirs` };
  if (client.clientId === null && known.defaultClientId !== null)
    client = { clientId: known.defaultClientId, by: "default", detail: `the connection's own; ${client.detail}` };
  const name = nameOf(client, known);
  const because = new Map<string, Because>();
  if (client.clientId !== null) because.set("client", { ruleId: `lookup:${client.by}`, field: "client", value: name });
  if (item !== null) because.set("item", { ruleId: "lookup:item", field: "item", value: item.name });
  const withItem = item === null ? facts.item : buildItemFacts(item);
  const found = { ...facts, client: name, item: withItem };
  return { facts: found, ready: readyFacts(found), client, item, decided: {}, because, matched: [] };
}

function finish({ client, item, decided, facts, because, matched }: Walk): Route {
  const { groupKey } = decided;
  const key = groupKey && (groupKey.preset ? buildGroupKey(groupKey.preset, facts, item) : groupKey.key);
  return {
    clientId: client.clientId,
    client,
    itemId: item?.id ?? null,
    criticality: item?.criticality ?? null,
    type: decided.type ?? null,
    impact: decided.impact ?? null,
    urgency: decided.urgency ?? null,
    priority: decided.priority ?? null,
    severity: decided.severity ?? null,
    desks: decided.desks ?? null,
    queue: decided.queue ?? null,
    slaPolicy: decided.slaPolicy ?? null,
    escalationPolicy: decided.escalationPolicy ?? null,
    runbookUrl: decided.runbookUrl ?? null,
    tags: decided.tags ?? [],
    dedupKey: decided.dedupKey ?? null,
    groupKey: groupKey && key ? { key, windowMinutes: groupKey.windowMinutes } : null,
    dependsOn: decided.dependsOn ?? [],
    drop: decided.drop ?? null,
    suppress: decided.suppress ?? null,
    onClear: decided.onClear ?? null,
    holdDownSeconds: decided.holdDownSeconds ?? null,
    reopenWithinMinutes: decided.reopenWithinMinutes ?? null,
    autoClose: decided.autoClose ?? null,
    similar: decided.similar ?? null,
    flap: decided.flap ?? null,
    heartbeatMinutes: decided.heartbeatMinutes ?? null,
    matched,
    because: [...because.values()],
  };
}
