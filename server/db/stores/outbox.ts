import { sql, type Transaction } from "kysely";
import type { DeskNumber, OutboxStore, Subscription } from "../../../core/ports/stores.ts";
import { ClientId, ConnectionId, TicketId, WebhookId } from "../../../schemas/ids.ts";
import { chunksOf } from "../chunks.ts";
import type { Database } from "../database.ts";

export function createOutboxStore(trx: Transaction<Database>, tenantId: string): OutboxStore {
  let known: Promise<readonly Subscription[]> | undefined;
  return {
    subscriptions: () => (known ??= readSubscriptions(trx, tenantId)),
    recordsOf: async (ticketIds) => {
      const { rows } = await sql<DeskNumber & { ticket_id: string }>`
        select l.ticket_id, c.name as connection, l.external_number as number, l.external_url as url from link l
        join ticket t on t.tenant_id = l.tenant_id and t.id = l.ticket_id
        join connection c on c.tenant_id = l.tenant_id and c.id = l.connection_id
        where l.tenant_id = ${tenantId} and l.ticket_id = any(${[...ticketIds]}::uuid[]) and l.state = 'active' and l.external_id is not null
        order by l.connection_id = t.home_connection_id desc nulls last, l.created_at`.execute(trx);
      return Map.groupBy(rows, (row) => TicketId.parse(row.ticket_id));
    },
    connectionNames: async () => {
      const rows = await trx
        .selectFrom("connection")
        .select(["id", "name"])
        .where("tenant_id", "=", tenantId)
        .execute();
      return new Map(rows.map(({ id, name }) => [ConnectionId.parse(id), name]));
    },
    add: async (owed) => {
      for (const part of chunksOf(owed))
        await trx
          .insertInto("webhook_event")
          .values(
            part.map(({ event: { id, type, clientId, internal, at, body } }) => ({
              tenant_id: tenantId,
              id,
              type,
              client_id: clientId,
              internal,
              at,
              body,
            })),
          )
          .execute();
      const posts = owed.flatMap(({ event, to }) => to.map((webhookId) => ({ webhookId, eventId: event.id })));
      for (const part of chunksOf(posts))
        await trx
          .insertInto("webhook_post")
          .values(
            part.map(({ webhookId, eventId }) => ({ tenant_id: tenantId, webhook_id: webhookId, event_id: eventId })),
          )
          .execute();
    },
  };
}

async function readSubscriptions(trx: Transaction<Database>, tenantId: string): Promise<readonly Subscription[]> {
  const rows = await trx
    .selectFrom("webhook")
    .select(["id", "types", "clients", "include_internal"])
    .where("tenant_id", "=", tenantId)
    .where("state", "!=", "disabled")
    .execute();
  return rows.map(toSubscription);
}

export function toSubscription(row: {
  id: string;
  types: string[];
  clients: string[] | null;
  include_internal: boolean;
}): Subscription {
  return {
    id: WebhookId.parse(row.id),
    types: row.types,
    clients: row.clients?.map((id) => ClientId.parse(id)) ?? null,
    includeInternal: row.include_internal,
  };
}
