import { type Kysely, sql, type Transaction } from "kysely";
import type { StoredEvent } from "../../core/ports/stores.ts";
import type { TenantId, WebhookEventId, WebhookId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";
import { toTextOrNull } from "./clean.ts";
import { withTenant } from "./tenant.ts";

type Db = Kysely<Database>;

/** An event that a webhook was, or is, owed. */
export interface PostRow {
  id: WebhookEventId;
  type: string;
  subject: string;
  at: Date;
  state: "waiting" | "done" | "failed" | "dropped";
  attempts: number;
  /** Of the last attempt. */
  triedAt: Date | null;
  status: number | null;
  detail: string | null;
  tookMs: number | null;
  /** Of the next attempt; null = there is none. */
  nextAt: Date | null;
}

/** The newest first. */
export async function listPosts(
  db: Db,
  tenantId: TenantId,
  webhookId: WebhookId,
  { state, limit }: { state: PostRow["state"] | undefined; limit: number },
): Promise<readonly PostRow[]> {
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql<PostRow>`
      select e.id, e.type, e.body::json ->> 'subject' as subject, e.at, p.state, p.attempts, p.tried_at as "triedAt",
        p.status, p.detail, p.took_ms as "tookMs", case when p.state = 'waiting' then p.next_at end as "nextAt"
      from webhook_post p join webhook_event e on e.tenant_id = p.tenant_id and e.id = p.event_id
      where p.tenant_id = ${tenantId} and p.webhook_id = ${webhookId} and (${state ?? null}::text is null or p.state = ${state ?? null})
      order by p.event_id desc limit ${limit}`.execute(trx),
  );
  return rows;
}

/** The event as it is sent. */
export async function readPost(
  db: Db,
  tenantId: TenantId,
  webhookId: WebhookId,
  eventId: WebhookEventId,
): Promise<string | undefined> {
  const row = await withTenant(db, tenantId, (trx) =>
    trx
      .selectFrom("webhook_event")
      .innerJoin("webhook_post", (join) =>
        join
          .onRef("webhook_post.tenant_id", "=", "webhook_event.tenant_id")
          .onRef("webhook_post.event_id", "=", "webhook_event.id"),
      )
      .select("webhook_event.body")
      .where("webhook_event.tenant_id", "=", tenantId)
      .where("webhook_post.webhook_id", "=", webhookId)
      .where("webhook_event.id", "=", eventId)
      .executeTakeFirst(),
  );
  return row?.body;
}

/** Owes a webhook what it was owed before once more, whatever became of it. @returns how many; what still waits is not counted */
export async function replayPosts(
  db: Db,
  tenantId: TenantId,
  webhookId: WebhookId,
  which: { event: WebhookEventId } | { since: Date; most: number },
): Promise<number> {
  const chosen =
    "event" in which
      ? sql`event_id = ${which.event}`
      : sql`event_id in (select p.event_id from webhook_post p
          join webhook_event e on e.tenant_id = p.tenant_id and e.id = p.event_id
          where p.tenant_id = ${tenantId} and p.webhook_id = ${webhookId} and p.state <> 'waiting' and e.at >= ${which.since}
          order by p.event_id desc limit ${which.most})`;
  const { numAffectedRows = 0n } = await withTenant(db, tenantId, (trx) =>
    sql`update webhook_post set state = 'waiting', attempts = 0, queued_at = now(), next_at = now(), lease_owner = null, lease_until = null
      where tenant_id = ${tenantId} and webhook_id = ${webhookId} and state <> 'waiting' and ${chosen}`.execute(trx),
  );
  return Number(numAffectedRows);
}

/** An event for one webhook alone that was sent already: somebody tries it. */
export async function logTest(
  db: Db,
  tenantId: TenantId,
  webhookId: WebhookId,
  event: StoredEvent,
  done: { state: "done" | "failed"; status: number | null; detail: string | null; tookMs: number },
): Promise<void> {
  const { id, type, internal, at, body } = event;
  await withTenant(db, tenantId, async (trx) => {
    await trx
      .insertInto("webhook_event")
      .values({ tenant_id: tenantId, id, type, client_id: null, internal, at, body })
      .execute();
    await trx
      .insertInto("webhook_post")
      .values({
        tenant_id: tenantId,
        webhook_id: webhookId,
        event_id: id,
        state: done.state,
        attempts: 1,
        next_at: null,
        tried_at: at,
        status: done.status,
        detail: toTextOrNull(done.detail),
        took_ms: done.tookMs,
      })
      .execute();
  });
}

/** Takes away what is older; what waits so long is given up first, and what is left of removed webhooks goes with it. */
export async function clearPosts(trx: Transaction<Database>, tenantId: string, keepDays: number): Promise<void> {
  const old = sql`now() - ${keepDays} * interval '1 day'`;
  await sql`delete from webhook_post p where tenant_id = ${tenantId} and (queued_at < ${old}
    or not exists (select 1 from webhook w where w.tenant_id = p.tenant_id and w.id = p.webhook_id))`.execute(trx);
  await sql`delete from webhook_event e where tenant_id = ${tenantId} and at < ${old}
    and not exists (select 1 from webhook_post p where p.tenant_id = e.tenant_id and p.event_id = e.id)`.execute(trx);
}
