import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { sql } from "kysely";
import { Webhook } from "standardwebhooks";
import { z } from "zod";
import { noteConflicts } from "../../core/flows/note-conflicts.ts";
import { parkConnection } from "../../core/flows/park-connection.ts";
import type { Conflict } from "../../schemas/change.ts";
import { type WebhookEvent, type WebhookEventType, webhookEventTypes } from "../../schemas/events.ts";
import { ConnectionId, TicketId } from "../../schemas/ids.ts";
import { ensureTenant } from "../../server/db/admin.ts";
import { withTenant } from "../../server/db/tenant.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { idSource } from "../../server/ids.ts";
import { createWebhookService } from "../../server/webhooks/webhook-service.ts";
import { deliverAlerts } from "../support/alertmanager.ts";
import { openPagingWorld, type PagingWorld, phones } from "../support/paging-world.ts";
import { type Mailbox, startWebhookReceiver, type WebhookReceiver } from "../support/webhook-receiver.ts";

type Of<Type extends WebhookEventType> = Extract<WebhookEvent, { type: Type }>;

const published = z.fromJSONSchema(
  JSON.parse(await readFile(new URL("../../schemas/events/event.schema.json", import.meta.url), "utf8")) as Parameters<
    typeof z.fromJSONSchema
  >[0],
);

interface Told {
  paging: PagingWorld;
  receiver: WebhookReceiver;
}

async function openTold(context: { after(run: () => Promise<void>): void }): Promise<Told> {
  const receiver = await startWebhookReceiver();
  context.after(async () => receiver.close());
  return { paging: await openPagingWorld(context, [receiver.address]), receiver };
}

async function subscribe({ paging, receiver }: Told, name: string, more: object = {}) {
  const box = receiver.at(name);
  const hook = (await paging.world.api.post("/webhooks", { url: box.url, types: ["*"], ...more })) as {
    id: string;
    secret: string;
  };
  return { box, hook };
}

async function awaitEvent<Type extends WebhookEventType>(
  box: Mailbox,
  type: Type,
  fits: (event: Of<Type>) => boolean = () => true,
): Promise<Of<Type>> {
  const isIt = (event: WebhookEvent): event is Of<Type> => event.type === type;
  const { value } = await awaitUntil(`${type} to arrive`, async () =>
    box
      .all()
      .map(({ event }) => event)
      .filter(isIt)
      .find(fits),
  );
  return value;
}

/** As if all that a clock has to do had been due a second ago; again where the hub has counted it anew meanwhile. */
async function useUp({ world, tenantId }: PagingWorld, ticketId: string, target: string): Promise<void> {
  await awaitUntil(`the ${target} clock to have done all it has to`, () =>
    withTenant(world.hub.hub.db, tenantId, async (trx) => {
      const { rows } = await sql`update clock set next_fire_at = now(), fires = (
          select jsonb_agg(jsonb_set(f, '{at}', to_jsonb(now() - interval '1 second'))) from jsonb_array_elements(fires) f)
        where ticket_id = ${ticketId} and target = ${target} and next_fire_at is not null returning 1`.execute(trx);
      return rows.length === 0 ? true : undefined;
    }),
  );
}

function inFlow(paging: PagingWorld, tenantId = paging.tenantId) {
  const { node, world } = paging.world.hub.hub;
  const conflict = (conflict: Conflict) =>
    node.unit.inTenant(tenantId, (stores) => noteConflicts(world, stores, tenantId, [conflict]));
  const park = (connectionId: ConnectionId, name: string) =>
    node.unit.inTenant(tenantId, (stores) =>
      parkConnection(world, stores, { tenantId, connectionId, name }, "Too many at once.", {
        kind: "massChange",
        title: "Paused",
        body: "Too many at once.",
      }),
    );
  return { conflict, park };
}

async function connectionId({ world }: PagingWorld, name: string): Promise<ConnectionId> {
  const rows = (await world.api.get("/connections")) as { id: string; name: string }[];
  return ConnectionId.parse(rows.find((row) => row.name === name)?.id);
}

const internalText = "has taken it through twilio";

/** An alert that somebody takes, what people say and change, one that nobody takes, and the rest. */
async function tellAll({ paging }: Told, all: Mailbox): Promise<{ down: string; unanswered: string }> {
  const down = await paging.fire("Down", "critical");
  const call = await paging.paged(paging.twilio, phones.ann, "Down");
  await paging.twilio.answer(call.id, "acknowledge");
  const { desk } = paging.world;
  const { value: record } = await awaitUntil("its record", async () =>
    desk.tickets().find(({ title, status }) => title.includes("Down") && status !== "New"),
  );
  await desk.technician.addComment(record.id, { text: "We are making room on it.", visibility: "public" });
  await desk.technician.edit(record.id, { status: "Waiting Customer" });
  await awaitEvent(all, "interdesk.ticket.changed", ({ data }) =>
    data.changes.some(({ field, to }) => field === "status" && to === "pending"),
  );
  const unanswered = await paging.fire("Unanswered", "critical");
  await paging.paged(paging.twilio, phones.ann, "Unanswered");
  await useUp(paging, unanswered.id, "resolution");
  await paging.letPass(unanswered.id, 5);
  await paging.paged(paging.twilio, phones.ben, "Unanswered");
  await paging.letPass(unanswered.id, 5);
  await awaitEvent(all, "interdesk.escalation.exhausted");
  const labels = { alertname: "Down", client: "acme-dental", severity: "critical" };
  await deliverAlerts(paging.world.hookUrl, [labels], "resolved");
  await awaitEvent(all, "interdesk.alert.ended");
  const autotask = await connectionId(paging, "autotask");
  const values = { winner: "ours", ours: 2, theirs: "3", reason: "ownerDecides", at: new Date() } as const;
  const about = { ticketId: TicketId.parse(down.id), connectionId: autotask };
  await inFlow(paging).conflict({ ...about, ...values, field: "priority" });
  const said = { winner: "open", ours: internalText, theirs: internalText, reason: "commentHidden" } as const;
  await inFlow(paging).conflict({ ...about, ...said, at: new Date(), field: "comment" });
  await inFlow(paging).park(autotask, "autotask");
  return { down: down.id, unanswered: unanswered.id };
}

describe("other systems", () => {
  it("are told of each thing with its data, signed, in the published form; of what is internal only when they ask", async (context) => {
    const told = await openTold(context);
    const { paging, receiver } = told;
    const all = await subscribe(told, "all", { includeInternal: true });
    const open = await subscribe(told, "open");
    const { hub } = paging.world.hub;
    const otherTenant = await ensureTenant(hub.db, "another", idSource.next);
    const others = receiver.at("another-tenant");
    const service = {
      ...hub.world,
      db: hub.db,
      vault: hub.vault,
      receivers: hub.node.webhooks.receivers,
      wake: () => {},
    };
    await createWebhookService({ ...service, tenantId: otherTenant, allowedPrivate: [receiver.address] }).add({
      url: others.url,
      types: ["*"],
      clients: null,
      includeInternal: true,
    });
    const { down, unanswered } = await tellAll(told, all.box);
    await paging.world.api.post(`/webhooks/${all.hook.id}/test`);
    for (const type of webhookEventTypes) await awaitEvent(all.box, type);
    const last = await awaitEvent(open.box, "interdesk.sync.parked");
    assert.equal(last.data.reason, "Too many at once.");

    const { box } = all;
    const first = await awaitEvent(box, "interdesk.ticket.opened", ({ data }) => data.ticket.id === down);
    assert.deepEqual(
      [first.data.bornBy, first.data.ticket.status, first.data.ticket.client.name, first.data.ticket.priority],
      ["alert", "new", "Acme Dental", 1],
    );
    const alert = await awaitEvent(box, "interdesk.alert.opened", ({ data }) => data.alert.title === "Down");
    assert.deepEqual(
      [alert.data.alert.connection, alert.data.alert.condition, alert.data.alert.ticketId],
      ["prometheus", "firing", down],
    );
    const taken = await awaitEvent(box, "interdesk.escalation.acknowledged");
    assert.deepEqual([taken.data.by, taken.data.via, taken.data.escalation.policy], ["Ann Keller", "twilio", "wake"]);
    const changed = await awaitEvent(box, "interdesk.ticket.changed", ({ data }) =>
      data.changes.some(({ to }) => to === "pending"),
    );
    assert.deepEqual([changed.data.by.kind, changed.data.by.connection], ["sync", "autotask"]);
    assert.match(changed.data.ticket.records[0]?.number ?? "", /^T\d/);
    const comment = await awaitEvent(box, "interdesk.ticket.commented", ({ data }) =>
      data.comment.body.includes("making room"),
    );
    assert.deepEqual([comment.data.comment.visibility, comment.data.comment.authorKind], ["public", "technician"]);
    await awaitEvent(box, "interdesk.ticket.commented", ({ data }) => data.comment.body.includes(internalText));
    const breached = await awaitEvent(box, "interdesk.sla.breached");
    assert.deepEqual([breached.data.clock.target, breached.data.clock.share], ["resolution", 100]);
    const exhausted = await awaitEvent(box, "interdesk.escalation.exhausted");
    assert.equal(exhausted.data.ticket.id, unanswered);
    const ended = await awaitEvent(box, "interdesk.alert.ended");
    assert.deepEqual([ended.data.alert.condition, ended.data.alert.id], ["clear", alert.data.alert.id]);
    const conflict = await awaitEvent(box, "interdesk.sync.conflict", ({ data }) => data.conflict.field === "priority");
    assert.deepEqual([conflict.data.conflict.ours, conflict.data.conflict.theirs], [2, "3"]);

    for (const { box, hook } of [all, open])
      for (const { body, headers, event } of box.all()) {
        const parsed = published.safeParse(JSON.parse(body));
        assert.ok(parsed.success, `${event.type}: ${parsed.error?.message}`);
        new Webhook(hook.secret).verify(body, headers);
        assert.equal(event.source, `urn:uuid:${paging.tenantId}`);
      }
    const heard = open.box.all().map(({ body }) => body);
    assert.ok(heard.some((body) => body.includes("making room")));
    for (const body of heard) assert.doesNotMatch(body, new RegExp(`${internalText}|"visibility":"internal"`));
    assert.deepEqual(others.all(), [], "another tenant hears nothing of it");
    await inFlow(paging, otherTenant).park(ConnectionId.parse(idSource.next()), "their desk");
    assert.equal((await awaitEvent(others, "interdesk.sync.parked")).data.connection.name, "their desk");
    assert.ok(!JSON.stringify(all.box.all()).includes("their desk"), "and nobody else of what is its own");
  });
});
