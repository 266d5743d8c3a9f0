import type { Kysely } from "kysely";
import type { TenantId } from "../../schemas/ids.ts";
import { type LooseEnds, readChain, readLooseEnds } from "../db/audit-chain.ts";
import { readChainFacts } from "../db/audit-facts.ts";
import type { Database } from "../db/database.ts";
import { readHead } from "../db/seal-audit.ts";
import { withTenant } from "../db/tenant.ts";
import type { Vault } from "../secrets/vault.ts";
import type { AnchorFile, ReadAnchors } from "./anchors.ts";
import { createLink, deriveAnchorKeys, deriveChainKey } from "./chain.ts";
import { remedies } from "./describe-problem.ts";
import { type ChainProblem, mostExplained, startWalk, type Walk } from "./verify-chain.ts";

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

export interface VerifyDeps {
  db: Kysely<Database>;
  tenantId: TenantId;
  vault: Vault;
  anchors: AnchorFile;
}

/** Walks along a tenant's whole chain, and looks for what no walk would meet. */
export async function verifyAudit({ db, tenantId, vault, anchors }: VerifyDeps): Promise<Verdict> {
  const startedAt = performance.now();
  const { publicKey } = await deriveAnchorKeys(vault, tenantId);
  // Before the head is read: what is anchored meanwhile is no cut.
  const seen = await anchors.read(tenantId, publicKey);
  const upTo = (await withTenant(db, tenantId, (trx) => readHead(trx, tenantId)))?.sequence ?? 0;
  const facts = await readChainFacts(db, tenantId);
  const walk = startWalk(createLink(tenantId, await deriveChainKey(vault, tenantId)), seen.bySequence, facts);
  const found = { first: [] as ChainProblem[], wrong: 0 };
  const collect = (problems: readonly ChainProblem[]) => {
    found.wrong += problems.length;
    found.first.push(...problems.slice(0, Math.max(0, mostExplained - found.first.length)));
  };
  const read = (after: number) => readChain(db, tenantId, { after, upTo, most: pageRows });
  for (let page = await read(facts.begin?.sequence ?? Number.MIN_SAFE_INTEGER); page.length > 0;) {
    // The database looks for the next page while this one is hashed.
    const next = read(page.at(-1)?.sequence ?? upTo);
    collect(walk.take(page));
    page = await next;
  }
  collect(walk.end());
  const loose = await readLooseEnds(db, tenantId, upTo, facts.begin);
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
