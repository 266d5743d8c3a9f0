import { sql, type Transaction } from "kysely";
import type { ClaimedPost, PostStore } from "../../../core/ports/stores.ts";
import type { WebhookEventType } from "../../../schemas/events.ts";
import { ClientId, WebhookEventId } from "../../../schemas/ids.ts";
import { toText, toTextOrNull } from "../clean.ts";
import type { Database } from "../database.ts";

export function createPostStore(trx: Transaction<Database>, tenantId: string, newId: () => string): PostStore {
  return {
    claim: (...asked) => claim(trx, tenantId, ...asked),
    settle: async (webhookId, eventId, outcome) => {
      const again = outcome.kind === "again" ? sql<Date>`now() + ${outcome.waitMs} * interval '1 millisecond'` : null;
      await trx
        .updateTable("webhook_post")
        .set({
          state: outcome.kind === "again" ? "waiting" : outcome.kind,
          next_at: again,
          lease_owner: null,
          lease_until: null,
          status: outcome.status,
          detail: toTextOrNull(outcome.detail),
          took_ms: outcome.tookMs,
        })
        .where("tenant_id", "=", tenantId)
        .where("webhook_id", "=", webhookId)
        .where("event_id", "=", eventId)
        .where("state", "=", "waiting")
        .execute();
    },
    noteRound: async (webhookId, { answered, failed }) => {
      if (answered > 0)
        await sql`update webhook set answered_at = now(), failing_since = null, failures = 0, rests_until = null
          where tenant_id = ${tenantId} and id = ${webhookId}`.execute(trx);
      else if (failed > 0)
        // It rests half as long as it has failed, so that an outage costs few calls and its end is noticed soon.
        await sql`update webhook set failures = failures + ${failed}, failing_since = coalesce(failing_since, now()),
          rests_until = now() + least(greatest((now() - coalesce(failing_since, now())) / 2, interval '5 seconds'), interval '5 minutes')
          where tenant_id = ${tenantId} and id = ${webhookId}`.execute(trx);
      const { rows } = await sql<{ failures: number; ms: string | null }>`
        select failures, (extract(epoch from now() - failing_since) * 1000)::bigint as ms from webhook
        where tenant_id = ${tenantId} and id = ${webhookId}`.execute(trx);
      return { failures: rows[0]?.failures ?? 0, failingMs: Number(rows[0]?.ms ?? 0) };
    },
    disable: async (webhookId, reason, { title, body }) => {
      const { numUpdatedRows } = await trx
        .updateTable("webhook")
        .set({ state: "disabled", state_reason: toText(reason) })
        .where("tenant_id", "=", tenantId)
        .where("id", "=", webhookId)
        .where("state", "=", "active")
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return false;
      await tellOfWebhook(trx, tenantId, { id: newId(), kind: "webhookDisabled", webhookId, title, body });
      return true;
    },
  };
}

/** Tells a person of a webhook, unless the same was told and is not settled yet. */
export async function tellOfWebhook(
  trx: Transaction<Database>,
  tenantId: string,
  notice: {
    id: string;
    kind: "webhookDisabled" | "webhookCrowded";
    webhookId: string;
    title: string;
    body: string;
  },
): Promise<void> {
  const { id, kind, webhookId, title, body } = notice;
  await sql`insert into notice (tenant_id, id, at, kind, webhook_id, title, body)
    values (${tenantId}, ${id}, now(), ${kind}, ${webhookId}, ${toText(title)}, ${toText(body)})
    on conflict do nothing`.execute(trx);
}

interface PostRow {
  event_id: string;
  attempts: number;
  queued_at: Date;
  type: WebhookEventType;
  client_id: string | null;
  internal: boolean;
  body: string;
}

async function claim(
  trx: Transaction<Database>,
  tenantId: string,
  ...[webhookId, owner, most, leaseMs]: Parameters<PostStore["claim"]>
): ReturnType<PostStore["claim"]> {
  const { rows } = await sql<PostRow>`
    with receiver as (
      select case when failing_since is null then ${most}::int else 1 end as most from webhook
      where tenant_id = ${tenantId} and id = ${webhookId} and state = 'active'
    ), due as (
      -- On its own, so that the limit is taken once and not for each row.
      select event_id from webhook_post where tenant_id = ${tenantId} and webhook_id = ${webhookId} and state = 'waiting'
        and next_at <= now() and lease_is_free(lease_owner, lease_until)
      order by next_at, event_id for update skip locked limit coalesce((select most from receiver), 0)
    ), claimed as (
      update webhook_post p set lease_owner = ${owner}, lease_until = now() + ${leaseMs} * interval '1 millisecond',
        attempts = attempts + 1, tried_at = now()
      from due where p.tenant_id = ${tenantId} and p.webhook_id = ${webhookId} and p.event_id = due.event_id
      returning p.event_id, p.attempts, p.queued_at
    )
    select c.*, e.type, e.client_id, e.internal, e.body from claimed c
    join webhook_event e on e.tenant_id = ${tenantId} and e.id = c.event_id order by c.event_id`.execute(trx);
  return rows.map(toPost);
}

function toPost(row: PostRow): ClaimedPost {
  return {
    eventId: WebhookEventId.parse(row.event_id),
    attempts: row.attempts,
    queuedAt: row.queued_at,
    type: row.type,
    clientId: row.client_id === null ? null : ClientId.parse(row.client_id),
    internal: row.internal,
    body: row.body,
  };
}
