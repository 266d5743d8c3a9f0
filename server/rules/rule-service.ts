import type { Kysely } from "kysely";
import type { UnitOfWork } from "../../core/ports/stores.ts";
import type { IdSource } from "../../core/ports/world.ts";
import type { TenantId } from "../../schemas/ids.ts";
import { IntakeRules } from "../../schemas/intake-rules.ts";
import type { OpenConnections } from "../connections/open-connections.ts";
import type { Database } from "../db/database.ts";
import { readNames, readRuleUse } from "../db/rules.ts";
import { readNewestParsed } from "../db/text-versions.ts";
import { type ExplainedEvent, explainEvents, type ExplainInput } from "./explain-events.ts";
import { readRules } from "./read-rules.ts";
import { type RehearsedRules, rehearseRules } from "./rehearse-rules.ts";
import { createTextService, type TextService } from "./text-service.ts";

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
  texts: TextService<IntakeRules>;
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
  const { db, tenantId, ids } = deps;
  const newest = async () => IntakeRules.parse((await readNewestParsed(db, tenantId, "intake"))?.parsed ?? {});
  const read = async (text: string) => readRules(text, await readNames(db, tenantId));
  const texts = createTextService({ db, tenantId, ids, kind: "intake", name: "rules", unsaved: "", read });
  return {
    texts,
    explain: async (input, text) =>
      explainEvents(deps, input, text === undefined ? await newest() : await texts.check(text)),
    async rehearse(text, last) {
      return rehearseRules(deps, await newest(), await texts.check(text), last);
    },
    unused: async (since) => listUnused(await newest(), await readRuleUse(db, tenantId), since),
  };
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
