import type { ChainPlace } from "../db/audit-chain.ts";
import type { AuditRow } from "./canonical-row.ts";
import { beginning, type ChainHead, type LinkRow } from "./chain.ts";

export type ProblemKind =
  | "changed"
  | "sealChanged"
  | "deleted"
  | "swapped"
  | "doubled"
  | "placeMissing"
  | "unsealed"
  | "vanished"
  | "cut"
  | "rewritten"
  | "forgedAnchor";

/** So many problems are looked into. */
export const mostExplained = 20;

/** One thing that is wrong; `sequence` is null where it has no place in the chain. */
export interface ChainProblem {
  kind: ProblemKind;
  sequence: number | null;
  detail: string;
}

/** What somebody saw of the chain, outside of the database. */
export interface SeenHead {
  /** ISO, UTC. */
  at: string;
  /** Hexadecimal. */
  hash: string;
}

/** A restore, by its own row in the chain: what was seen between its backup and itself may be gone, and nothing else. */
export interface RestoreSeen {
  /** The last place that the backup has. */
  head: number;
  /** When the backup was taken, and when it was restored; ISO, UTC. */
  takenAt: string;
  at: string;
}

/** Clocks of nodes may differ by this before they say that they are not ready. */
const skewMs = 30_000;

/** Where a chain begins whose older rows were taken away. */
export interface ChainBegin extends ChainHead {
  /** Rows before it are gone, or about to go; ISO, UTC. */
  until: string;
  /** Ids of rows that are younger and whose places are gone nevertheless. */
  over: readonly string[];
}

/** What rows of the chain say of the chain itself; whoever forges such a row has a place that does not fit. */
export interface ChainFacts {
  restores?: readonly RestoreSeen[];
  /** The last place that retention has taken away; the walk begins behind it. */
  begin?: ChainBegin;
}

export interface Walk {
  /** In order; all of one page at once. @returns what is wrong */
  take(page: readonly ChainPlace[]): ChainProblem[];
  /** After the last page. */
  end(): ChainProblem[];
  checked(): number;
  head(): ChainHead | undefined;
}

/**
 * Walks along a chain and says what does not fit. After each problem it goes on from the hash as it is stored, so that one
 * wrong place is one problem, and not all that follow it.
 *
 * @param anchors what was seen of each sequence
 */
export function startWalk(
  link: LinkRow,
  anchors: ReadonlyMap<number, readonly SeenHead[]>,
  { restores = [], begin }: ChainFacts = {},
): Walk {
  let previous: Buffer | undefined = begin?.hash ?? beginning;
  let expected = (begin?.sequence ?? 0) + 1;
  let held: ChainPlace | undefined;
  let before: readonly ChainPlace[] = [];
  let checked = 0;
  let head: ChainHead | undefined;
  let wrong = 0;

  const judge = (place: ChainPlace, next: ChainPlace | undefined, page: readonly ChainPlace[]): ChainProblem[] => {
    const problems = judgeSequence(place.sequence, expected);
    checked += 1;
    if (place.sequence < expected) return problems;
    // Behind what is missing nobody knows the hash.
    if (place.sequence > expected) previous = undefined;
    expected = place.sequence + 1;
    head = { sequence: place.sequence, hash: place.hash };
    // Where everything is wrong, what exactly is asked for the first ones only: it takes a look at the whole page.
    const found = judgeLink(link, previous, place, { next, page: wrong < mostExplained ? page : [] });
    if (found) wrong += 1;
    previous = found?.kind === "sealChanged" && place.row && previous ? link(previous, place.row) : place.hash;
    if (found) problems.push(found);
    return [...problems, ...judgeAnchors(place, anchors.get(place.sequence) ?? [], restores)];
  };

  return {
    take(page) {
      const all = held ? [held, ...page] : page;
      held = all.at(-1);
      const near = [...before, ...all];
      const problems = all.slice(0, -1).flatMap((place, index) => judge(place, all[index + 1], near));
      before = page;
      return problems;
    },
    end() {
      const problems = held ? judge(held, undefined, before) : [];
      held = undefined;
      return [...problems, ...judgeEnd(expected - 1, anchors, restores)];
    },
    checked: () => checked,
    head: () => head,
  };
}

function judgeSequence(sequence: number, expected: number): ChainProblem[] {
  if (sequence === expected) return [];
  if (sequence < expected)
    return [{ kind: "doubled", sequence, detail: `The place ${sequence} is there more than once, or is none.` }];
  const which = sequence - expected === 1 ? `Place ${expected} is` : `Places ${expected} to ${sequence - 1} are`;
  return [{ kind: "placeMissing", sequence: expected, detail: `${which} missing in the chain.` }];
}

function judgeLink(
  link: LinkRow,
  previous: Buffer | undefined,
  { sequence, hash, auditId, at, row }: ChainPlace,
  { next, page }: { next: ChainPlace | undefined; page: readonly ChainPlace[] },
): ChainProblem | undefined {
  const is = (kind: ProblemKind, detail: string): ChainProblem => ({ kind, sequence, detail });
  if (!row)
    return is("deleted", `Row ${auditId} of ${at} is gone: it was deleted, or got another id, instant or tenant.`);
  if (!previous) return undefined;
  if (fits(link, previous, row, hash)) return undefined;
  const other = page.find((one) => one.row && one.sequence !== sequence && fits(link, previous, one.row, hash));
  if (other)
    return is("swapped", `Row ${auditId} stands where row ${other.auditId} of place ${other.sequence} belongs.`);
  const double = page.find((one) => one.auditId === auditId && one.sequence !== sequence);
  if (double) return is("doubled", `Row ${auditId} stands here and in place ${double.sequence}.`);
  if (next?.row && next.sequence === sequence + 1 && fits(link, link(previous, row), next.row, next.hash))
    return is("sealChanged", `The hash of place ${sequence} was changed; row ${auditId} is as it was.`);
  return is("changed", `Row ${auditId} of ${at} (${row.action} by ${row.actor}) is not as it was when it was sealed.`);
}

function fits(link: LinkRow, previous: Buffer, row: AuditRow, hash: Buffer): boolean {
  return link(previous, row).equals(hash);
}

function judgeAnchors(
  { sequence, hash }: ChainPlace,
  seen: readonly SeenHead[],
  restores: readonly RestoreSeen[],
): ChainProblem[] {
  const hex = hash.toString("hex");
  return seen
    .filter((one) => one.hash !== hex && !isExcused(sequence, one, restores))
    .slice(0, 1)
    .map(({ at }) => ({
      kind: "rewritten",
      sequence,
      detail: `At ${at} place ${sequence} had another hash: it, or something before it, was written anew since.`,
    }));
}

/** Whether a restore has undone what was seen there: it was seen after the backup was taken, and before that was restored. */
function isExcused(sequence: number, { at }: SeenHead, restores: readonly RestoreSeen[]): boolean {
  const seenAt = Date.parse(at);
  return restores.some(
    (restore) =>
      sequence > restore.head &&
      seenAt >= Date.parse(restore.takenAt) - skewMs &&
      seenAt <= Date.parse(restore.at) + skewMs,
  );
}

function judgeEnd(
  last: number,
  anchors: ReadonlyMap<number, readonly SeenHead[]>,
  restores: readonly RestoreSeen[],
): ChainProblem[] {
  const beyond = [...anchors.entries()]
    .filter(([sequence]) => sequence > last)
    .map(([sequence, seen]) => [sequence, seen.filter((one) => !isExcused(sequence, one, restores))] as const)
    .filter(([, seen]) => seen.length > 0)
    .toSorted(([a], [b]) => b - a);
  const [furthest] = beyond;
  if (!furthest) return [];
  const [sequence, seen] = furthest;
  const detail = `The chain ends with place ${last}, and at ${seen[0]?.at ?? "an earlier time"} it had ${sequence}: its end was cut off.`;
  return [{ kind: "cut", sequence: last + 1, detail }];
}
