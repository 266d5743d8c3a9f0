import type { Json } from "../../schemas/json.ts";
import type { LinkField } from "../../schemas/link.ts";
import type { FieldMeta, FieldName, FieldValue } from "../../schemas/ticket.ts";
import type { Lens } from "../ports/desk.ts";
import type { FieldPolicy } from "../../schemas/sync-rules.ts";
import { agree, agreeUnmoved } from "./agree.ts";
import { sameJson } from "./same-json.ts";

/** One field of one link at the moment of a reading. */
export interface FieldReading {
  field: FieldName;
  /** Our value and what is known of it; undefined = never set here. */
  ours: { value: FieldValue; meta: FieldMeta } | undefined;
  /** Where the field stands on this link; undefined = never read there. */
  link: LinkField | undefined;
  /** Their value now. */
  raw: Json;
  /** When a change seen now may have happened: after the last look without it, until this one began. */
  after: Date;
  until: Date;
  /** Revision of the ticket that stood here before this look began; absent = not known. */
  afterRev?: number | undefined;
  /** Only at the first reading of a record that we made: whether somebody has changed it before that, where that is known. */
  birth?: "untouched" | "touched" | undefined;
  /** Whether more has happened to the record than our own calls, where its versions count. */
  more?: boolean | undefined;
}

/** What the rules need beside the reading. */
export interface FieldRules {
  lens: Lens;
  policy: FieldPolicy;
  /** Whether the desk read from owns the field. */
  ownedThere: boolean;
  now: Date;
  /** Time was lost here: also what is read for the first time wins. */
  recovering?: boolean;
}

export type FieldReason =
  | "unmoved"
  | "agreed"
  | "readBackAgreed"
  | "refused"
  | "unmapped"
  | "ignored"
  | "firstReading"
  | "theirEditAccepted"
  | "theirsWon"
  | "oursWon"
  | "putBack"
  | "contested"
  | "heldForPerson";

/**
 * `accept` takes their value over; `confirm` leaves ours, which means the same as what they have just set: an edit all the
 * same, with a revision of its own; `keep` only moves the link. A conflict names who stands.
 */
export type FieldDecision =
  | { action: "confirm"; reason: FieldReason; link: LinkField; conflict?: never }
  | { action: "keep"; reason: FieldReason; link: LinkField; conflict?: "ours" | "open" }
  | { action: "accept"; reason: FieldReason; value: FieldValue; link: LinkField; conflict?: "theirs" };

/**
 * Desks give new records a queue, a type, a category of their own accord; a person is put on one by a person, or by a rule that
 * they made for it, and that may be within the second in which stamps cannot tell a record that was touched from a new one.
 */
const neverDefaulted: FieldName = "assignee";

/** At most this often an hour is our value put back over their edit before the field counts as contested. */
const putBacksPerHour = 2;
const hourMs = 3_600_000;

/**
 * Decides what one reading of one field means: nothing, agreement, their edit, a refused write, or a collision.
 * Pure; the new revision of an accepted value is filled in by the caller (`link.rev` is then ignored).
 */
export function decideField(reading: FieldReading, rules: FieldRules): FieldDecision {
  const settled = settleWrite(reading, rules.lens);
  if ("action" in settled) return settled.reason === "unmoved" ? unmoved(reading, settled.link, rules.lens) : settled;
  const link = settled.link;
  if (link && link.held?.kind !== "unmapped" && sameJson(link.raw, reading.raw)) {
    return unmoved(reading, link, rules.lens);
  }
  const moved = limitUndoing(decideMoved({ ...reading, link }, rules), reading, rules.now);
  // Somebody was at the record before we could read it: a value that is not ours may be theirs, or the desk's own default.
  const doubtful = (reading.birth === "touched" && reading.link?.sent !== undefined) || wasUndone(reading);
  return doubtful && moved.action === "accept" ? { ...moved, conflict: "theirs" } : moved;
}

function unmoved({ field, ours, afterRev }: FieldReading, link: LinkField, lens: Lens): FieldDecision {
  const settled = ours ? agreeUnmoved(link, { field, ...ours, afterRev }, lens) : link;
  return { action: "keep", reason: "unmoved", link: settled };
}

/** Two who keep setting back what the other has written do not go on for ever: then the field is shown, not carried. */
function limitUndoing(decision: FieldDecision, { ours }: FieldReading, now: Date): FieldDecision {
  const { undone, ...link } = decision.link;
  if (!undone || decision.action !== "accept") return { ...decision, link };
  const recent = recentOf(link, now);
  if (recent.length >= putBacksPerHour) return contest(link, ours?.meta.rev ?? 0, recent);
  return { ...decision, link: { ...link, putBack: [...recent, now.toISOString()] } };
}

/** Our write has landed, somebody was there after it, and the field is as it was before: they have set it back. */
function wasUndone({ link, raw, more }: FieldReading): boolean {
  return more === true && link?.sent?.confirmed === true && sameJson(link.sent.before, raw);
}

/** A write whose read-back was outstanding: taken, taken in another shape, refused, or overtaken by an edit of theirs. */
function settleWrite(reading: FieldReading, lens: Lens): { link: LinkField | undefined } | FieldDecision {
  const { link, raw, field } = reading;
  if (!link?.sent) return { link };
  const { sent, held: _held, ...rest } = link;
  if (sameJson(sent.raw, raw) || lens.isShapeOf(field, sent.raw, raw)) {
    return { action: "keep", reason: "readBackAgreed", link: { ...rest, rev: sent.rev, raw, pushedRev: sent.rev } };
  }
  // What the desk has put in the place of a value when the record was made is its refusal, not a person's edit.
  const defaulted = reading.birth === "untouched";
  if (!defaulted && (!sameJson(sent.before, raw) || wasUndone(reading))) {
    // They moved on from what we wrote (or, unconfirmed, from what was there before): an edit of theirs.
    const undone = wasUndone(reading) ? { undone: true as const } : {};
    return { link: sent.confirmed ? { ...rest, ...undone, rev: sent.rev, raw: sent.raw, pushedRev: sent.rev } : rest };
  }
  if (!sent.confirmed && !defaulted) return { action: "keep", reason: "unmoved", link: { ...rest, raw } };
  const held = {
    kind: "refused" as const,
    rev: sent.rev,
    detail: "The desk answered that it took the value, and kept its own.",
    sent: sent.raw,
  };
  return { action: "keep", reason: "refused", link: { ...rest, raw, pushedRev: sent.rev, held } };
}

function decideMoved(reading: FieldReading, rules: FieldRules): FieldDecision {
  const { field, ours, raw } = reading;
  const base: LinkField = reading.link ?? { rev: 0, raw: null };
  const theirs = rules.lens.from(field, raw);
  if (theirs.kind === "unmapped") {
    // The base's raw value stays: the field is looked at again as soon as the mapping knows the value.
    const held = { kind: "unmapped" as const, rev: ours?.meta.rev ?? 0, detail: theirs.detail };
    return { action: "keep", reason: "unmapped", link: { ...base, held } };
  }
  const { held: _held, ...free } = base;
  if (theirs.kind === "ignored") return { action: "keep", reason: "ignored", link: { ...free, raw } };
  const taken: LinkField = { ...free, raw };
  // A field that was looked at before and was empty is no longer read for the first time: somebody has filled it.
  const filled = reading.link !== undefined && reading.link.held === undefined;
  if (!ours)
    return {
      action: "accept",
      reason: filled ? "theirEditAccepted" : "firstReading",
      value: theirs.value,
      link: taken,
    };
  if (agree(rules.lens, field, ours.value, raw)) {
    const settled = { ...taken, rev: ours.meta.rev };
    return { action: reading.link ? "confirm" : "keep", reason: "agreed", link: settled };
  }
  if (!reading.link && rules.recovering && theirs.value !== null)
    return { action: "accept", reason: "theirsWon", value: theirs.value, link: taken };
  if (reading.birth === "untouched" && base.held?.kind === "unsayable") {
    // What we had to say has no word there: what the desk has put in its place is nobody's edit.
    return { action: "keep", reason: "firstReading", link: { ...base, raw } };
  }
  const isSomebodys = reading.birth === "touched" || (field === neverDefaulted && ours.value === null);
  if (!reading.link && isSomebodys && theirs.value !== null) {
    // Nothing of ours was sent: somebody has set it, or the desk.
    return ours.value === null
      ? { action: "accept", reason: "theirEditAccepted", value: theirs.value, link: taken }
      : { action: "keep", reason: "oursWon", link: taken, conflict: "ours" };
  }
  if (!reading.link) {
    // We had nothing to say when the record was made: the desk's own default stands, until somebody says otherwise.
    const settled = ours.value === null ? { ...taken, rev: ours.meta.rev } : taken;
    return { action: "keep", reason: "firstReading", link: settled };
  }
  if (ours.meta.rev > base.rev) return decideCollision(reading, rules, taken, theirs.value);
  if (rules.ownedThere || rules.policy.foreignEdit === "accept") {
    return { action: "accept", reason: "theirEditAccepted", value: theirs.value, link: taken };
  }
  return rules.policy.foreignEdit === "hold"
    ? holdForPerson(taken, ours.meta.rev)
    : putBack(taken, ours.meta.rev, rules.now);
}

/** Both sides changed since they last agreed. */
function decideCollision(reading: FieldReading, rules: FieldRules, taken: LinkField, value: FieldValue): FieldDecision {
  const rev = reading.ours?.meta.rev ?? 0;
  if (rules.policy.collision === "ask") return holdForPerson(taken, rev);
  if (decideWinner(reading, rules) === "theirs") {
    return { action: "accept", reason: "theirsWon", value, link: taken, conflict: "theirs" };
  }
  if ((taken.pushedRev ?? 0) >= rev) return putBack(taken, rev, rules.now);
  return { action: "keep", reason: "oursWon", link: taken, conflict: "ours" };
}

/** `latest` decides only between intervals that do not overlap; else, and under `owner`, the owner's value stands. */
function decideWinner(reading: FieldReading, rules: FieldRules): "ours" | "theirs" {
  const meta = reading.ours?.meta;
  if (rules.policy.collision === "latest" && meta) {
    if (reading.after >= meta.until) return "theirs";
    if (meta.after >= reading.until) return "ours";
  }
  return rules.ownedThere ? "theirs" : "ours";
}

function holdForPerson(link: LinkField, rev: number): FieldDecision {
  const held = { kind: "conflict" as const, rev, detail: "Both values stand until a person decides." };
  return { action: "keep", reason: "heldForPerson", link: { ...link, held }, conflict: "open" };
}

/** Our value is owed once more: at most twice an hour, then the field is shown instead of written. */
function putBack(link: LinkField, rev: number, now: Date): FieldDecision {
  const recent = recentOf(link, now);
  if (recent.length >= putBacksPerHour) return contest(link, rev, recent);
  const owed = { rev: Math.min(link.rev, rev - 1), pushedRev: rev - 1, putBack: [...recent, now.toISOString()] };
  return { action: "keep", reason: "putBack", link: { ...link, ...owed }, conflict: "ours" };
}

function recentOf({ putBack: times }: LinkField, now: Date): readonly string[] {
  return (times ?? []).filter((at) => now.getTime() - new Date(at).getTime() < hourMs);
}

function contest(link: LinkField, rev: number, recent: readonly string[]): FieldDecision {
  const held = { kind: "contested" as const, rev, detail: "The desk keeps changing the value back." };
  return {
    action: "keep",
    reason: "contested",
    link: { ...link, pushedRev: rev, putBack: [...recent], held },
    conflict: "open",
  };
}
