import { type Kysely, type Selectable, sql, type Transaction } from "kysely";
import type { Subscription } from "../../core/ports/stores.ts";
import { TenantId, WebhookId } from "../../schemas/ids.ts";
import { tellOfWebhook } from "./stores/posts.ts";
import { toSubscription } from "./stores/outbox.ts";
import type { Database } from "./database.ts";
import type { WebhookTable } from "./tables/webhooks.ts";
import { withTenant } from "./tenant.ts";

type State = "active" | "paused" | "disabled";
type Db = Kysely<Database>;

/** A webhook with what signs for it, as ciphertext. */
export interface StoredWebhook extends Subscription {
  url: string;
  state: State;
  secrets: Record<string, string>;
  secretsVersion: number;
  /** What still counts beside them. */
  previous: Record<string, string> | null;
}

/** A webhook as admins see it. */
export interface WebhookView {
  id: WebhookId;
  url: string;
  types: readonly string[];
  /** Names; null = all. */
  clients: readonly string[] | null;
  includeInternal: boolean;
  state: State;
  stateReason: string | null;
  createdAt: Date;
  /** When its receiver last took something. */
  answeredAt: Date | null;
  failingSince: Date | null;
  /** Until when the secret before counts, too. */
  previousSecretUntil: Date | null;
  waiting: number;
  failed: number;
  /** Rises with every change. */
  version: number;
}

const own = (trx: Transaction<Database>, tenantId: TenantId, id: WebhookId) =>
  trx.updateTable("webhook").where("tenant_id", "=", tenantId).where("id", "=", id);

const next = sql<number>`version + 1`;

/** Nobody else changes it until the transaction ends. @returns its version; 0 = it is there no more */
export async function lockWebhookVersion(
  trx: Transaction<Database>,
  tenantId: TenantId,
  id: WebhookId,
): Promise<number> {
  const row = await trx
    .selectFrom("webhook")
    .select("version")
    .where("tenant_id", "=", tenantId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return row?.version ?? 0;
}

export async function insertWebhook(
  db: Db,
  tenantId: TenantId,
  webhook: Omit<StoredWebhook, "state" | "secretsVersion" | "previous">,
): Promise<void> {
  await withTenant(db, tenantId, (trx) =>
    trx
      .insertInto("webhook")
      .values({
        tenant_id: tenantId,
        id: webhook.id,
        url: webhook.url,
        types: [...webhook.types],
        clients: webhook.clients === null ? null : [...webhook.clients],
        include_internal: webhook.includeInternal,
        secrets: JSON.stringify(webhook.secrets),
      })
      .execute(),
  );
}

/** Oldest first. @param id only this one */
export async function listWebhooks(db: Db, tenantId: TenantId, id?: WebhookId): Promise<readonly WebhookView[]> {
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql<WebhookView>`
      select w.id, w.url, w.types, w.include_internal as "includeInternal", w.state, w.state_reason as "stateReason",
        w.version, w.created_at as "createdAt", w.answered_at as "answeredAt", w.failing_since as "failingSince",
        case when w.previous_until > now() then w.previous_until end as "previousSecretUntil",
        case when w.clients is not null then coalesce((select array_agg(c.name order by c.name) from client c
          where c.tenant_id = w.tenant_id and c.id = any(w.clients)), '{}') end as clients,
        (select count(*)::int from webhook_post p where p.tenant_id = w.tenant_id and p.webhook_id = w.id and p.state = 'waiting') as waiting,
        (select count(*)::int from webhook_post p where p.tenant_id = w.tenant_id and p.webhook_id = w.id and p.state in ('failed', 'dropped')) as failed
      from webhook w where w.tenant_id = ${tenantId} and (${id ?? null}::uuid is null or w.id = ${id ?? null})
      order by w.created_at, w.id`.execute(trx),
  );
  return rows;
}

export async function readWebhook(db: Db, tenantId: TenantId, id: WebhookId): Promise<StoredWebhook | undefined> {
  const row = await withTenant(db, tenantId, (trx) =>
    trx
      .selectFrom("webhook")
      .selectAll()
      .select(
        sql<Record<string, string> | null>`case when previous_until > now() then previous_secrets end`.as("previous"),
      )
      .where("tenant_id", "=", tenantId)
      .where("id", "=", id)
      .executeTakeFirst(),
  );
  return row && toStored(row);
}

function toStored(row: Selectable<WebhookTable> & { previous: Record<string, string> | null }): StoredWebhook {
  const { url, state, secrets, secrets_version: secretsVersion, previous } = row;
  return { ...toSubscription(row), url, state, secrets, secretsVersion, previous };
}

export async function updateWebhook(
  db: Db,
  tenantId: TenantId,
  id: WebhookId,
  change: Partial<Pick<StoredWebhook, "url" | "types" | "clients" | "includeInternal">>,
): Promise<void> {
  const { url, types, clients, includeInternal } = change;
  const set = {
    ...(url === undefined ? {} : { url, rests_until: null }),
    ...(types === undefined ? {} : { types: [...types] }),
    ...(clients === undefined ? {} : { clients: clients === null ? null : [...clients] }),
    ...(includeInternal === undefined ? {} : { include_internal: includeInternal }),
  };
  if (Object.keys(set).length === 0) return;
  await withTenant(db, tenantId, (trx) =>
    own(trx, tenantId, id)
      .set({ ...set, version: next })
      .execute(),
  );
}

/** Going on, it begins anew: what waits is due at once, and what people were told of it is over. */
export async function setWebhookState(
  db: Db,
  tenantId: TenantId,
  id: WebhookId,
  state: "active" | "paused",
): Promise<void> {
  await withTenant(db, tenantId, async (trx) => {
    const anew = { failing_since: null, failures: 0, rests_until: null };
    await own(trx, tenantId, id)
      .set({ state, state_reason: null, version: next, ...(state === "active" ? anew : {}) })
      .execute();
    if (state === "paused") return;
    await trx
      .updateTable("webhook_post")
      .set({ next_at: sql<Date>`now()` })
      .where("tenant_id", "=", tenantId)
      .where("webhook_id", "=", id)
      .where("state", "=", "waiting")
      .execute();
    await settleNotices(trx, tenantId, id);
  });
}

/** The secret before counts beside the new one for so long. */
export async function rotateSecret(
  db: Db,
  tenantId: TenantId,
  id: WebhookId,
  { sealed, version, overlapHours }: { sealed: Record<string, string>; version: number; overlapHours: number },
): Promise<boolean> {
  const { numUpdatedRows } = await withTenant(db, tenantId, (trx) =>
    own(trx, tenantId, id)
      .set({
        secrets: JSON.stringify(sealed),
        secrets_version: version,
        version: next,
        previous_secrets: sql<string>`secrets`,
        previous_until: sql<Date>`now() + ${overlapHours} * interval '1 hour'`,
      })
      .where("secrets_version", "=", version - 1)
      .executeTakeFirst(),
  );
  return numUpdatedRows === 1n;
}

export async function deleteWebhook(db: Db, tenantId: TenantId, id: WebhookId): Promise<void> {
  await withTenant(db, tenantId, async (trx) => {
    await trx.deleteFrom("webhook").where("tenant_id", "=", tenantId).where("id", "=", id).execute();
    await trx.deleteFrom("webhook_post").where("tenant_id", "=", tenantId).where("webhook_id", "=", id).execute();
    await settleNotices(trx, tenantId, id);
  });
}

async function settleNotices(trx: Transaction<Database>, tenantId: TenantId, id: WebhookId): Promise<void> {
  await sql`update notice set settled_at = now()
    where tenant_id = ${tenantId} and webhook_id = ${id} and settled_at is null`.execute(trx);
}

/** Who has something due now, over all tenants. */
export async function listDueWebhooks(
  db: Db,
  most: number,
): Promise<readonly { tenantId: TenantId; webhookId: WebhookId }[]> {
  const { rows } = await sql<Due>`select * from list_due_webhooks(${most})`.execute(db);
  return rows.map(toDue);
}

interface Due {
  tenant_id: string;
  webhook_id: string;
}

const toDue = (row: Due) => ({ tenantId: TenantId.parse(row.tenant_id), webhookId: WebhookId.parse(row.webhook_id) });

/** Of webhooks for which more than so many events wait, the oldest are given up, and a person is told. @returns how many */
export async function dropCrowds(db: Db, most: number, newId: () => string): Promise<number> {
  const { rows } = await sql<Due>`select * from list_crowded_webhooks(${most})`.execute(db);
  let dropped = 0;
  for (const { tenantId, webhookId } of rows.map(toDue))
    await withTenant(db, tenantId, async (trx) => {
      const { numAffectedRows = 0n } = await sql`
        update webhook_post set state = 'dropped', next_at = null, detail = ${`More than ${most} events waited.`}
        where tenant_id = ${tenantId} and webhook_id = ${webhookId} and state = 'waiting' and event_id in (
          select event_id from webhook_post where tenant_id = ${tenantId} and webhook_id = ${webhookId} and state = 'waiting'
          order by event_id desc offset ${most})`.execute(trx);
      if (numAffectedRows === 0n) return;
      dropped += Number(numAffectedRows);
      await tellOfWebhook(trx, tenantId, { ...describeCrowd(webhookId, most), id: newId() });
    });
  return dropped;
}

function describeCrowd(webhookId: WebhookId, most: number) {
  return {
    kind: "webhookCrowded" as const,
    webhookId,
    title: `A webhook has fallen behind: more than ${most} events waited`,
    body:
      `Its receiver takes events more slowly than they happen, or not at all, or it was paused for long: the oldest are given up. ` +
      `See "interdesk webhooks show ${webhookId}"; once it keeps up, "interdesk webhooks replay ${webhookId} --since TIME" sends them again.`,
  };
}
