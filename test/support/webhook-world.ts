import { after, before } from "node:test";
import { sql } from "kysely";
import { Webhook } from "standardwebhooks";
import { TenantId } from "../../schemas/ids.ts";
import { withTenant } from "../../server/db/tenant.ts";
import type { PostRow } from "../../server/db/webhook-log.ts";
import type { WebhookView } from "../../server/db/webhooks.ts";
import { awaitUntil, type DemoWorld, openDemoWorld } from "../../server/demo/world.ts";
import { deliverAlerts } from "./alertmanager.ts";
import { createTestDatabase } from "./database.ts";
import { type Mailbox, type Received, startWebhookReceiver, type WebhookReceiver } from "./webhook-receiver.ts";

export type Added = WebhookView & { secret: string };

/** A hub with a monitoring tool, and another system that subscribes. */
export interface WebhookWorld {
  readonly world: DemoWorld;
  readonly receiver: WebhookReceiver;
  readonly tenantId: TenantId;
  /** A webhook of its own for a test, of the openings of alerts unless more is said; it ends with the test. */
  subscribe(context: { after(run: () => Promise<void>): void }, more?: object): Promise<{ box: Mailbox; hook: Added }>;
  fire(alertname: string): Promise<string>;
  show(hook: Added): Promise<WebhookView>;
  log(hook: Added): Promise<PostRow[]>;
  /** As if the time of all that waits had come, and its receiver had failed for so long. */
  letDue(hook: Added, failing?: { hours: number; failures: number }): Promise<void>;
  /** Waits for an event that so many attempts have left like this. */
  settled(hook: Added, state: PostRow["state"], attempts: number): Promise<PostRow>;
}

/** To be called once in a test file: the world is there while its tests run. */
export function useWebhookWorld(): WebhookWorld {
  let receiver: WebhookReceiver;
  let world: DemoWorld;
  let tenantId: TenantId;
  let drop = async () => {};
  let boxes = 0;
  before(async () => {
    const database = await createTestDatabase();
    drop = database.drop;
    receiver = await startWebhookReceiver();
    const options = { databaseUrl: database.url, alsoAllowed: [receiver.address] };
    world = await openDemoWorld({ ...options, pollSeconds: 3_600, recordSeconds: 0.5 });
    const { rows } = await sql<{ id: string }>`select id from list_tenants()`.execute(world.hub.hub.db);
    tenantId = TenantId.parse(rows[0]?.id);
  });
  after(async () => {
    receiver.close();
    await world.close();
    await drop();
  });
  const log = ({ id }: Added) => world.api.get(`/webhooks/${id}/deliveries`) as Promise<PostRow[]>;
  return {
    get world() {
      return world;
    },
    get receiver() {
      return receiver;
    },
    get tenantId() {
      return tenantId;
    },
    async subscribe(context, more = {}) {
      const box = receiver.at(`box-${++boxes}`);
      const wanted = { url: box.url, types: ["interdesk.alert.opened"], ...more };
      const hook = (await world.api.post("/webhooks", wanted)) as Added;
      context.after(async () => void (await world.api.remove(`/webhooks/${hook.id}`)));
      return { box, hook };
    },
    fire: (alertname) => deliverAlerts(world.hookUrl, [{ alertname, client: "acme-dental" }]),
    show: ({ id }) => world.api.get(`/webhooks/${id}`) as Promise<WebhookView>,
    log,
    letDue: ({ id }, failing) =>
      withTenant(world.hub.hub.db, tenantId, async (trx) => {
        await sql`update webhook_post set next_at = now() where webhook_id = ${id} and state = 'waiting'`.execute(trx);
        await sql`update webhook set rests_until = null where id = ${id}`.execute(trx);
        if (failing)
          await sql`update webhook set failing_since = now() - ${failing.hours} * interval '1 hour', failures = ${failing.failures}
            where id = ${id}`.execute(trx);
      }),
    async settled(hook, state, attempts) {
      const { value } = await awaitUntil(`an event to be ${state} after ${attempts} attempts`, async () =>
        (await log(hook)).find(
          (row) =>
            row.state === state &&
            row.attempts === attempts &&
            (row.status ?? row.detail) !== null &&
            // While it is tried again, it still shows what became of it before.
            (state !== "waiting" || new Date(row.nextAt ?? 0) > new Date()),
        ),
      );
      return value;
    },
  };
}

export const titleOf = ({ event }: Received) => ("alert" in event.data ? event.data.alert.title : undefined);
export const about = (title: string) => (received: Received) => titleOf(received) === title;

/** By the published library. @throws where the signature does not fit */
export function verifySignature(secret: string, { body, headers }: Received): void {
  new Webhook(secret).verify(body, headers);
}
