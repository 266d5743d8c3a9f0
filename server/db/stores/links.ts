import { sql, type Transaction } from "kysely";
import type { Link } from "../../../schemas/link.ts";
import type { ClaimedLink, LinkChange, LinkStore } from "../../../core/ports/stores.ts";
import { toJsonb, toTextOrNull } from "../clean.ts";
import type { Database } from "../database.ts";
import { toLinkRow, toTicket } from "./rows.ts";

export function createLinkStore(trx: Transaction<Database>, tenantId: string, newId: () => string): LinkStore {
  return {
    insert: async (links) => {
      if (links.length === 0) return;
      await trx
        .insertInto("link")
        .values(
          links.map((link) => ({
            tenant_id: tenantId,
            id: newId(),
            ticket_id: link.ticketId,
            connection_id: link.connectionId,
            client_ref: link.clientRef,
            marker: link.marker,
            state: "creating",
            wanted_rev: 1,
            priority: link.priority,
            traceparent: link.traceparent,
          })),
        )
        .execute();
    },
    want: async (tickets, except) => {
      if (tickets.length === 0) return;
      await sql`update link set wanted_rev = greatest(link.wanted_rev, n.rev), priority = n.priority,
          next_at = case when link.wanted_rev > link.done_rev then link.next_at else now() end
        from unnest(${tickets.map(({ id }) => id)}::uuid[], ${tickets.map(({ rev }) => rev)}::bigint[], ${tickets.map(({ priority }) => priority)}::int[]) n (id, rev, priority)
        where link.tenant_id = ${tenantId} and link.ticket_id = n.id and link.state in ('creating', 'unknown', 'active')
          and (${except}::uuid is null or link.id <> ${except}::uuid)`.execute(trx);
    },
    claim: (connectionId, owner, most, leaseMs) => claimLinks(trx, tenantId, connectionId, owner, most, leaseMs),
    lock: (linkId) => lockLink(trx, tenantId, linkId),
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

async function claimLinks(
  trx: Transaction<Database>,
  tenantId: string,
  connectionId: string,
  owner: string,
  most: number,
  leaseMs: number,
): Promise<ClaimedLink[]> {
  const rows = await trx
    .updateTable("link")
    .set({ lease_owner: owner, lease_until: sql`now() + ${leaseMs} * interval '1 millisecond'`, fence: sql`fence + 1` })
    .where("tenant_id", "=", tenantId)
    .where("id", "in", (eb) =>
      eb
        .selectFrom("link")
        .select("id")
        .where("tenant_id", "=", tenantId)
        .where("connection_id", "=", connectionId)
        .where("state", "in", ["creating", "unknown", "active"])
        .whereRef("wanted_rev", ">", "done_rev")
        .where("next_at", "<=", sql<Date>`now()`)
        .where(sql<boolean>`lease_is_free(lease_owner, lease_until)`)
        .orderBy("priority")
        .orderBy("next_at")
        .limit(most)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .execute();
  return rows.map((row) => ({ ...toLinkRow(row), owner }));
}

/** The ticket first, then its link: the order of locks that everybody keeps. */
async function lockLink(trx: Transaction<Database>, tenantId: string, linkId: string): ReturnType<LinkStore["lock"]> {
  const found = await trx
    .selectFrom("link")
    .select("ticket_id")
    .where("tenant_id", "=", tenantId)
    .where("id", "=", linkId)
    .executeTakeFirst();
  if (!found) return undefined;
  const ticket = await trx
    .selectFrom("ticket")
    .selectAll()
    .where("tenant_id", "=", tenantId)
    .where("id", "=", found.ticket_id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const link = await trx
    .selectFrom("link")
    .selectAll()
    .where("tenant_id", "=", tenantId)
    .where("id", "=", linkId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { row: toLinkRow(link), ticket: toTicket(ticket), commented: false };
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
      done_rev: link.doneRev,
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
      ...(change.release ? { lease_owner: null, lease_until: null } : {}),
    })
    .where("tenant_id", "=", tenantId)
    .where("id", "=", link.id)
    .$if(change.fence !== undefined, (query) => query.where("fence", "=", String(change.fence)))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
