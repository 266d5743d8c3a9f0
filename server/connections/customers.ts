import { suggestClients } from "../../core/mapping/suggest-clients.ts";
import type { Desk } from "../../core/ports/desk.ts";
import type { Connection } from "../../schemas/connection.ts";
import { AppError } from "../api/problem.ts";
import { addAudit, ensureClient, listClientRefs, mapClient, unmapClient } from "../db/admin.ts";
import { countHeld } from "../db/quarantine.ts";
import { withTenant } from "../db/tenant.ts";
import type { ConnectionService, ConnectionServiceDeps, Customer } from "./connection-service.ts";
import { actorNow } from "../access/acting.ts";

/** The desk's customers with the client that each is here, or that might be meant. */
export async function listCustomers(
  deps: ConnectionServiceDeps,
  connection: Connection,
  desk: Desk,
): Promise<readonly Customer[]> {
  const found = await desk.discover();
  if (!found.ok) throw new AppError("conflict", `${connection.name} could not be asked: ${found.error.detail}`);
  const { mapped, clients } = await listClientRefs(deps.db, deps.tenantId, connection.id);
  return found.value.clients.map(({ externalId, name }) => {
    const client = mapped.get(externalId) ?? null;
    return { externalId, name, client, suggestions: client === null ? suggestClients(name, clients) : [] };
  });
}

/** One more name of a client; what waited for it is read again. */
export async function mapCustomer(
  deps: ConnectionServiceDeps,
  { id, name }: Connection,
  { externalId, client }: { externalId: string; client: string },
): ReturnType<ConnectionService["mapClient"]> {
  const { db, tenantId, ids } = deps;
  const released = await withTenant(db, tenantId, async (trx) => {
    const clientId = await ensureClient(trx, tenantId, client, ids.next);
    const detail = { connection: name, externalId };
    await addAudit(trx, tenantId, { actor: actorNow(), action: "client.map", object: client, detail }, ids.next);
    return mapClient(trx, tenantId, { connectionId: id, externalId, clientId });
  });
  const waiting = await countHeld(db, tenantId, externalId);
  if (released > 0) deps.wake("read");
  return { client, externalId, released, waiting };
}

/** One name of a client less. Tickets, alerts and links that came by it stay the client's. */
export async function unmapCustomer(
  { db, tenantId, ids }: ConnectionServiceDeps,
  { id, name }: Connection,
  externalId: string,
): ReturnType<ConnectionService["unmapClient"]> {
  const client = await withTenant(db, tenantId, async (trx) => {
    const was = await unmapClient(trx, tenantId, id, externalId);
    const detail = { connection: name, externalId };
    if (was !== undefined)
      await addAudit(trx, tenantId, { actor: actorNow(), action: "client.unmap", object: was, detail }, ids.next);
    return was;
  });
  if (client === undefined) throw new AppError("notFound", `externalId: "${externalId}" of "${name}" is no client.`);
  return { client, externalId };
}
