import type { Selectable } from "kysely";
import { z } from "zod";
import { Alert } from "../../../schemas/alert.ts";
import { Comment } from "../../../schemas/comment.ts";
import { ExternalId, Marker } from "../../../schemas/ids.ts";
import { Link } from "../../../schemas/link.ts";
import { Ticket } from "../../../schemas/ticket.ts";
import type { LinkRow } from "../../../core/ports/stores.ts";
import type { CommentTable } from "../tables/conversation.ts";
import type { AlertTable } from "../tables/alerts.ts";
import type { LinkTable, TicketTable } from "../tables/work.ts";

type TicketRow = Omit<
  Selectable<TicketTable>,
  "tenant_id" | "merged_into" | "sla_started_at" | "sla_version" | "status" | "priority"
>;

/** Rows become records here and nowhere else; a row that breaks its schema is a defect and throws. */
export function toTicket(row: TicketRow): Ticket {
  return Ticket.parse({
    id: row.id,
    clientId: row.client_id,
    rev: Number(row.rev),
    fields: row.fields,
    meta: row.meta,
    code: row.code,
    origin: row.origin,
    homeConnectionId: row.home_connection_id,
    birthConnectionId: row.birth_connection_id,
    createdAt: row.created_at,
    routing: row.routing ?? undefined,
  });
}

export function toAlert(row: Selectable<AlertTable>): Alert {
  return Alert.parse({
    id: row.id,
    connectionId: row.connection_id,
    dedupKey: row.dedup_key,
    clientId: row.client_id,
    condition: row.condition,
    handling: row.handling,
    severity: row.severity,
    title: row.title,
    episode: row.episode,
    eventCount: Number(row.event_count),
    raisedAt: row.raised_at,
    clearedAt: row.cleared_at,
    lastSeenAt: row.last_seen_at,
    foldId: row.fold_id,
    ticketId: row.ticket_id,
    resource: row.resource,
    waiting: row.waiting,
    flips: row.flips,
    reviewAt: row.review_at,
    remindAt: row.remind_at,
  });
}

export function toComment(row: Selectable<CommentTable>): Comment {
  return Comment.parse({
    id: row.id,
    ticketId: row.ticket_id,
    rev: row.rev,
    body: row.body,
    format: row.format,
    visibility: row.visibility,
    authorKind: row.author_kind,
    authorName: row.author_name,
    by: row.by,
    createdAt: row.created_at,
  });
}

export function toLinkRow(row: Selectable<LinkTable>): LinkRow {
  return {
    link: Link.parse({
      id: row.id,
      ticketId: row.ticket_id,
      connectionId: row.connection_id,
      externalId: row.external_id,
      externalNumber: row.external_number,
      externalUrl: row.external_url,
      marker: Marker.parse(row.marker),
      state: row.state,
      fields: row.fields,
      seenVersion: row.seen_version,
      seenChangedAt: row.seen_changed_at,
      commentsVersion: row.comments_version,
      ownCalls: row.own_calls,
      seenAt: row.seen_at,
      wroteAt: row.wrote_at,
      wantedRev: Number(row.wanted_rev),
      doneRev: Number(row.done_rev),
    }),
    clientRef: ExternalId.parse(row.client_ref),
    priority: row.priority,
    linkedAt: row.created_at,
    generation: row.generation,
    createSentAt: row.create_sent_at,
    lookedCount: row.looked_count,
    attempts: row.attempts,
    fence: Number(row.fence),
    traceparent: row.traceparent,
    succeeds: row.succeeds,
    heldClientRef: row.held_client_ref === null ? null : ExternalId.parse(row.held_client_ref),
    sla: row.sla === null ? null : DueDates.parse(row.sla),
  };
}

const dueDate = z.coerce.date().nullable();
const DueDates = z.object({ responseDueAt: dueDate, resolutionDueAt: dueDate });
