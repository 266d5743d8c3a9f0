import type { Kysely } from "kysely";
import type { World } from "../../core/ports/world.ts";
import type { TenantId } from "../../schemas/ids.ts";
import { AppError } from "../api/problem.ts";
import { addAudit } from "../db/admin.ts";
import { type AuditEntry, type AuditFilter, listAudit } from "../db/audit.ts";
import { findObjects } from "../db/audit-objects.ts";
import { readChain } from "../db/audit-chain.ts";
import type { Database } from "../db/database.ts";
import { readErased } from "../db/erase-person.ts";
import { readHead } from "../db/seal-audit.ts";
import { withTenant } from "../db/tenant.ts";
import type { Vault } from "../secrets/vault.ts";
import { anchorHead } from "./anchor-loop.ts";
import type { AnchorFile } from "./anchors.ts";
import { type AuditRow, buildSealedRow } from "./canonical-row.ts";
import { deriveAnchorKeys, deriveChainKey } from "./chain.ts";
import { erasedPurpose, hideErased } from "./hide-erased.ts";
import { type Verdict, verifyAudit } from "./verify-audit.ts";
import { actorNow } from "../access/acting.ts";

/** What a page of the chain holds at most: memory does not grow with the chain. */
const pageRows = 2_000;

export interface AuditQuestion extends Omit<AuditFilter, "actors" | "objects"> {
  /** A name; of a person the address, of a key its name. */
  actor?: string | undefined;
  /** An id, or what it is called now: a connection's name, a ticket's code, a person's address. */
  object?: string | undefined;
}

export interface AuditService {
  /** Newest first. @returns `next`: the id to go on before; null = that was all */
  list(
    query: AuditQuestion & { before?: string | undefined; limit: number },
  ): Promise<{ entries: readonly AuditEntry[]; next: string | null }>;
  /** JSON lines of what has its place, in its order; is noted in the audit before the first one. */
  export(question: AuditQuestion): Promise<AsyncIterable<string>>;
  /** @throws AppError `conflict` while it is being verified already */
  verify(): Promise<Verdict>;
  /** What others need to verify an export and the anchors; is noted in the audit. */
  keys(): Promise<{ chainKey: string; anchorKey: string }>;
}

export interface AuditServiceDeps {
  db: Kysely<Database>;
  tenantId: TenantId;
  vault: Vault;
  anchors: AnchorFile;
  world: Pick<World, "clock" | "ids" | "log" | "metrics">;
}

export function createAuditService(deps: AuditServiceDeps): AuditService {
  const { db, tenantId, vault, world } = deps;
  const note = (action: string, detail: Record<string, unknown>) =>
    addAudit(db, tenantId, { actor: actorNow(), action, object: "audit", detail }, world.ids.next);
  let verifying = false;
  return {
    async list({ before, limit, ...question }) {
      const found = await listAudit(db, tenantId, { ...(await findFilter(deps, question)), before, limit });
      const erased = await withTenant(db, tenantId, (trx) => readErased(trx, tenantId));
      const key = erased.size > 0 ? await vault.derive(tenantId, erasedPurpose) : undefined;
      const entries = key ? found.map((entry) => hideErased(entry, key, erased)) : found;
      return { entries, next: entries.length < limit ? null : (entries.at(-1)?.id ?? null) };
    },
    async export(question) {
      // Before it is noted: an export does not tell of itself, nor of what comes while it is read.
      const upTo = (await withTenant(db, tenantId, (trx) => readHead(trx, tenantId)))?.sequence ?? 0;
      await note("audit.export", { ...question });
      return exportLines(deps, await findFilter(deps, question), upTo);
    },
    async verify() {
      if (verifying) throw new AppError("conflict", "The audit is being verified already; ask again in a minute.");
      verifying = true;
      try {
        const verdict = await verifyAudit(deps);
        if (verdict.ok) await anchorHead(deps, tenantId, 0);
        const { ok, checked, wrong, problems } = verdict;
        await note("audit.verify", { ok, checked, wrong, first: problems[0]?.detail ?? null });
        return verdict;
      } finally {
        verifying = false;
      }
    },
    async keys() {
      const chainKey = await deriveChainKey(vault, tenantId);
      const { publicKey } = await deriveAnchorKeys(vault, tenantId);
      await note("audit.keys", {});
      return {
        chainKey: chainKey.toString("base64"),
        anchorKey: publicKey.export({ format: "pem", type: "spki" }).toString(),
      };
    },
  };
}

/** Whoever asks knows things by their names and people by their addresses; the audit has ids, and says what kind somebody is. */
async function findFilter(
  { db, tenantId }: AuditServiceDeps,
  { actor, object, ...filter }: AuditQuestion,
): Promise<AuditFilter> {
  const actors = actor === undefined ? undefined : [actor, `person ${actor}`, `key ${actor}`];
  if (object === undefined) return { ...filter, actors };
  const ids = await withTenant(db, tenantId, (trx) => findObjects(trx, tenantId, object));
  return { ...filter, actors, objects: [object, ...ids] };
}

async function* exportLines(
  { db, tenantId }: AuditServiceDeps,
  filter: AuditFilter,
  upTo: number,
): AsyncGenerator<string> {
  let previous: string | null = null;
  for (let after = 0; ;) {
    const page = await readChain(db, tenantId, { after, upTo, most: pageRows });
    for (const { sequence, hash: bytes, row } of page) {
      const hash = bytes.toString("hex");
      if (row && matchesFilter(row, filter))
        yield `${JSON.stringify({ sequence, previous, hash, row: buildSealedRow(tenantId, row) })}\n`;
      previous = hash;
    }
    if (page.length < pageRows) return;
    after = page.at(-1)?.sequence ?? after;
  }
}

/** What `listAudit` asks the database. */
function matchesFilter(row: AuditRow, { since, until, action, actors, objects }: AuditFilter): boolean {
  const at = Date.parse(row.at);
  if ((since && at < since.getTime()) || (until && at >= until.getTime())) return false;
  const named = action?.endsWith("*") ? row.action.startsWith(action.slice(0, -1)) : row.action === action;
  return (
    (action === undefined || named) && (actors?.includes(row.actor) ?? true) && (objects?.includes(row.object) ?? true)
  );
}
