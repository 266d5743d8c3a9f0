import type { Kysely } from "kysely";
import type { NameList } from "../../core/intake/check-names.ts";
import type { UnitOfWork } from "../../core/ports/stores.ts";
import type { IdSource } from "../../core/ports/world.ts";
import type { TenantId } from "../../schemas/ids.ts";
import type { IntakeRules } from "../../schemas/intake-rules.ts";
import { AppError } from "../api/problem.ts";
import type { OpenConnections } from "../connections/open-connections.ts";
import { addAudit } from "../db/admin.ts";
import type { Database } from "../db/database.ts";
import {
  insertRuleVersion,
  listRuleVersions,
  readNames,
  readNewestRules,
  readRuleUse,
  readRuleVersion,
  type RuleVersion,
} from "../db/rules.ts";
import { type ExplainedEvent, explainEvents, type ExplainInput } from "./explain-events.ts";
import { readRules, type TextProblem } from "./read-rules.ts";
import { type RehearsedRules, rehearseRules } from "./rehearse-rules.ts";

export interface RuleServiceDeps {
  db: Kysely<Database>;
  tenantId: TenantId;
  unit: UnitOfWork;
  open: OpenConnections;
  ids: IdSource;
  clock: { now(): Date };
}

/** The rules of intake, as admins work on them. */
export interface RuleService {
  show(): Promise<RuleVersion>;
  history(limit: number): ReturnType<typeof listRuleVersions>;
  /** Saves a version, unless the text is the newest already. @throws AppError `invalid`, with each problem and its line */
  set(text: string): Promise<{ version: number; rules: number; changed: boolean }>;
  /** Saves an older version anew. @param to absent = the one before the newest */
  undo(to?: number): Promise<{ version: number; restored: number }>;
  /** What the rules say of events, and why; by a text that is not saved, where one is given. */
  explain(input: ExplainInput, text?: string): Promise<readonly ExplainedEvent[]>;
  /** What a text would have done otherwise with the last deliveries; writes nothing. */
  rehearse(text: string, last: number): Promise<RehearsedRules>;
  /** Rules that have matched nothing, or nothing since. */
  unused(since: Date | undefined): Promise<readonly UnusedRule[]>;
}

export interface UnusedRule {
  id: string;
  name: string;
  disabled: boolean;
  matches: number;
  lastMatchedAt: Date | null;
}

export function createRuleService(deps: RuleServiceDeps): RuleService {
  const { db, tenantId } = deps;
  const newest = () => readNewestRules(db, tenantId);
  const read = async (text: string) => mustRead(text, await readNames(db, tenantId));
  const show = async (): Promise<RuleVersion> =>
    (await readRuleVersion(db, tenantId)) ?? { version: 0, text: "", by: "nobody", createdAt: null };
  const save = async (text: string, action: string) => {
    const rules = await read(text);
    const kept = await show();
    if (kept.version > 0 && kept.text === text)
      return { version: kept.version, rules: rules.rules.length, changed: false };
    const version = await insertRuleVersion(db, tenantId, { text, rules, by: "admin" });
    const entry = { actor: "admin", action, object: "intake", detail: { version } };
    await addAudit(db, tenantId, entry, deps.ids.next);
    return { version, rules: rules.rules.length, changed: true };
  };
  return {
    show,
    history: (limit) => listRuleVersions(db, tenantId, limit),
    set: (text) => save(text, "rules.set"),
    async undo(to) {
      const wanted = to ?? (await show()).version - 1;
      // Before the first version there were no rules.
      const before = wanted === 0 ? { text: "" } : await readRuleVersion(db, tenantId, wanted);
      if (!before || wanted < 0) throw new AppError("notFound", `There is no version ${wanted} of the rules.`);
      const { version } = await save(before.text, "rules.undo");
      return { version, restored: wanted };
    },
    explain: async (input, text) => explainEvents(deps, input, text === undefined ? await newest() : await read(text)),
    async rehearse(text, last) {
      return rehearseRules(deps, await newest(), await read(text), last);
    },
    unused: async (since) => listUnused(await newest(), await readRuleUse(db, tenantId), since),
  };
}

function mustRead(text: string, names: NameList): IntakeRules {
  const result = readRules(text, names);
  if (result.ok) return result.value;
  throw new AppError("invalid", result.error.map(describe).join("\n"), { problems: result.error });
}

function describe({ line, path, detail, from, to }: TextProblem): string {
  const where = from === null ? "" : `, characters ${from + 1} to ${to ?? from + 1}`;
  return `line ${line}${path ? `, ${path}` : ""}${where}: ${detail}`;
}

function listUnused(
  { rules }: IntakeRules,
  use: Awaited<ReturnType<typeof readRuleUse>>,
  since: Date | undefined,
): readonly UnusedRule[] {
  return rules.flatMap(({ id, name, disabled }) => {
    const used = use.get(id);
    if (used && (since === undefined || used.lastAt >= since)) return [];
    return [{ id, name, disabled, matches: used?.matches ?? 0, lastMatchedAt: used?.lastAt ?? null }];
  });
}
