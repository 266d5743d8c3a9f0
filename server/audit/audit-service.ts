import type { Kysely } from "kysely";
import type { World } from "../../core/ports/world.ts";
import type { TenantId } from "../../schemas/ids.ts";
import { AppError } from "../api/problem.ts";
import { addAudit } from "../db/admin.ts";
import { type AuditEntry, type AuditFilter, listAudit } from "../db/audit.ts";
import { type LooseEnds, readChain, readLooseEnds } from "../db/audit-chain.ts";
import type { Database } from "../db/database.ts";
import { readHead } from "../db/seal-audit.ts";
import { withTenant } from "../db/tenant.ts";
import type { Vault } from "../secrets/vault.ts";
import { anchorHead } from "./anchor-loop.ts";
import type { AnchorFile, ReadAnchors } from "./anchors.ts";
import { type AuditRow, buildSealedRow } from "./canonical-row.ts";
import { createLink, deriveAnchorKeys, deriveChainKey } from "./chain.ts";
import { remedies } from "./describe-problem.ts";
import { type ChainProblem, mostExplained, startWalk, type Walk } from "./verify-chain.ts";
import { actorNow } from "../access/acting.ts";

/** What a page of the chain holds at most: memory does not grow with the chain. */
const pageRows = 2_000;

export interface Verdict {
  ok: boolean;
  /** Places that were looked at. */
  checked: number;
  /** Rows that wait for their place, which they get within a second while a worker runs. */
  waiting: number;
  /** Where the chain ends; null = it is empty. */
  head: { sequence: number; hash: string } | null;
  /** The first ones, in the order of their places, each with what to do. */
  problems: readonly (ChainProblem & { remedy: string })[];
  /** How many there are in all. */
  wrong: number;
  /** What this was compared with beside the database. */
  anchors: { file: string; count: number; unreadable: readonly number[] };
  tookMs: number;
}

export interface AuditService {
  /** Newest first. @returns `next`: the id to go on before; null = that was all */
  list(
    query: AuditFilter & { before?: string | undefined; limit: number },
  ): Promise<{ entries: readonly AuditEntry[]; next: string | null }>;
  /** JSON lines of what has its place, in its order; is noted in the audit before the first one. */
  export(filter: AuditFilter): Promise<AsyncIterable<string>>;
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
    async list(query) {
      const entries = await listAudit(db, tenantId, query);
      return { entries, next: entries.length < query.limit ? null : (entries.at(-1)?.id ?? null) };
    },
    async export(filter) {
      await note("audit.export", { ...filter });
      return exportLines(deps, filter);
    },
    async verify() {
      if (verifying) throw new AppError("conflict", "The audit is being verified already; ask again in a minute.");
      verifying = true;
      try {
        const verdict = await verify(deps);
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

async function* exportLines({ db, tenantId }: AuditServiceDeps, filter: AuditFilter): AsyncGenerator<string> {
  let previous: string | null = null;
  for (let after = 0; ;) {
    const page = await readChain(db, tenantId, { after, upTo: Number.MAX_SAFE_INTEGER, most: pageRows });
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
function matchesFilter(row: AuditRow, { since, until, action, actor, object }: AuditFilter): boolean {
  const at = Date.parse(row.at);
  if ((since && at < since.getTime()) || (until && at >= until.getTime())) return false;
  const named = action?.endsWith("*") ? row.action.startsWith(action.slice(0, -1)) : row.action === action;
  return (action === undefined || named) && (actor ?? row.actor) === row.actor && (object ?? row.object) === row.object;
}

async function verify({ db, tenantId, vault, anchors }: AuditServiceDeps): Promise<Verdict> {
  const startedAt = performance.now();
  const { publicKey } = await deriveAnchorKeys(vault, tenantId);
  // Before the head is read: what is anchored meanwhile is no cut.
  const seen = await anchors.read(tenantId, publicKey);
  const upTo = (await withTenant(db, tenantId, (trx) => readHead(trx, tenantId)))?.sequence ?? 0;
  const walk = startWalk(createLink(tenantId, await deriveChainKey(vault, tenantId)), seen.bySequence);
  const found = { first: [] as ChainProblem[], wrong: 0 };
  const collect = (problems: readonly ChainProblem[]) => {
    found.wrong += problems.length;
    found.first.push(...problems.slice(0, Math.max(0, mostExplained - found.first.length)));
  };
  const read = (after: number) => readChain(db, tenantId, { after, upTo, most: pageRows });
  for (let page = await read(Number.MIN_SAFE_INTEGER); page.length > 0;) {
    // The database looks for the next page while this one is hashed.
    const next = read(page.at(-1)?.sequence ?? upTo);
    collect(walk.take(page));
    page = await next;
  }
  collect(walk.end());
  const loose = await readLooseEnds(db, tenantId, upTo);
  collect(judgeLooseEnds(loose, walk));
  found.wrong += Math.max(0, loose.strangerCount - loose.strangers.length);
  collect(judgeForged(anchors.path, seen));
  const head = walk.head();
  return {
    ok: found.wrong === 0,
    checked: walk.checked(),
    waiting: loose.waiting,
    head: head ? { sequence: head.sequence, hash: head.hash.toString("hex") } : null,
    problems: found.first.map((problem) => ({ ...problem, remedy: remedies[problem.kind] })),
    wrong: found.wrong,
    anchors: { file: anchors.path, count: seen.count, unreadable: seen.unreadable },
    tookMs: Math.round(performance.now() - startedAt),
  };
}

function judgeLooseEnds({ places, strangers, vanished }: LooseEnds, walk: Walk): ChainProblem[] {
  const doubled = places - walk.checked();
  return [
    ...(doubled === 0
      ? []
      : [{ kind: "doubled" as const, sequence: null, detail: `${doubled} places of the chain are there twice.` }]),
    ...strangers.map(({ id, at, action }) => ({
      kind: "unsealed" as const,
      sequence: null,
      detail: `Row ${id} of ${at} (${action}) has no place in the chain and waits for none.`,
    })),
    ...vanished.map(({ id, at }) => ({
      kind: "vanished" as const,
      sequence: null,
      detail: `Row ${id} of ${at} was deleted before it got its place.`,
    })),
  ];
}

function judgeForged(file: string, { forged }: ReadAnchors): ChainProblem[] {
  return forged.map((line) => ({
    kind: "forgedAnchor",
    sequence: null,
    detail: `Line ${line} of ${file} was not signed by this hub.`,
  }));
}
