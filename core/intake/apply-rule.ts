import type { ConfigurationItem } from "../../schemas/configuration-item.ts";
import type { GroupPreset, RuleDecisions } from "../../schemas/intake-rules.ts";
import type { Json } from "../../schemas/json.ts";
import type { Expression } from "../expressions/compile-expression.ts";
import type { Steps } from "../expressions/count-steps.ts";
import type { CompiledRule } from "./compile-rules.ts";
import { combinePriority } from "./decide-priority.ts";
import type { EventFacts } from "./event-facts.ts";
import type { FoundClient, KnownNames } from "./find-client.ts";
import type { Because } from "./route.ts";

const mostKey = 500;

/** How far the rules have come with one event. */
export interface Walk {
  facts: EventFacts;
  /** The facts as expressions take them. */
  ready: Readonly<Record<string, unknown>>;
  client: FoundClient;
  item: ConfigurationItem | null;
  decided: Decided;
  /** By field; a later rule's takes the place of an earlier one's. */
  because: Map<string, Because>;
  matched: string[];
}

/** As {@link RuleDecisions}, with every expression's value in its place. */
type Decided = Omit<RuleDecisions, "client" | "dedupKey" | "groupKey" | "dependsOn"> & {
  dedupKey?: string;
  groupKey?: { key: string | undefined; preset: GroupPreset | undefined; windowMinutes: number };
  dependsOn?: readonly string[];
};

/** Empty where no client is known. */
export function nameOf({ clientId }: FoundClient, { clientNames }: KnownNames): string {
  return clientId === null ? "" : (clientNames.get(clientId) ?? "");
}

type Said = { field: string; value: Json }[];

/** Takes over what a rule sets. @returns what it set, and what could not be told */
export function applyRule(
  compiled: CompiledRule,
  walk: Walk,
  known: KnownNames,
  steps: Steps,
): { set: Said; failures: string[] } {
  const { id: ruleId, set } = compiled.rule;
  const failures: string[] = [];
  const { client, dedupKey: _dedupKey, groupKey: _groupKey, dependsOn: _dependsOn, ...plain } = set;
  const combined = set.impact !== undefined || set.urgency !== undefined;
  Object.assign(walk.decided, plain);
  if (combined && set.priority === undefined)
    walk.decided.priority = combinePriority(walk.decided.impact ?? null, walk.decided.urgency ?? null);
  const said: Said = Object.entries(plain).flatMap(([field, value]) => (value === undefined ? [] : [{ field, value }]));
  if (combined && set.priority === undefined) said.push({ field: "priority", value: walk.decided.priority ?? null });
  if (client !== undefined) said.push(...setClient(client, ruleId, walk, known, failures));
  said.push(...setComputed(compiled, walk, failures, steps));
  for (const { field, value } of said) walk.because.set(field, { ruleId, field, value });
  return { set: said, failures };
}

function setClient(name: string, ruleId: string, walk: Walk, known: KnownNames, failures: string[]): Said {
  const clientId = known.clientsByName.get(name.toLowerCase());
  if (clientId === undefined) {
    failures.push(`There is no client "${name}" any more.`);
    return [];
  }
  walk.client = { clientId, by: "rule", detail: `the rule ${ruleId} says so` };
  const client = nameOf(walk.client, known);
  walk.facts = { ...walk.facts, client };
  walk.ready = { ...walk.ready, client };
  return [{ field: "client", value: client }];
}

/** What expressions give; one that fails sets nothing. */
function setComputed(compiled: CompiledRule, walk: Walk, failures: string[], steps: Steps): Said {
  const { dedupKey, groupKey, dependsOn } = compiled.rule.set;
  const evaluate = (expression: Expression | undefined, field: string): unknown => {
    const result = expression?.evaluate(walk.ready, steps);
    if (result?.ok === false) failures.push(`${field}: ${result.error}`);
    return result?.ok === true ? result.value : undefined;
  };
  const said: Said = [];
  const key = typeof dedupKey === "string" ? dedupKey : toKey(evaluate(compiled.dedupKey, "dedupKey"));
  if (key !== undefined) {
    walk.decided.dedupKey = key;
    said.push({ field: "dedupKey", value: key });
  }
  if (groupKey !== undefined) {
    const preset = "preset" in groupKey ? groupKey.preset : undefined;
    const group = toKey(evaluate(compiled.groupKey, "groupKey"));
    const shown = preset ?? group;
    if (shown !== undefined) {
      walk.decided.groupKey = { key: group, preset, windowMinutes: groupKey.windowMinutes };
      said.push({ field: "groupKey", value: shown });
    }
  }
  const resources = dependsOn === undefined ? undefined : evaluate(compiled.dependsOn, "dependsOn");
  if (Array.isArray(resources)) {
    walk.decided.dependsOn = resources.map(String);
    said.push({ field: "dependsOn", value: resources.map(String) });
  }
  return said;
}

/** An empty text groups nothing, and one that is too long cannot be kept. */
function toKey(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" && value.length <= mostKey ? value : undefined;
}
