import { parseDocument } from "yaml";
import type { Kysely } from "kysely";
import { defaultPlan } from "../../core/sla/default-plan.ts";
import { ConfigurationFile, type TextPart, textParts } from "../../schemas/configuration.ts";
import { DutyPlan } from "../../schemas/escalation.ts";
import type { TenantId } from "../../schemas/ids.ts";
import { SlaPlan } from "../../schemas/sla-plan.ts";
import { AppError } from "../api/problem.ts";
import { checkPagerUse } from "../connections/check-pager-use.ts";
import type { Database } from "../db/database.ts";
import { readConnection } from "../db/connections.ts";
import { withTenant } from "../db/tenant.ts";
import { readNewestParsed } from "../db/text-versions.ts";
import { describeProblem, readYaml } from "../rules/read-yaml.ts";
import { type Applied, type ApplyDeps, applyPlan } from "./apply-changes.ts";
import { checkConnections } from "./check-connections.ts";
import { checkFile } from "./check-file.ts";
import { type Change, type Plan, planChanges, type SecretValues } from "./plan-changes.ts";
import { type ConfigurationState, fingerprintOf, loadState } from "./load-state.ts";
import type { Difference } from "./list-differences.ts";
import { readPart } from "./text-parts.ts";
import { type PartName, writeConfiguration } from "./write-configuration.ts";

/** A file, and what its references to secrets led to where it is applied. */
export interface WantedConfiguration {
  text: string;
  secrets: SecretValues;
  /** What the file does not name goes, where it can. */
  prune: boolean;
}

export interface Outlook {
  changes: readonly OutlinedChange[];
  /** What is set up and not named by the file; it stays. */
  left: readonly { part: PartName; name: string }[];
  /** Secrets whose reference led to nothing, so that what is stored goes on counting. */
  keptSecrets: readonly { connection: string; field: string }[];
}

export interface OutlinedChange {
  part: PartName;
  action: Change["action"];
  name: string;
  differences: readonly Difference[];
  /** Of a text: how its lines change, as a unified diff; null = it is none. */
  lines: string | null;
}

/** All that is set up for a tenant, as one file. */
export interface ConfigurationService {
  export(parts: readonly PartName[] | undefined): Promise<string>;
  /** What a file would change; writes nothing. @throws AppError `invalid`, with each problem and its line */
  diff(wanted: WantedConfiguration): Promise<Outlook>;
  /** All of it, or nothing. @throws AppError as `diff`; `conflict` when something is changed meanwhile */
  apply(wanted: WantedConfiguration): Promise<Outlook & Applied>;
}

export interface ConfigurationServiceDeps extends ApplyDeps {
  db: Kysely<Database>;
  tenantId: TenantId;
  clock: { now(): Date };
}

/** Items of a large MSP included; longer texts would keep the process from its other work. */
const mostCharacters = 5_000_000;

export function createConfigurationService(deps: ConfigurationServiceDeps): ConfigurationService {
  const { db, tenantId } = deps;
  return {
    export: async (parts) => writeConfiguration(await loadState(db, tenantId), parts),
    diff: async (wanted) => (await look(deps, wanted)).outlook,
    async apply(wanted) {
      const { plan, outlook, fingerprint } = await look(deps, wanted);
      if (plan.changes.length === 0) return { ...outlook, connections: [], webhooks: [], undone: [] };
      return { ...outlook, ...(await applyPlan(deps, plan, fingerprint)) };
    },
  };
}

async function look(deps: ConfigurationServiceDeps, { text, secrets, prune }: WantedConfiguration) {
  const { db, tenantId } = deps;
  const { state, parsedSla, parsedOnCall } = await withTenant(db, tenantId, async (trx) => ({
    state: await loadState(trx, tenantId),
    parsedSla: await readNewestParsed(trx, tenantId, "sla"),
    parsedOnCall: await readNewestParsed(trx, tenantId, "onCall"),
  }));
  const sla = parsedSla ? SlaPlan.parse(parsedSla.parsed) : defaultPlan;
  const check = (file: ConfigurationFile) => [
    ...checkConnections(file, state, secrets),
    ...checkFile(file, state, { sla, prune }),
  ];
  const read = readYaml(text, ConfigurationFile, check, mostCharacters);
  if (!read.ok) throw new AppError("invalid", read.error.map(describeProblem).join("\n"), { problems: read.error });
  const file = read.value;
  const stored = await openSecrets(deps, file, state);
  const plan = planChanges({ file, state, texts: readTexts(text), secrets, stored, prune, now: deps.clock.now() });
  if (file.onCall === undefined && parsedOnCall) checkPagers(plan, DutyPlan.parse(parsedOnCall.parsed));
  return { plan, fingerprint: fingerprintOf(state), outlook: outline(plan, file, secrets) };
}

function checkPagers({ changes }: Plan, plan: DutyPlan): void {
  for (const change of changes)
    if (change.part === "connections" && change.action === "remove") checkPagerUse(change.name, plan);
}

function readTexts(text: string): Partial<Record<TextPart, string>> {
  const document = parseDocument(text);
  const found = textParts.flatMap((part) => {
    const own = readPart(document, part);
    return own === undefined ? [] : [[part, own] as const];
  });
  // Its keys are the names of parts.
  return Object.fromEntries(found) as Partial<Record<TextPart, string>>;
}

/** Of connections whose secrets the file names: to tell which of them are others. */
async function openSecrets(
  { db, tenantId, connections: { vault } }: ConfigurationServiceDeps,
  { connections = [] }: ConfigurationFile,
  state: ConfigurationState,
): Promise<SecretValues> {
  const opened: Record<string, Readonly<Record<string, string>>> = {};
  for (const entry of connections) {
    const known = state.connections.find(({ name }) => name === entry.name);
    if (!known || Object.keys(entry.secrets).length === 0) continue;
    const row = await readConnection(db, tenantId, known.id);
    if (row) opened[entry.name] = await vault.open(tenantId, known.id, row.secrets, row.secretsVersion);
  }
  return opened;
}

function outline({ changes, left }: Plan, { connections = [] }: ConfigurationFile, secrets: SecretValues): Outlook {
  return {
    changes: changes.map((change) => ({
      part: change.part,
      action: change.action,
      name: change.name,
      differences: "differences" in change ? change.differences : [],
      lines: "lines" in change ? change.lines : null,
    })),
    left,
    keptSecrets: connections.flatMap(({ name, secrets: references }) =>
      Object.keys(references)
        .filter((field) => secrets[name]?.[field] === undefined)
        .map((field) => ({ connection: name, field })),
    ),
  };
}
