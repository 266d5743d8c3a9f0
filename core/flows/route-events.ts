import type { MonitorEvent } from "../../schemas/alert.ts";
import type { ClientId, ConnectionId, TenantId } from "../../schemas/ids.ts";
import { IntakeRules } from "../../schemas/intake-rules.ts";
import { createSteps } from "../expressions/count-steps.ts";
import { type CompiledRules, compileRules } from "../intake/compile-rules.ts";
import { buildEventFacts, type EventFacts } from "../intake/event-facts.ts";
import { findClient, type KnownNames, listWords } from "../intake/find-client.ts";
import type { Route } from "../intake/route.ts";
import { routeEvent, type RuleNote } from "../intake/route-event.ts";
import type { IntakeConnection, Stores } from "../ports/stores.ts";

/** Compiled once for each version; a tenant has one that counts. */
const newest = new Map<TenantId, { version: number; compiled: CompiledRules }>();
const mostKept = 500;

/**
 * The rules that count now, compiled.
 *
 * @throws Error when saved rules do not compile any more: they were checked when they were saved, so this is a defect, and
 *   deliveries wait in quarantine rather than go on without their rules
 */
export async function loadRules({ intake }: Pick<Stores, "intake">, tenantId: TenantId): Promise<CompiledRules> {
  const kept = newest.get(tenantId);
  const { version, rules } = await intake.newestRules(kept?.version ?? -1);
  if (kept && rules === undefined) return kept.compiled;
  const result = compileRules(rules ?? IntakeRules.parse({}));
  if (!result.ok)
    throw new Error(
      `Version ${version} of the intake rules cannot be used any more: save it anew to see why (rules set).`,
    );
  if (newest.size >= mostKept) newest.clear();
  newest.set(tenantId, { version, compiled: result.value });
  return result.value;
}

export interface IntakePlace {
  connectionId: ConnectionId;
  connection: Pick<IntakeConnection, "name" | "connector" | "defaultClientId">;
}

/** Looks up at once what a batch of events needs, and routes each. @param note by the event's position, for whoever asks why */
export async function routeEvents(
  stores: Pick<Stores, "intake" | "directory">,
  rules: CompiledRules,
  place: IntakePlace,
  events: readonly MonitorEvent[],
  note?: (index: number, what: RuleNote) => void,
): Promise<Route[]> {
  const { name, connector } = place.connection;
  const connection = { name, connector };
  const facts = events.map((event) => buildEventFacts(event, connection));
  const known = await lookUp(stores, rules, place, facts);
  return facts.map((one, index) => routeEvent(one, { rules, known }, note && ((what) => note(index, what))));
}

/** First who the client may be, since look-ups of items may ask for it. */
async function lookUp(
  stores: Pick<Stores, "intake" | "directory">,
  rules: CompiledRules,
  { connectionId, connection }: IntakePlace,
  facts: readonly EventFacts[],
): Promise<KnownNames> {
  const words = facts.map((one) => listWords(rules.clients, one, createSteps()));
  const names = [...words.flatMap((word) => word.names), ...rules.clientNames].map((name) => name.toLowerCase());
  const clientsByRef = await stores.directory.clientsByRef(connectionId, unique(words.flatMap(({ refs }) => refs)));
  const clientsByName = await stores.intake.clientsByName(unique(names));
  const { defaultClientId } = connection;
  const ids = [
    ...clientsByRef.values(),
    ...clientsByName.values(),
    ...(defaultClientId === null ? [] : [defaultClientId]),
  ];
  const clientNames = new Map(await stores.directory.clientNames(unique(ids)));
  const known = { clientsByRef, clientsByName, clientNames, items: new Map(), defaultClientId };
  const keys = facts.flatMap((one) => {
    const { clientId } = findClient(rules.clients, one, known, createSteps());
    const client = clientId === null ? "" : (clientNames.get(clientId) ?? "");
    const { refs, names } = listWords(rules.items, { ...one, client }, createSteps());
    return [...refs, ...names].map((key) => key.toLowerCase());
  });
  const items = await stores.intake.itemsByKeys(unique(keys));
  const owners = unique([...items.values()].flat().map(({ clientId }) => clientId));
  await addNames(stores, clientNames, owners);
  return { ...known, items };
}

async function addNames(
  { directory }: Pick<Stores, "directory">,
  names: Map<ClientId, string>,
  wanted: readonly ClientId[],
): Promise<void> {
  const found = await directory.clientNames(wanted.filter((id) => !names.has(id)));
  for (const [id, name] of found) names.set(id, name);
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
