import type { Change, Conflict } from "../../schemas/change.ts";
import type { Link, LinkField } from "../../schemas/link.ts";
import type { FieldName, FieldValue, Ticket } from "../../schemas/ticket.ts";
import type { Desk, DeskRecord, Lens } from "../ports/desk.ts";
import { agreeUnmoved } from "./agree.ts";
import { decideField, type FieldDecision, type FieldReason } from "./decide-field.ts";
import { confirmField, editTicket, patchOf, valueOf } from "./edit-ticket.ts";
import { type FieldPolicies, ownsField, policyOf } from "./field-policy.ts";
import { forgetMoved, noteAtPlace } from "./field-places.ts";
import { followHistory } from "./follow-history.ts";
import { recoveryPolicy } from "./recovery.ts";

/** A record as read, and when the reading happened by the hub's clock. */
export interface Reading {
  record: DeskRecord;
  startedAt: Date;
  endedAt: Date;
  /** Revision of the ticket that stood here before the reading began, where that is known: in a push. */
  afterRev?: number;
}

export interface ObservationRules {
  fields: readonly FieldName[];
  lens: Lens;
  policies: FieldPolicies;
  /** Where the desk's versions count. */
  sawMore?: Desk["sawMore"];
  /** Neither versions nor a history tell what happened between two readings. */
  isBlind?: boolean;
  now: Date;
  /** Time was lost here: what stands there wins. */
  recovering?: boolean;
}

export type Observation =
  /** Dropped, to be read again: it is older than what we know. */
  | { kind: "stale"; reason: "olderVersion" | "readBeforeOurWrite" }
  | {
      kind: "taken";
      ticket: Ticket;
      link: Link;
      changes: readonly Change[];
      conflicts: readonly Conflict[];
      reasons: Partial<Record<FieldName, FieldReason>>;
    };

/** The one door: webhooks' reads, polls, the read before a write and the read after it all come through here. */
export function decideObservation(ticket: Ticket, known: Link, reading: Reading, rules: ObservationRules): Observation {
  const link = forgetMoved(known, rules.lens);
  const stale = decideStale(link, reading);
  if (stale) return { kind: "stale", reason: stale };
  let edited = ticket;
  const changes: Change[] = [];
  const conflicts: Conflict[] = [];
  const reasons: Partial<Record<FieldName, FieldReason>> = {};
  const fields: Partial<Record<FieldName, LinkField>> = { ...link.fields };
  const more = sawMore(link, reading, rules);
  for (const field of rules.fields) {
    const decision = decideOne(field, edited, link, reading, { ...rules, more });
    if (!decision) {
      agreeUnshown(fields, field, edited, reading, rules.lens);
      continue;
    }
    reasons[field] = decision.reason;
    if (decision.conflict) conflicts.push(buildConflict(field, edited, link, reading, rules, decision));
    else if (hidesTheirs(link.fields[field], decision, { more, link, reading, rules }))
      conflicts.push(buildCovered(field, edited, link, rules, decision));
    const cause = causeOf(link, reading, rules.now, decision.reason);
    if (decision.action === "accept") {
      const result = editTicket(edited, patchOf(field, decision.value), cause);
      edited = result.ticket;
      changes.push(...result.changes);
    } else if (decision.action === "confirm") {
      edited = confirmField(edited, field, cause);
    }
    const rev = decision.action === "keep" ? decision.link.rev : (edited.meta[field]?.rev ?? 0);
    const before = {
      sentFrom: link.fields[field]?.sent?.historyFrom,
      seenAt: link.seenChangedAt,
      readAt: reading.record.changedAt,
    };
    const followed = followHistory({ ...decision.link, rev }, decision.reason, edited.meta[field]?.rev ?? 0, before);
    fields[field] = noteAtPlace(field, followed, rules.lens);
  }
  const seen = {
    seenVersion: reading.record.version,
    seenChangedAt: reading.record.changedAt,
    seenAt: reading.endedAt,
  };
  const named = { externalNumber: reading.record.number, externalUrl: reading.record.url };
  return { kind: "taken", ticket: edited, link: { ...link, ...seen, ...named, fields }, changes, conflicts, reasons };
}

/** Whether more has happened to the record than our own calls, since the version with which the last push began. */
function sawMore({ ownCalls }: Link, { record }: Reading, rules: ObservationRules): boolean {
  return ownCalls !== null && rules.sawMore?.(ownCalls.since, record.version, ownCalls.made) === true;
}

/**
 * Whether an edit of theirs may be over that no reading shows any more: one that our write went over, or that set back what our
 * write had set, whose answer was lost. The field looks as if the write had never come, and it is written again.
 */
function hidesTheirs(
  field: LinkField | undefined,
  { reason }: FieldDecision,
  { more, link, reading, rules }: { more: boolean; link: Link; reading: Reading; rules: ObservationRules },
): boolean {
  if (!field?.sent) return false;
  if (more) return reason === "readBackAgreed" || reason === "refused" || reason === "unmoved";
  const moved = link.seenVersion !== null && reading.record.version !== link.seenVersion;
  return rules.isBlind === true && reason === "unmoved" && !field.sent.confirmed && moved;
}

/** Our write may have gone over an edit of somebody's, or somebody may have undone it. */
function buildCovered(
  field: FieldName,
  ticket: Ticket,
  link: Link,
  rules: ObservationRules,
  decision: FieldDecision,
): Conflict {
  return {
    ticketId: ticket.id,
    connectionId: link.connectionId,
    field,
    winner: decision.reason === "refused" ? "open" : "ours",
    ours: valueOf(ticket, field),
    theirs: null,
    reason: "perhapsCovered",
    at: rules.now,
  };
}

/** Stale is what is older than the link's version, or was read before our last write had ended; nothing else is dropped. */
function decideStale(link: Link, reading: Reading): "olderVersion" | "readBeforeOurWrite" | undefined {
  if (link.wroteAt && reading.startedAt < link.wroteAt) return "readBeforeOurWrite";
  if (link.seenVersion !== null && reading.record.version < link.seenVersion) return "olderVersion";
  return undefined;
}

function decideOne(
  field: FieldName,
  ticket: Ticket,
  link: Link,
  reading: Reading,
  rules: ObservationRules & { more: boolean },
): FieldDecision | undefined {
  const raw = reading.record.raw[field];
  if (raw === undefined) return undefined;
  const meta = ticket.meta[field];
  const recovering = rules.recovering === true;
  const policy = recovering ? recoveryPolicy : policyOf(rules.policies, field);
  return decideField(
    {
      field,
      ours: meta ? { value: valueOf(ticket, field), meta } : undefined,
      link: link.fields[field],
      raw,
      after: link.seenAt ?? reading.record.createdAt,
      until: reading.endedAt,
      afterRev: reading.afterRev,
      birth: birthOf(link, reading),
      more: rules.more,
    },
    {
      lens: rules.lens,
      policy,
      ownedThere: recovering || ownsField(policy, link.connectionId, ticket),
      now: rules.now,
      recovering,
    },
  );
}

/** A field that the record does not show any more has not moved as far as anybody can tell. */
function agreeUnshown(
  fields: Partial<Record<FieldName, LinkField>>,
  field: FieldName,
  ticket: Ticket,
  { afterRev }: Reading,
  lens: Lens,
): void {
  const [known, meta] = [fields[field], ticket.meta[field]];
  if (known && meta)
    fields[field] = agreeUnmoved(known, { field, value: valueOf(ticket, field), meta, afterRev }, lens);
}

/** Of a record that we made, read for the first time. */
function birthOf({ seenVersion, marker }: Link, { record }: Reading): "untouched" | "touched" | undefined {
  if (seenVersion !== null || record.marker !== marker || record.untouched === undefined) return undefined;
  return record.untouched ? "untouched" : "touched";
}

function causeOf(link: Link, reading: Reading, at: Date, reason: string) {
  // What stands in a record at first sight is nobody's edit: the desk's own defaults must not look like a person's work.
  const first = reason === "firstReading";
  const by = first
    ? { kind: "rule" as const, rule: reason }
    : { kind: "sync" as const, connectionId: link.connectionId };
  const after = link.seenAt ?? reading.record.createdAt;
  return { by, reason, after, until: reading.endedAt, at, happenedAt: stampOf(reading, after, at) };
}

/** The vendor stamps the record, not the field: the last instant at which the field can have moved, within what we know. */
function stampOf({ record, endedAt }: Reading, after: Date, at: Date): Date {
  const latest = Math.min(record.changedAt.getTime(), endedAt.getTime(), at.getTime());
  return new Date(Math.min(Math.max(latest, after.getTime()), at.getTime()));
}

function buildConflict(
  field: FieldName,
  ticket: Ticket,
  link: Link,
  reading: Reading,
  rules: ObservationRules,
  decision: FieldDecision,
): Conflict {
  const raw = reading.record.raw[field] ?? null;
  const read = rules.lens.from(field, raw);
  const theirs: FieldValue = read.kind === "value" ? read.value : null;
  return {
    ticketId: ticket.id,
    connectionId: link.connectionId,
    field,
    winner: decision.conflict ?? "open",
    ours: valueOf(ticket, field),
    theirs: theirs ?? null,
    reason: decision.reason,
    at: rules.now,
  };
}
