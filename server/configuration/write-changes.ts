import type { Transaction } from "kysely";
import type { ClientEntry, WindowEntry } from "../../schemas/configuration.ts";
import { MaintenanceId } from "../../schemas/maintenance.ts";
import { actorNow } from "../access/acting.ts";
import { AppError } from "../api/problem.ts";
import { writeGuide } from "../clients/guide-service.ts";
import { mapCustomer } from "../connections/customers.ts";
import { addAudit, ensureClient, findClient } from "../db/admin.ts";
import type { Database } from "../db/database.ts";
import { importItems } from "../db/items.ts";
import { listConnections } from "../db/list-connections.ts";
import { createWindowStore } from "../db/stores/windows.ts";
import { saveText } from "../rules/text-service.ts";
import { createWebhookService } from "../webhooks/webhook-service.ts";
import type { ApplyDeps, Applied } from "./apply-changes.ts";
import type { Change } from "./plan-changes.ts";
import { kindOfPart } from "./text-parts.ts";

type Of<P extends Change["part"]> = Extract<Change, { part: P }>;

/**
 * All changes but those of connections themselves, which are written by then.
 *
 * @param deps with the transaction as their database
 * @returns the secrets of new webhooks
 */
export async function writeChanges(
  deps: ApplyDeps,
  trx: Transaction<Database>,
  changes: readonly Change[],
): Promise<Applied["webhooks"]> {
  const made: { url: string; secret: string }[] = [];
  for (const change of changes) {
    switch (change.part) {
      case "clients":
        await writeClient(deps, trx, change);
        break;
      case "rules":
      case "sla":
      case "onCall": {
        const { text, parsed } = change;
        await saveText({ ...deps.connections, db: trx }, { ...kindOfPart[change.part], text, parsed });
        break;
      }
      case "webhooks":
        made.push(...(await writeWebhook(deps, change)));
        break;
      case "windows":
        await writeWindow(deps, trx, change);
        break;
      case "connections":
      case "items":
        break;
    }
  }
  await writeItems(deps, trx, changes);
  return made;
}

async function writeClient(
  { connections }: ApplyDeps,
  trx: Transaction<Database>,
  change: Of<"clients">,
): Promise<void> {
  const { tenantId, ids } = connections;
  if (change.action === "add") {
    const id = await ensureClient(trx, tenantId, change.name, ids.next);
    const entry = { actor: actorNow(), action: "client.add", object: id, detail: { name: change.name } };
    await addAudit(trx, tenantId, entry, ids.next);
  }
  if (Object.keys(change.guide).length > 0) {
    const clientId = await findClient(trx, tenantId, change.name);
    if (clientId) await writeGuide({ ...connections, db: trx }, clientId, change.guide);
  }
  if (change.customers.length > 0) await mapAll({ connections }, trx, change.name, change.customers);
}

async function mapAll(
  { connections }: Pick<ApplyDeps, "connections">,
  trx: Transaction<Database>,
  client: string,
  customers: ClientEntry["customers"],
): Promise<void> {
  const known = await listConnections(trx, connections.tenantId);
  for (const { connection, externalId } of customers) {
    const found = known.find(({ name }) => name === connection);
    if (!found) throw new AppError("invalid", `clients: there is no connection "${connection}".`);
    await mapCustomer({ ...connections, db: trx }, found, { externalId, client });
  }
}

/** All at once, since they name one another. */
async function writeItems(
  { connections }: ApplyDeps,
  trx: Transaction<Database>,
  changes: readonly Change[],
): Promise<void> {
  const drafts = changes.flatMap((change) => (change.part === "items" ? [change.draft] : []));
  if (drafts.length === 0) return;
  const { tenantId, ids } = connections;
  const imported = await importItems(trx, tenantId, drafts, ids.next);
  if ("problems" in imported) {
    const told = imported.problems.map(
      ({ index, field, detail }) => `items: ${drafts[index]?.name}: ${field}: ${detail}.`,
    );
    throw new AppError("invalid", told.join("\n"));
  }
  const entry = { actor: actorNow(), action: "items.import", object: "items", detail: { ...imported } };
  await addAudit(trx, tenantId, entry, ids.next);
}

async function writeWebhook({ webhooks }: ApplyDeps, change: Of<"webhooks">): Promise<Applied["webhooks"]> {
  const service = createWebhookService(webhooks);
  if (change.action === "remove") {
    await service.remove(change.known.id);
    return [];
  }
  const { url, state, ...wanted } = change.entry;
  if (change.action === "change") {
    await service.change(change.known.id, { ...wanted, ...(state === undefined ? {} : { state }) });
    return [];
  }
  const { id, secret } = await service.add({ url, ...wanted });
  if (state === "paused") await service.change(id, { state });
  return [{ url, secret }];
}

async function writeWindow(
  { connections }: ApplyDeps,
  trx: Transaction<Database>,
  change: Of<"windows">,
): Promise<void> {
  const { tenantId, ids } = connections;
  const store = createWindowStore(trx, tenantId);
  const note = (action: string, id: string, detail: object) =>
    addAudit(trx, tenantId, { actor: actorNow(), action, object: id, detail: { ...detail } }, ids.next);
  if (change.action === "remove") {
    await store.end(change.known.id);
    return note("maintenance.end", change.known.id, {});
  }
  const id = MaintenanceId.parse(ids.next());
  await store.add({ id, ...(await toWindow(connections, trx, change.entry)) });
  const { kind, reason, owner, client, resource, service } = change.entry;
  return note(`${kind}.add`, id, { reason, owner, client, resource, service });
}

async function toWindow({ tenantId }: ApplyDeps["connections"], trx: Transaction<Database>, entry: WindowEntry) {
  const { client, startsAt, endsAt, ...rest } = entry;
  const clientId = client === null ? null : await findClient(trx, tenantId, client);
  if (clientId === undefined) throw new AppError("invalid", `windows: there is no client "${client ?? ""}".`);
  return { ...rest, clientId, startsAt: new Date(startsAt), endsAt: endsAt === null ? null : new Date(endsAt) };
}
