import type { Comment } from "../../schemas/comment.ts";
import type { CommentId, LinkId, TenantId } from "../../schemas/ids.ts";
import type { Link } from "../../schemas/link.ts";
import type { Actor, Ticket } from "../../schemas/ticket.ts";
import type { Desk, DeskComment, Lens } from "../ports/desk.ts";
import type { LinkChange, Stores, UnitOfWork } from "../ports/stores.ts";
import type { World } from "../ports/world.ts";
import { defaultPolicies } from "../sync/field-policy.ts";
import { matchComments } from "../sync/match-comments.ts";
import { decideObservation, type Observation, type Reading } from "../sync/observe.ts";
import { saveTicket } from "./save-ticket.ts";

export interface ObserveDeps extends World {
  unit: UnitOfWork;
}

/** What was seen of one record; `comments` undefined = they were not asked for. */
export interface Sight {
  linkId: LinkId;
  reading: Reading;
  comments: readonly DeskComment[] | undefined;
}

export type Observed =
  | { kind: "stale" | "missing" }
  | { kind: "taken"; ticket: Ticket; link: Link; moved: boolean; observation: Extract<Observation, { kind: "taken" }> };

/**
 * The one door through which anything a desk says comes in. Decides under the ticket's lock and writes the ticket, its
 * changes, conflicts, comments and the link's base in one transaction. Nothing else changes a base.
 */
export async function observeRecord(
  deps: ObserveDeps,
  tenantId: TenantId,
  desk: Pick<Desk, "fields">,
  lens: Lens,
  sight: Sight,
  change: LinkChange = {},
): Promise<Observed> {
  return deps.unit.inTenant(tenantId, async (stores) => {
    const locked = await stores.links.lock(sight.linkId);
    if (!locked) return { kind: "missing" };
    const now = deps.clock.now();
    const rules = { fields: desk.fields, lens, policies: defaultPolicies, now };
    const link = completeLink(locked.row.link, sight.reading);
    const observation = decideObservation(locked.ticket, link, sight.reading, rules);
    if (observation.kind === "stale") {
      deps.metrics.count("interdesk_observations", { outcome: observation.reason });
      return { kind: "stale" };
    }
    const news = await takeComments(deps, stores, observation.link, sight.comments);
    // A comment is owed to the other links like a field: the ticket's revision rises with it.
    const raised = news.length > 0 ? { ...observation.ticket, rev: observation.ticket.rev + 1 } : observation.ticket;
    const moved = raised.rev !== locked.ticket.rev;
    const by: Actor = { kind: "sync", connectionId: link.connectionId };
    if (moved) {
      await saveTicket(stores, {
        ticket: raised,
        changes: observation.changes,
        comments: news,
        except: link.id,
        by,
        at: now,
      });
    }
    await saveSight(deps, stores, observation, sight, change);
    return { kind: "taken", ticket: raised, link: observation.link, moved, observation };
  });
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

async function takeComments(
  deps: ObserveDeps,
  stores: Stores,
  link: Link,
  theirs: readonly DeskComment[] | undefined,
): Promise<Comment[]> {
  if (!theirs || theirs.length === 0) return [];
  const news: Comment[] = [];
  for (const decision of matchComments(await stores.comments.copies(link.id), theirs)) {
    switch (decision.action) {
      case "known":
        break;
      case "confirm":
        await stores.comments.saveCopy(link.id, decision.commentId, {
          externalId: decision.externalId,
          state: "done",
          detail: null,
        });
        break;
      case "edit":
        await stores.comments.edit(decision.commentId, decision.body);
        break;
      case "import": {
        const comment = buildComment(deps, link, decision.comment);
        await stores.comments.insert([comment]);
        await stores.comments.saveCopy(link.id, comment.id, {
          externalId: decision.comment.externalId,
          state: "done",
          detail: null,
        });
        news.push(comment);
      }
    }
  }
  return news;
}

function buildComment(deps: ObserveDeps, link: Link, theirs: DeskComment): Comment {
  return {
    id: deps.ids.next() as CommentId,
    ticketId: link.ticketId,
    rev: 1,
    body: theirs.body,
    visibility: theirs.visibility,
    authorKind: theirs.authorKind,
    authorName: theirs.authorName,
    by: { kind: "sync", connectionId: link.connectionId },
    createdAt: theirs.createdAt,
  };
}

async function saveSight(
  deps: ObserveDeps,
  stores: Stores,
  observation: Extract<Observation, { kind: "taken" }>,
  sight: Sight,
  change: LinkChange,
): Promise<void> {
  const { link, conflicts, reasons } = observation;
  const commentsVersion = sight.comments ? sight.reading.record.version : link.commentsVersion;
  await stores.links.save({ ...link, commentsVersion }, change);
  await stores.tickets.addConflicts(conflicts);
  const telling = Object.entries(reasons).filter(([, reason]) => reason !== "unmoved");
  for (const [, reason] of telling) deps.metrics.count("interdesk_field_decisions", { reason });
  if (telling.length > 0) {
    await stores.links.addObservation(
      link,
      sight.reading.record.raw,
      Object.fromEntries(telling),
      sight.reading.endedAt,
    );
  }
}
