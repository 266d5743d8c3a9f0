import { sql, type Transaction } from "kysely";
import { ConnectionId, Marker, TicketId } from "../../../schemas/ids.ts";
import type { Link } from "../../../schemas/link.ts";
import type { LinkChange, LinkStore } from "../../../core/ports/stores.ts";
import { toJsonb, toTextOrNull } from "../clean.ts";
import { chunksOf } from "../chunks.ts";
import type { Database } from "../database.ts";
import { owedFile } from "./attachments.ts";
import { claimLinks, giveBack } from "./claim-links.ts";
import { owedCopy } from "./comments.ts";
import { createLinkLists } from "./link-lists.ts";
import { lockActive, lockLink } from "./lock-links.ts";
import { toLinkRow } from "./rows.ts";

export function createLinkStore(trx: Transaction<Database>, tenantId: string, newId: () => string): LinkStore {
  return {
    insert: async (links) => {
      for (const part of chunksOf(links))
        await trx
          .insertInto("link")
          .values(
            part.map((link) => ({
              tenant_id: tenantId,
              id: newId(),
              ticket_id: link.ticketId,
              connection_id: link.connectionId,
              client_ref: link.clientRef,
              marker: link.marker,
              state: "creating",
              wanted_rev: link.wantedRev,
              priority: link.priority,
              traceparent: link.traceparent,
              succeeds: link.succeeds ?? null,
            })),
          )
          .execute();
    },
    adopt: async (link, clientRef, priority) => {
      const { rows } =
        await sql`insert into link (tenant_id, id, ticket_id, connection_id, external_id, external_number, external_url,
          client_ref, marker, state, fields, wanted_rev, done_rev, priority)
        values (${tenantId}, ${link.id}, ${link.ticketId}, ${link.connectionId}, ${link.externalId}, ${link.externalNumber}, ${link.externalUrl},
          ${clientRef}, ${link.marker}, ${link.state}, ${toJsonb(link.fields)}, ${link.wantedRev}, ${link.doneRev}, ${priority})
        on conflict do nothing returning id`.execute(trx);
      return rows.length > 0;
    },
    knows: async (connectionId, { externalId, marker }) => {
      const { rows } = await sql`select 1 from link where tenant_id = ${tenantId} and connection_id = ${connectionId}
        and (external_id = ${externalId} or marker = ${marker}::uuid) limit 1`.execute(trx);
      return rows.length > 0;
    },
    linksOf: (ticketIds) => linksOf(trx, tenantId, ticketIds),
    want: async (tickets, except) => {
      if (tickets.length === 0) return;
      await sql`update link set wanted_rev = greatest(link.wanted_rev, n.rev), priority = n.priority,
          next_at = case when link.wanted_rev > link.done_rev then link.next_at else now() end
        from unnest(${tickets.map(({ id }) => id)}::uuid[], ${tickets.map(({ rev }) => rev)}::bigint[], ${tickets.map(({ priority }) => priority)}::int[]) n (id, rev, priority)
        where link.tenant_id = ${tenantId} and link.ticket_id = n.id and link.state in ('creating', 'unknown', 'active')
          and (${except}::uuid is null or link.id <> ${except}::uuid)`.execute(trx);
    },
    claim: (connectionId, owner, most, leaseMs) => claimLinks(trx, tenantId, connectionId, { owner, most, leaseMs }),
    giveBack: (claimed, restMs) => giveBack(trx, tenantId, claimed, restMs),
    lock: (linkId) => lockLink(trx, tenantId, linkId),
    owesWords: async (linkId) => {
      const { rows } = await sql<{ owes: boolean }>`select exists (
          select 1 from comment_link join comment on comment.tenant_id = comment_link.tenant_id and comment.id = comment_link.comment_id
          where comment_link.tenant_id = ${tenantId} and comment_link.link_id = ${linkId} and ${owedCopy}
        ) or exists (
          select 1 from attachment_link where tenant_id = ${tenantId} and link_id = ${linkId} and ${owedFile}
        ) as owes`.execute(trx);
      return rows[0]?.owes === true;
    },
    lockActive: (connectionId, externalIds) => lockActive(trx, tenantId, connectionId, externalIds),
    byRecords: async (connectionId, externalIds, markers) => {
      const rows = await trx
        .selectFrom("link")
        .selectAll()
        .where("tenant_id", "=", tenantId)
        .where("connection_id", "=", connectionId)
        .where("state", "in", ["creating", "unknown", "active"])
        .where(
          sql<boolean>`(external_id = any(${[...externalIds]}::text[]) or (external_id is null and marker = any(${[...markers]}::uuid[])))`,
        )
        .execute();
      return rows.map(toLinkRow);
    },
    ...createLinkLists(trx, tenantId),
    hold: async (linkId, clientRef) => {
      await trx
        .updateTable("link")
        .set({ held_client_ref: clientRef })
        .where("tenant_id", "=", tenantId)
        .where("id", "=", linkId)
        .execute();
    },
    endOthers: async (ticketId, except, reason) => {
      await trx
        .updateTable("link")
        .set({ state: "ended", ended_reason: reason, ended_at: sql<Date>`now()` })
        .where("tenant_id", "=", tenantId)
        .where("ticket_id", "=", ticketId)
        .where("id", "!=", except)
        .where("state", "in", ["creating", "unknown", "active"])
        .execute();
    },
    save: (link, change) => saveLink(trx, tenantId, link, change),
    addObservation: async (link, raw, reasons, at) => {
      const row = { tenant_id: tenantId, link_id: link.id, id: newId(), at, version: link.seenVersion ?? "" };
      await trx
        .insertInto("observation")
        .values({ ...row, raw: toJsonb(raw), reasons: toJsonb(reasons) })
        .execute();
    },
    addWrite: async (entry) => {
      await trx
        .insertInto("vendor_write")
        .values({
          tenant_id: tenantId,
          ticket_id: entry.ticketId,
          link_id: entry.linkId,
          id: newId(),
          at: entry.at,
          operation: entry.operation,
          sent: toJsonb(entry.sent),
          outcome: entry.outcome,
          detail: toTextOrNull(entry.detail),
          took_ms: entry.tookMs,
        })
        .execute();
    },
  };
}

interface HadRow {
  ticket_id: string;
  connection_id: string;
  marker: string;
  free: boolean;
}

async function linksOf(
  trx: Transaction<Database>,
  tenantId: string,
  ticketIds: readonly TicketId[],
): ReturnType<LinkStore["linksOf"]> {
  const found = new Map(
    ticketIds.map((id) => [id, { linked: new Set<ConnectionId>(), former: new Map<ConnectionId, Marker>() }]),
  );
  if (ticketIds.length === 0) return found;
  // A link that ended because its ticket went to another client, or its record was closed for good, keeps no new record
  // from being made. While the ticket waits for its client, every connection counts as linked.
  const { rows } = await sql<HadRow>`
    select ticket_id, connection_id, marker, created_at,
      state = 'ended' and ended_reason in ('clientMoved', 'closedForGood') as free
    from link where tenant_id = ${tenantId} and ticket_id = any(${[...ticketIds]}::uuid[])
    union all
    select held.ticket_id, connection.id, held.marker, held.created_at, false
    from link held join connection on connection.tenant_id = held.tenant_id
    where held.tenant_id = ${tenantId} and held.ticket_id = any(${[...ticketIds]}::uuid[])
      and held.held_client_ref is not null and held.state in ('creating', 'unknown', 'active')
    order by created_at`.execute(trx);
  for (const row of rows) {
    const links = found.get(TicketId.parse(row.ticket_id));
    const connectionId = ConnectionId.parse(row.connection_id);
    if (!row.free) links?.linked.add(connectionId);
    else links?.former.set(connectionId, Marker.parse(row.marker));
  }
  return found;
}

async function saveLink(
  trx: Transaction<Database>,
  tenantId: string,
  link: Link,
  change: LinkChange,
): Promise<boolean> {
  const { rest } = change;
  const result = await trx
    .updateTable("link")
    .set({
      external_id: link.externalId,
      external_number: link.externalNumber,
      external_url: link.externalUrl,
      state: link.state,
      fields: toJsonb(link.fields),
      seen_version: link.seenVersion,
      seen_changed_at: link.seenChangedAt,
      comments_version: link.commentsVersion,
      seen_at: link.seenAt,
      wrote_at: link.wroteAt,
      own_calls: link.ownCalls === null ? null : toJsonb(link.ownCalls),
      done_rev: link.doneRev,
      ...(change.wantedRev === undefined ? {} : { wanted_rev: sql<number>`greatest(wanted_rev, ${change.wantedRev})` }),
      ...(change.createSentAt === undefined ? {} : { create_sent_at: change.createSentAt }),
      ...(change.lookedCount === undefined ? {} : { looked_count: change.lookedCount }),
      ...(change.generation === undefined ? {} : { generation: change.generation }),
      ...(rest
        ? {
            next_at: sql<Date>`now() + ${rest.nextInMs} * interval '1 millisecond'`,
            attempts: rest.attempts,
            last_error: toTextOrNull(rest.lastError),
          }
        : {}),
      ...(change.sla === undefined ? {} : { sla: JSON.stringify(change.sla) }),
      ...(change.clientRef === undefined ? {} : { client_ref: change.clientRef }),
      ...(change.endedReason === undefined ? {} : { ended_reason: change.endedReason, ended_at: sql<Date>`now()` }),
      ...(change.release ? { lease_owner: null, lease_until: null } : {}),
    })
    .where("tenant_id", "=", tenantId)
    .where("id", "=", link.id)
    .$if(change.fence !== undefined, (query) => query.where("fence", "=", String(change.fence)))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
