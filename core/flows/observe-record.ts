import type { ConnectionId, LinkId, TenantId } from "../../schemas/ids.ts";
import { type Link, workingStates } from "../../schemas/link.ts";
import type { FieldName, Ticket } from "../../schemas/ticket.ts";
import type { SyncRules } from "../../schemas/sync-rules.ts";
import type { Desk, Lens } from "../ports/desk.ts";
import type { LinkChange, LinkRow, Stores, UnitOfWork } from "../ports/stores.ts";
import type { World } from "../ports/world.ts";
import type { CommentCopy } from "../sync/comment-copy.ts";
import { defaultPolicies } from "../sync/field-policy.ts";
import { isOwed } from "../sync/is-owed.ts";
import { decideObservation, type Observation, type Reading } from "../sync/observe.ts";
import type { CommentShape } from "../sync/match-comments.ts";
import { planPush } from "../sync/plan-push.ts";
import type { RecoveryPhase } from "../sync/recovery.ts";
import { followClient } from "./follow-client.ts";
import { guardMass, MassChange, parkFor } from "./guard-mass.ts";
import { mirrorTickets } from "./mirror-tickets.ts";
import { noteConflicts } from "./note-conflicts.ts";
import { saveClocks } from "./save-clocks.ts";
import { saveElsewhere } from "./save-elsewhere.ts";
import { saveTicket } from "./save-ticket.ts";
import { type CommentSighting, type CommentsTaken, takeComments } from "./take-comments.ts";

type DueDates = NonNullable<LinkRow["sla"]>;

export interface ObserveDeps extends World {
  unit: UnitOfWork;
}

/** Where it was seen, and by which rules it is merged. */
export interface ObserveTarget {
  tenantId: TenantId;
  connectionId: ConnectionId;
  name: string;
  desk: Pick<Desk, "fields" | "shapeComment" | "sawMore" | "history">;
  rules: Pick<SyncRules, "policies" | "mostChanges" | "ownsDue">;
  recovery?: RecoveryPhase | undefined;
}

/** What was seen of one record; `comments` undefined = they were not asked for. */
export interface Sight {
  linkId: LinkId;
  reading: Reading;
  comments: CommentSighting | undefined;
  /** A push begins with this reading: its calls are counted from here. */
  beginsPush?: boolean;
  /** What a push does next with what was just seen, in the same transaction; undefined = nothing yet. */
  goOn?: (stores: Stores, seen: Seen) => Promise<Saving | undefined>;
}

/** A ticket and its link right after they were seen, still locked; the link is not saved yet. */
export interface Seen {
  ticket: Ticket;
  link: Link;
  fence: number;
}

/** How the link is saved in the end. */
export interface Saving {
  link: Link;
  change: LinkChange;
}

export type Observed =
  | { kind: "stale" | "missing" }
  /** So much was to be closed or re-prioritised that the connection waits for a person; nothing of it was taken. */
  | { kind: "parked" }
  | {
      kind: "taken";
      ticket: Ticket;
      link: Link;
      moved: boolean;
      /** Its comments are to be read again: another reading overlapped this one. */
      again: boolean;
      /** Whether these comments were deleted, or the record with them, or are hidden from us, another look tells. */
      missing: readonly CommentCopy[];
      observation: Extract<Observation, { kind: "taken" }>;
    };

export type TakenSight = Extract<Observed, { kind: "taken" }>;

/**
 * The one door through which anything a desk says comes in. Decides under the ticket's lock and writes the ticket, its
 * changes, conflicts, comments and the link's base in one transaction. Nothing else changes a base.
 */
export async function observeRecord(
  deps: ObserveDeps,
  target: ObserveTarget,
  lens: Lens,
  sight: Sight,
  change: LinkChange = {},
): Promise<Observed> {
  try {
    return await deps.unit.inTenant(target.tenantId, (stores) =>
      observeLocked(deps, stores, target, lens, sight, change),
    );
  } catch (cause) {
    if (!(cause instanceof MassChange)) throw cause;
    return { kind: (await parkFor(deps, target)) ? "parked" : "stale" };
  }
}

async function observeLocked(
  deps: ObserveDeps,
  stores: Stores,
  target: ObserveTarget,
  lens: Lens,
  sight: Sight,
  change: LinkChange,
): Promise<Observed> {
  const locked = await stores.links.lock(sight.linkId);
  if (!locked || !isAbout(locked.row.link, sight.reading)) return { kind: "missing" };
  const now = deps.clock.now();
  const policies = { ...defaultPolicies, ...target.rules.policies };
  const link = completeLink(locked.row.link, sight.reading);
  const { fields, sawMore, history } = target.desk;
  const recovering = target.recovery !== undefined;
  const isBlind = !sawMore && !history;
  const rules = { fields, lens, policies, now, recovering, isBlind, ...(sawMore ? { sawMore } : {}) };
  const observation = decideObservation(locked.ticket, link, sight.reading, rules);
  if (observation.kind === "stale") {
    deps.metrics.count("interdesk_observations", { outcome: observation.reason });
    return { kind: "stale" };
  }
  // Of a time that is lost here much comes at once.
  if (!recovering) await guardMass(stores, target, observation);
  const row = { ...locked.row, link: observation.link };
  const followed = await followClient(stores, observation.ticket, row, sight.reading.record, now);
  const said = await takeSaid(deps, stores, target, followed.ticket, observation.link, sight);
  const moved = said.ticket.rev !== locked.ticket.rev;
  const cause = { by: { kind: "sync" as const, connectionId: link.connectionId }, at: now };
  if (moved) {
    await saveTicket(deps, stores, target.tenantId, {
      ticket: said.ticket,
      changes: [...observation.changes, ...followed.changes, ...said.changes],
      comments: said.news,
      except: link.id,
      ...cause,
    });
  }
  await saveElsewhere(deps, stores, target.tenantId, said.elsewhere, cause);
  // Back with its client: its records elsewhere had ended.
  if (followed.released) await mirrorTickets(stores, deps.ids, target.tenantId, [said.ticket], null);
  const { sla } = sight.reading.record;
  const seen = { clientRef: followed.row.clientRef, ...(sla ? { sla } : {}) };
  const kept = said.overlapped || said.missing.length > 0 ? { ...sight, comments: undefined } : sight;
  const owing = oweAgain(said.ticket, observation.link, fields, lens);
  const sighted = { ...observation, ticket: said.ticket, link: owing.link };
  const saved = await saveSight(deps, stores, sighted, kept, row.fence, { ...change, ...seen, ...owing.change });
  if (target.rules.ownsDue && sla && hasOtherDue(sla, locked.row.sla))
    await saveClocks({ now }, stores, target.tenantId, [{ ticket: said.ticket, why: `${target.name} says so` }]);
  const conflicts = [...observation.conflicts, ...followed.conflicts, ...said.conflicts];
  await noteConflicts(deps, stores, target.tenantId, conflicts);
  const { overlapped: again, missing } = said;
  return { kind: "taken", ticket: said.ticket, link: saved, moved, again, missing, observation };
}

function hasOtherDue(seen: DueDates, known: DueDates | null): boolean {
  return (["responseDueAt", "resolutionDueAt"] as const).some(
    (target) => seen[target]?.getTime() !== known?.[target]?.getTime(),
  );
}

/** Whether the link works, and still means the record that was read. */
function isAbout({ state, externalId }: Link, { record }: Reading): boolean {
  return workingStates.includes(state) && (externalId === null || externalId === record.externalId);
}

/** A link that counts as done and owes something after all, because our value stands against theirs, is not done. */
function oweAgain(ticket: Ticket, link: Link, fields: readonly FieldName[], lens: Lens): Saving {
  if (link.doneRev < link.wantedRev || !fields.some((field) => owes(ticket, link, field))) return { link, change: {} };
  const plan = planPush(ticket, link, fields, lens);
  if (plan.unread) return { link: { ...plan.link, doneRev: ticket.rev - 1 }, change: { wantedRev: ticket.rev } };
  const owed = Object.keys({ ...plan.before, ...plan.after }).length > 0;
  return { link: owed ? { ...plan.link, doneRev: link.wantedRev - 1 } : plan.link, change: {} };
}

function owes(ticket: Ticket, link: Link, field: FieldName): boolean {
  const [known, meta] = [link.fields[field], ticket.meta[field]];
  return known !== undefined && meta !== undefined && isOwed(known, meta.rev);
}

async function takeSaid(
  deps: ObserveDeps,
  stores: Stores,
  target: ObserveTarget,
  ticket: Ticket,
  link: Link,
  sight: Sight,
): Promise<CommentsTaken> {
  if (!sight.comments)
    return { ticket, news: [], changes: [], conflicts: [], elsewhere: [], overlapped: false, missing: [] };
  const shape: CommentShape = (draft) => target.desk.shapeComment?.(draft) ?? draft.body;
  return takeComments(deps, stores, ticket, link, { ...sight.comments, recovery: target.recovery }, shape);
}

/** A record that bears a marker of ours completes its link, whoever saw it first. */
function completeLink(link: Link, reading: Reading): Link {
  if (link.externalId !== null && link.state === "active") return link;
  const confirmed: Link["fields"] = {};
  for (const [field, known] of Object.entries(link.fields) as [
    keyof Link["fields"],
    NonNullable<Link["fields"]["title"]>,
  ][]) {
    confirmed[field] = known.sent ? { ...known, sent: { ...known.sent, confirmed: true } } : known;
  }
  return { ...link, externalId: reading.record.externalId, state: "active", fields: confirmed };
}

async function saveSight(
  deps: ObserveDeps,
  stores: Stores,
  observation: Extract<Observation, { kind: "taken" }>,
  sight: Sight,
  fence: number,
  change: LinkChange,
): Promise<Link> {
  const { reasons, ticket } = observation;
  const { version } = sight.reading.record;
  const commentsVersion = sight.comments ? version : observation.link.commentsVersion;
  const ownCalls = sight.beginsPush ? { since: version, made: 0 } : observation.link.ownCalls;
  const seen = { ...observation.link, commentsVersion, ownCalls };
  const next = await sight.goOn?.(stores, { ticket, link: seen, fence });
  const { link } = next ?? { link: seen };
  await stores.links.save(link, { ...change, ...next?.change });
  const telling = Object.entries(reasons).flatMap(([field, reason]) =>
    reason === undefined || reason === "unmoved" ? [] : [[field, reason] as const],
  );
  for (const [, reason] of telling) deps.metrics.count("interdesk_field_decisions", { reason });
  if (telling.length > 0) {
    await stores.links.addObservation(
      link,
      sight.reading.record.raw,
      Object.fromEntries(telling),
      sight.reading.endedAt,
    );
  }
  return link;
}
