import type { ExternalId } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import {
  type ConnectorError,
  type ConnectorWorld,
  type Desk,
  type DeskWrite,
  type Result,
  succeed,
} from "../contract.ts";
import { TicketItem } from "./api-types.ts";
import { toCreated } from "./created.ts";
import type { Secrets, Settings } from "./manifest.ts";
import { buildProperties } from "./map-out.ts";
import { patchTicket } from "./patch-ticket.ts";
import type { ReadWorld } from "./read-tickets.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

export async function createTicket(
  { client, contacts, maps }: ReadWorld,
  world: ConnectorWorld<Settings, Secrets>,
  draft: Parameters<Desk["create"]>[0],
): Answer<{ externalId: ExternalId }> {
  const { contact, ...raw } = draft.raw;
  const found = typeof contact === "string" ? await contacts.find(Number(draft.clientRef), contact) : succeed(null);
  if (!found.ok) return found;
  const properties = buildProperties(raw, maps);
  const due = new Date(world.clock.now().getTime() + world.settings.dueHours * 3_600_000).toISOString();
  const answer = await client.call({
    method: "POST",
    path: "Tickets",
    json: {
      queueID: Number(world.settings.queueId),
      dueDateTime: due,
      ...properties,
      companyID: Number(draft.clientRef),
      ...(found.value === null ? {} : { contactID: found.value }),
      externalID: draft.marker,
    },
    buckets: ["Tickets"],
    safe: false,
  });
  return toCreated(answer);
}

/** The contact is found by address within the ticket's own company; one that is not there is left as it was. */
export async function writeFields(world: ReadWorld, { externalId, raw }: DeskWrite): Answer<void> {
  const { contact, ...others } = raw;
  const properties = buildProperties(others, world.maps);
  if (contact !== undefined) {
    const found = await findContact(world, externalId, contact);
    if (!found.ok) return found;
    if (found.value !== undefined) properties["contactID"] = found.value;
  }
  if (Object.keys(properties).length === 0) return succeed(undefined);
  return patchTicket(world.client, Number(externalId), properties);
}

async function findContact(
  { client, contacts }: ReadWorld,
  id: ExternalId,
  email: Json,
): Answer<number | null | undefined> {
  if (typeof email !== "string") return succeed(null);
  const tickets = await client.queryAll("Tickets", TicketItem, [{ op: "eq", field: "id", value: Number(id) }]);
  if (!tickets.ok) return tickets;
  const company = tickets.value[0]?.companyID;
  if (company === null || company === undefined) return succeed(undefined);
  const found = await contacts.find(company, email);
  return found.ok ? succeed(found.value ?? undefined) : found;
}
