import { z } from "zod";
import { type ConnectorError, type Result, succeed } from "../contract.ts";
import { WebhookRow, WrittenWebhook } from "./list-types.ts";
import type { HaloClient } from "./client.ts";
import { readList, readOne } from "./envelopes.ts";
import { post, postNew } from "./post.ts";

import {
  describeWanted,
  listFaults,
  toBody,
  toNotification,
  type Wanted,
  type WantedEvent,
  wantedEvents,
} from "./wanted-webhook.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

async function listOurs(client: HaloClient, wanted: Wanted): Answer<WebhookRow[]> {
  const all = await readList(client, "Webhook", "webhooks", WebhookRow, { type: 0 });
  if (!all.ok) return all;
  return succeed(
    all.value.rows
      .filter(({ name, type }) => name === wanted.name && (type ?? 0) === 0)
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  );
}

/** Makes sure that exactly one working webhook of this connection exists; what an admin made by hand is left alone. */
export async function ensureWebhook(
  client: HaloClient,
  hookUrl: string,
  secret: string,
): Answer<{ state: "present" | "made" | "repaired"; detail: string }> {
  const wanted = describeWanted(hookUrl, secret);
  const ours = await listOurs(client, wanted);
  if (!ours.ok) return ours;
  const [kept, ...others] = ours.value;
  for (const extra of others) {
    const removed = await removeOne(client, extra.id);
    if (!removed.ok) return removed;
  }
  if (!kept) return makeOne(client, wanted);
  const repaired = await repairOne(client, wanted, kept.id);
  if (!repaired.ok) return repaired;
  const faults = [...(others.length > 0 ? [`${others.length} more of ours taken away`] : []), ...repaired.value];
  return succeed(
    faults.length === 0
      ? { state: "present", detail: `Webhook "${wanted.name}" is active.` }
      : { state: "repaired", detail: `Webhook "${wanted.name}": ${faults.join(", ")}.` },
  );
}

async function makeOne(client: HaloClient, wanted: Wanted): Answer<{ state: "made"; detail: string }> {
  const made = await postNew(client, "Webhook", toBody(wanted), WrittenWebhook);
  if (!made.ok) return made;
  const added = await addEvents(client, made.value.id, wantedEvents);
  if (!added.ok) return added;
  return succeed({ state: "made", detail: `Webhook "${wanted.name}" with ${wantedEvents.length} events was made.` });
}

/** @returns what was wrong with it, in words; empty = nothing */
async function repairOne(client: HaloClient, wanted: Wanted, id: string): Answer<string[]> {
  const row = await readOneWebhook(client, id);
  if (!row.ok) return row;
  const faults = listFaults(row.value, wanted);
  if (faults.length > 0) {
    const set = await post(client, "Webhook", { id, ...toBody(wanted) }, WrittenWebhook);
    if (!set.ok) return set;
  }
  const missing = wantedEvents.filter(({ eventno }) => !row.value.events.some((event) => event.eventno === eventno));
  if (missing.length === 0) return succeed(faults);
  const added = await addEvents(client, id, missing);
  if (!added.ok) return added;
  return succeed([...faults, `events added: ${missing.map(({ name }) => name).join(", ")}`]);
}

async function readOneWebhook(client: HaloClient, id: string): Answer<WebhookRow> {
  const path = `Webhook/${encodeURIComponent(id)}`;
  const answer = await client.call({ method: "GET", path, query: { includedetails: true }, safe: true });
  return answer.ok ? readOne(WebhookRow, "webhook", answer.value, client.redact) : answer;
}

/** Events are rows of their own; those inside of a webhook are not stored. A foreign guid would take that row away. */
async function addEvents(client: HaloClient, webhookId: string, events: readonly WantedEvent[]): Answer<void> {
  for (const event of events) {
    const added = await post(client, "Notification", toNotification(webhookId, event), z.unknown());
    if (!added.ok) return added;
  }
  return succeed(undefined);
}

/** Takes away what {@link ensureWebhook} made, and nothing else. */
export async function removeWebhook(client: HaloClient, hookUrl: string): Answer<void> {
  const ours = await listOurs(client, describeWanted(hookUrl, ""));
  if (!ours.ok) return ours;
  for (const { id } of ours.value) {
    const removed = await removeOne(client, id);
    if (!removed.ok) return removed;
  }
  return succeed(undefined);
}

async function removeOne(client: HaloClient, id: string): Answer<void> {
  const row = await readOneWebhook(client, id);
  if (!row.ok) return row.error.kind === "gone" ? succeed(undefined) : row;
  const paths = [...row.value.events.map((event) => `Notification/${event.id}`), `Webhook/${encodeURIComponent(id)}`];
  for (const path of paths) {
    const removed = await client.call({ method: "DELETE", path, safe: false });
    if (!removed.ok && removed.error.kind !== "gone") return removed;
  }
  return succeed(undefined);
}
