import { z } from "zod";
import { findConnector } from "../../connectors/registry.ts";
import { checkCustom, checkMaps } from "../../core/mapping/check-maps.ts";
import { proposeMaps } from "../../core/mapping/propose-maps.ts";
import type { Desk } from "../../core/ports/desk.ts";
import { compileCondition } from "../../core/rules/compile-condition.ts";
import { type Connection, ConnectionMode } from "../../schemas/connection.ts";
import { SyncRules, SyncRulesPatch } from "../../schemas/sync-rules.ts";
import { type MappedField, ValueMaps } from "../../schemas/value-map.ts";
import { AppError } from "../api/problem.ts";
import { isAddressOrRange } from "../ingest/address-list.ts";

/** The only addresses from which a connection takes deliveries; none = it takes them from anywhere. */
export const AllowedFrom = z
  .array(z.string().refine(isAddressOrRange, "an address such as 192.0.2.7, or a range such as 192.0.2.0/24"))
  .max(1_000);

/** What may be changed of a connection that exists; what is left out stays. */
export const ConnectionPatch = z.strictObject({
  mode: ConnectionMode.optional(),
  /** Why it is parked, in words for whoever looks; only with the mode `parked`. */
  reason: z.string().min(1).max(500).optional(),
  settings: z
    .record(z.string(), z.json())
    .optional()
    .describe("Replaces the settings that are named; null = it is set no longer, and is as its connector has it."),
  /** Replaces the secrets that are named. */
  secrets: z.record(z.string(), z.string()).optional(),
  /** How long the webhook secrets before stay valid beside the new ones; hours. */
  overlapHours: z.number().min(0).max(720).default(24),
  /** For the next hour it may close and re-prioritise as many tickets as it likes. */
  allowMany: z.boolean().optional(),
  rules: SyncRulesPatch.optional(),
  maps: ValueMaps.optional(),
  allowedFrom: AllowedFrom.optional(),
  /** Alerts that name no known client go to this one, made if it is new; null = they are held. */
  defaultClient: z.string().trim().min(1).max(200).nullable().optional(),
});
export type ConnectionPatch = z.infer<typeof ConnectionPatch>;

export interface ConnectionChange {
  mode: Connection["mode"];
  parkedReason: string | null;
  rules: SyncRules;
  maps: ValueMaps;
  allowedFrom: string[];
}

/**
 * What a connection becomes by a patch. Conditions are compiled and tables are held against the desk's own lists.
 *
 * @param desk undefined = the connection is no service desk
 * @throws AppError `invalid`, naming the place and what was expected there
 */
export async function decideChange(
  connection: Connection,
  patch: ConnectionPatch,
  desk: Desk | undefined,
): Promise<ConnectionChange> {
  if (desk === undefined && (patch.rules ?? patch.maps) !== undefined)
    throw new AppError("invalid", `rules: "${connection.name}" is no service desk, so it has no rules and no tables.`);
  // Only what the patch names: the defaults of the schema must not undo what was set before.
  const rules = SyncRules.parse({ ...connection.rules, ...definedOf(patch.rules ?? {}) });
  checkConditions(rules);
  const maps = { ...connection.maps, ...definedOf(patch.maps ?? {}) };
  if (patch.maps && desk) await checkTables(connection, patch.maps, desk);
  const mode = patch.mode ?? connection.mode;
  const parkedReason = mode === "parked" ? (patch.reason ?? connection.parkedReason ?? "Paused by an admin.") : null;
  return { mode, parkedReason, rules, maps, allowedFrom: patch.allowedFrom ?? connection.allowedFrom };
}

function definedOf<T extends object>(part: T): Partial<T> {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function checkConditions(rules: SyncRules): void {
  const [first] = findWrongConditions(rules);
  if (!first) return;
  const where = first.from === null ? "" : ` at character ${first.from + 1}`;
  throw new AppError("invalid", `rules.${first.rule}${where}: ${first.detail}`);
}

const asksAbout = { take: ["record"], send: ["ticket"], attach: ["record", "ticket"] };

/** Conditions that cannot be understood. `from`: place in it, from 0; null = the whole of it. */
export function findWrongConditions(
  rules: NonNullable<ConnectionPatch["rules"]>,
): { rule: keyof typeof asksAbout; detail: string; from: number | null }[] {
  return (Object.entries(asksAbout) as [keyof typeof asksAbout, string[]][]).flatMap(([rule, variables]) => {
    const condition = rules[rule];
    const result = condition === undefined ? undefined : compileCondition(condition, variables);
    if (!result || result.ok) return [];
    const { detail, from } = result.error;
    return [{ rule, detail: `${detail}. It may ask about ${variables.join(" and ")}.`, from }];
  });
}

async function checkTables(connection: Connection, maps: ValueMaps, desk: Desk): Promise<void> {
  const discovery = await discoverOf(connection, desk);
  const changed = mappedOf(connection).filter((field) => maps[field] !== undefined);
  const problems = [...checkMaps(maps, discovery, changed), ...checkCustom(maps, discovery, carriesCustom(connection))];
  if (problems.length > 0)
    throw new AppError("invalid", problems.map(({ path, detail }) => `maps.${path}: ${detail}`).join("\n"));
}

function carriesCustom({ connector }: Connection): boolean {
  return findConnector(connector)?.manifest.capabilities.includes("customFields") === true;
}

export function mappedOf(connection: Connection): readonly MappedField[] {
  return findConnector(connection.connector)?.manifest.mapped ?? [];
}

async function discoverOf(connection: Connection, desk: Desk) {
  const found = await desk.discover();
  if (!found.ok) throw new AppError("conflict", `${connection.name} could not be asked: ${found.error.detail}`);
  return found.value;
}

/** Tables as they would be, and what a person still has to decide. */
export async function proposeTables(connection: Connection, desk: Desk) {
  const discovery = await discoverOf(connection, desk);
  const mapped = mappedOf(connection);
  const known = { ...findConnector(connection.connector)?.manifest.defaultMaps, ...connection.maps };
  const { custom } = connection.maps;
  // Which of the customer's fields mean something to another desk, no name tells.
  const maps = { ...proposeMaps(discovery, mapped, known), ...(custom === undefined ? {} : { custom }) };
  const problems = [...checkMaps(maps, discovery, mapped), ...checkCustom(maps, discovery, carriesCustom(connection))];
  return { maps, problems, customFields: discovery.customFields ?? [], choices: discovery.choices };
}
