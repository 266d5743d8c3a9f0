import { createHash } from "node:crypto";
import { z } from "zod";
import { type ConnectorError, fail, type Result, succeed } from "../contract.ts";
import { parseWith } from "../http.ts";
import { Created, Fields } from "./api-types.ts";
import type { AutotaskClient } from "./client.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;
type State = { state: "present" | "made" | "repaired"; detail: string };

/** What is watched, by the names that the vendor's list of fields may use; the ticket's number is needed with every note. */
const watched = {
  TicketWebhooks: {
    subscribed: [
      "status",
      "priority",
      "title",
      "queueID",
      "assignedResourceID",
      "companyID",
      "contactID",
      "resolution",
      "ticketType",
    ],
    shown: ["ticketNumber", "externalID"],
  },
  TicketNoteWebhooks: { subscribed: ["description", "publish"], shown: ["ticketID"] },
} as const;
type Family = keyof typeof watched;
const families = Object.keys(watched) as Family[];

const Hook = z.object({
  id: z.number().int(),
  name: z.string().nullish(),
  webhookUrl: z.string().nullish(),
  isActive: z.boolean().catch(false),
  isReady: z.boolean().catch(false),
});

const digest = (text: string, length: number) => createHash("sha256").update(text).digest("hex").slice(0, length);

/** Ours are told by how their name begins: the connection, which stands in the address before its secret part. */
function prefixOf(hookUrl: string): string {
  const connection = /\/hooks\/([^/]+)/.exec(new URL(hookUrl).pathname)?.[1] ?? hookUrl;
  return `interdesk ${digest(connection, 10)}`;
}

/** The secret cannot be read back, so that the name tells which one it was registered with. */
function nameOf(hook: { url: string; secret: string }): string {
  return `${prefixOf(hook.url)} ${digest(`${hook.url}\n${hook.secret}`, 10)}`;
}

/**
 * Makes sure that exactly one ready webhook for tickets and one for notes calls this address. A half-made one would call
 * with fields missing, so what fails on the way is taken away again.
 *
 * @param ownId the API user's own resource, whose changes are not called out; null = not known
 * @see https://ww1.autotask.net/help/DeveloperHelp/Content/APIs/Webhooks/WEBHOOKS.htm
 */
export async function ensureWebhooks(
  client: AutotaskClient,
  hook: { url: string; secret: string; ownId: number | null },
): Answer<State> {
  const states: State["state"][] = [];
  for (const family of families) {
    const done = await ensureOne(client, family, hook);
    if (!done.ok) return done;
    states.push(done.value);
  }
  const state = states.includes("repaired") ? "repaired" : states.includes("made") ? "made" : "present";
  return succeed({ state, detail: `Webhooks for tickets and notes: ${states.join(", ")}.` });
}

async function ensureOne(
  client: AutotaskClient,
  family: Family,
  hook: { url: string; secret: string; ownId: number | null },
): Answer<State["state"]> {
  const found = await client.queryAll(family, Hook, [{ op: "beginsWith", field: "name", value: prefixOf(hook.url) }]);
  if (!found.ok) return found;
  const name = nameOf(hook);
  const good = found.value.find(
    (one) => one.isActive && one.isReady && one.name === name && one.webhookUrl === hook.url,
  );
  for (const { id } of found.value.filter((one) => one !== good)) {
    const removed = await remove(client, family, id);
    if (!removed.ok) return removed;
  }
  if (good) return succeed(found.value.length > 1 ? "repaired" : "present");
  const made = await makeOne(client, family, hook);
  return made.ok ? succeed(found.value.length > 0 ? "repaired" : "made") : made;
}

async function makeOne(
  client: AutotaskClient,
  family: Family,
  hook: { url: string; secret: string; ownId: number | null },
): Answer<void> {
  const fields = await fieldIds(client, family);
  if (!fields.ok) return fields;
  const created = await post(client, family, family, {
    name: nameOf(hook),
    webhookUrl: hook.url,
    deactivationUrl: hook.url,
    secretKey: hook.secret,
    isActive: true,
    isSubscribedToCreateEvents: true,
    isSubscribedToUpdateEvents: true,
    isSubscribedToDeleteEvents: true,
    sendThresholdExceededNotification: false,
  });
  if (!created.ok) return created;
  const filled = await fill(client, family, created.value, fields.value, hook.ownId);
  if (filled.ok) return filled;
  await remove(client, family, created.value);
  return filled;
}

async function fill(
  client: AutotaskClient,
  family: Family,
  id: number,
  fields: ReadonlyMap<string, number>,
  ownId: number | null,
): Answer<void> {
  const { subscribed, shown } = watched[family];
  for (const name of [...subscribed, ...shown]) {
    const fieldID = fields.get(name.toLowerCase());
    if (fieldID === undefined) continue;
    const isSubscribedField = !(shown as readonly string[]).includes(name);
    const body = { webhookID: id, fieldID, isSubscribedField, isDisplayAlwaysField: !isSubscribedField };
    const added = await post(client, family, `${family}/${id}/Fields`, body);
    if (!added.ok) return added;
  }
  if (ownId === null) return succeed(undefined);
  const excluded = await post(client, family, `${family}/${id}/ExcludedResources`, {
    webhookID: id,
    resourceID: ownId,
  });
  return excluded.ok ? succeed(undefined) : excluded;
}

/** The numbers of the fields are the database's own; they are matched by name, whatever its case. */
async function fieldIds(client: AutotaskClient, family: Family): Answer<ReadonlyMap<string, number>> {
  const entity = family.replace(/s$/, "Fields");
  const answer = await client.call({
    method: "GET",
    path: `${entity}/entityInformation/fields`,
    buckets: [family],
    safe: true,
  });
  if (!answer.ok) return answer;
  const parsed = parseWith(Fields, answer.value);
  if (!parsed.ok) return parsed;
  const values = parsed.value.fields.find(({ name }) => name.toLowerCase() === "fieldid")?.picklistValues ?? [];
  const ids = new Map(values.map(({ value, label }) => [label.toLowerCase().replaceAll(" ", ""), Number(value)]));
  return ids.size > 0
    ? succeed(ids)
    : fail({ kind: "unreadable", path: `${entity}.fieldID`, detail: "The list of webhook fields is empty." });
}

/** Takes away all webhooks of ours that call this address. */
export async function removeWebhooks(client: AutotaskClient, hookUrl: string): Answer<void> {
  for (const family of families) {
    const found = await client.queryAll(family, Hook, [{ op: "beginsWith", field: "name", value: prefixOf(hookUrl) }]);
    if (!found.ok) return found;
    for (const { id } of found.value) {
      const removed = await remove(client, family, id);
      if (!removed.ok) return removed;
    }
  }
  return succeed(undefined);
}

async function remove(client: AutotaskClient, family: Family, id: number): Answer<void> {
  const answer = await client.call({ method: "DELETE", path: `${family}/${id}`, buckets: [family], safe: false });
  return answer.ok || answer.error.kind === "gone" ? succeed(undefined) : answer;
}

async function post(client: AutotaskClient, family: Family, path: string, json: unknown): Answer<number> {
  const answer = await client.call({ method: "POST", path, json, buckets: [family], safe: false });
  if (!answer.ok) return answer;
  const created = parseWith(Created, answer.value);
  return created.ok ? succeed(created.value.itemId) : created;
}
