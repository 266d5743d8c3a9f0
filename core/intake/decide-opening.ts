import type { MonitorEvent, WaitingReason } from "../../schemas/alert.ts";
import type { FoldId, TicketId } from "../../schemas/ids.ts";
import { shareWords } from "../text/share-words.ts";
import { wordsOf } from "./compare-titles.ts";
import type { IntakeWishes } from "./wishes.ts";

/** A group that alerts of one client may join. */
export interface OpenFold {
  id: FoldId;
  groupKey: string;
  ticketId: TicketId;
  /** When the last alert joined. */
  joinedAt: Date;
  /** Title of the alert that opened it. */
  title: string;
  /** Alerts that have joined, the first included. */
  alerts: number;
}

/** What is known around an alert that wants a ticket. */
export interface OpeningContext {
  wishes: IntakeWishes;
  at: Date;
  /** The window in which it lies, and when that ends. */
  window: { kind: "maintenance" | "silence"; reason: string; until: Date | null } | undefined;
  /** A resource that it depends on and that has an alert firing. */
  parent: string | undefined;
  /** Since when it has been waiting, and for what; undefined = it has just begun. */
  waited: { reason: WaitingReason; since: Date } | undefined;
  /** The client's storm; undefined = there is none. Only what is most urgent passes it. */
  storm: { groupKey: string } | undefined;
  urgent: boolean;
  /** A person took this alert out of the group. */
  isException(groupKey: string): boolean;
  fold(groupKey: string): OpenFold | undefined;
  /** Folds of the client to which something came of late, the newest first. */
  recent: readonly OpenFold[];
}

export type Opening =
  | { action: "open"; groupKey: string | null; reason: "alone" | "firstOfGroup" | "firstOfStorm" }
  | { action: "join"; fold: OpenFold; reason: "sameGroup" | "similar" | "storm"; detail: string }
  | { action: "wait"; reason: WaitingReason; detail: string; reviewAt: Date | null };

const parentReviewMs = 60_000;

/** Decides whether an alert that wants a ticket opens one, joins one, or waits. */
export function decideOpening(event: MonitorEvent, context: OpeningContext): Opening {
  return decideWait(context) ?? decideStorm(context) ?? decideGroup(context) ?? decideSimilar(event, context);
}

function decideWait({ wishes, at, window, parent, waited }: OpeningContext): Opening | undefined {
  if (wishes.suppress !== null) return { action: "wait", reason: "rule", detail: wishes.suppress, reviewAt: null };
  if (window) return { action: "wait", reason: window.kind, detail: window.reason, reviewAt: window.until };
  if (parent !== undefined) {
    const reviewAt = new Date(at.getTime() + parentReviewMs);
    return { action: "wait", reason: "dependsOn", detail: parent, reviewAt };
  }
  if (wishes.holdDownMs === 0) return undefined;
  const until = new Date((waited?.reason === "holdDown" ? waited.since : at).getTime() + wishes.holdDownMs);
  if (waited !== undefined && waited.reason !== "holdDown") return undefined;
  const detail = `${wishes.holdDownMs / 1_000} s`;
  return at < until ? { action: "wait", reason: "holdDown", detail, reviewAt: until } : undefined;
}

function decideStorm({ storm, urgent, fold }: OpeningContext): Opening | undefined {
  if (!storm || urgent) return undefined;
  const found = fold(storm.groupKey);
  return found
    ? { action: "join", fold: found, reason: "storm", detail: storm.groupKey }
    : { action: "open", groupKey: storm.groupKey, reason: "firstOfStorm" };
}

function decideGroup({ wishes: { group }, at, fold, isException }: OpeningContext): Opening | undefined {
  if (!group || isException(group.key)) return undefined;
  const found = fold(group.key);
  return found && at.getTime() - found.joinedAt.getTime() <= group.windowMs
    ? { action: "join", fold: found, reason: "sameGroup", detail: group.key }
    : { action: "open", groupKey: group.key, reason: "firstOfGroup" };
}

function decideSimilar(event: MonitorEvent, { wishes: { similar }, at, recent, isException }: OpeningContext): Opening {
  const alone = { action: "open", groupKey: null, reason: "alone" } as const;
  if (!similar) return alone;
  const words = wordsOf(event.title);
  let best: { fold: OpenFold; score: number } | undefined;
  for (const fold of recent) {
    if (at.getTime() - fold.joinedAt.getTime() > similar.windowMs || isException(fold.groupKey)) continue;
    const score = shareWords(words, wordsOf(fold.title));
    if (score >= similar.least && score > (best?.score ?? 0)) best = { fold, score };
  }
  if (!best) return alone;
  const detail = `${Math.round(best.score * 100)} % of its words are those of "${best.fold.title}"`;
  return { action: "join", fold: best.fold, reason: "similar", detail };
}
