import type { ExternalId } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import { type ConnectorError, type DeskDraft, type DeskWrite, fail, type Result, succeed } from "../contract.ts";
import { WrittenAction, WrittenTicket } from "./api-types.ts";
import type { Directory } from "./directory.ts";
import { post, postNew } from "./post.ts";
import { noMarkerField } from "./find-by-marker.ts";
import type { Settings } from "./manifest.ts";
import { toTicketId } from "./map-in.ts";
import { buildCustomFields, buildProperties } from "./map-out.ts";
import { listOutcomes } from "./outcomes.ts";
import { clientOf, readDetail, type ReadWorld } from "./read-tickets.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

export interface WriteWorld extends ReadWorld {
  settings: Settings;
}

/** Nobody gets a mail because two systems are kept equal. */
const quiet = { sendack: false, sendemail: false };

export async function createTicket(world: WriteWorld, draft: DeskDraft): Answer<{ externalId: ExternalId }> {
  const lists = await world.directory();
  if (!lists.ok) return lists;
  const { marker } = lists.value;
  if (marker === null) return fail(noMarkerField);
  const { contact, priority, ...raw } = draft.raw;
  const clientId = Number(draft.clientRef);
  const person = typeof contact === "string" ? await world.users.find(clientId, contact) : succeed(null);
  if (!person.ok) return person;
  const typeId = typeof raw.type === "number" ? raw.type : world.settings.ticketTypeId;
  const item = {
    ...buildProperties(raw),
    ...choosePriority(lists.value, typeId, priority),
    tickettype_id: typeId,
    client_id: clientId,
    ...toPerson(person.value),
    ...(world.settings.sourceId === undefined ? {} : { source: world.settings.sourceId }),
    customfields: [{ id: marker.id, value: draft.marker }, ...buildCustomFields(raw, world.maps)],
    ...quiet,
    donotapplytemplateintheapi: true,
    ...(world.settings.skipMandatoryFields ? { _novalidate: true } : {}),
  };
  const made = await postNew(world.client, "Tickets", item, WrittenTicket, true);
  return made.ok ? succeed({ externalId: toTicketId(made.value.id) }) : made;
}

/** A person is taken together with their site only; without one the ticket goes to the client's "General User". */
function toPerson(person: { id: number; siteId: number | null } | null): Record<string, Json> {
  if (person === null) return {};
  return person.siteId === null ? { user_id: person.id } : { user_id: person.id, site_id: person.siteId };
}

/** One that the type's SLA does not have would be replaced without a word; a type without an SLA has none at all. */
function choosePriority(lists: Directory, typeId: number, priority: Json | undefined): Record<string, Json> {
  if (typeof priority !== "number") return {};
  const slaId = lists.types.find(({ id }) => id === typeId)?.slaId ?? null;
  if (slaId === 0) return {};
  const offered = slaId === null ? undefined : lists.slaPriorities.get(slaId);
  return offered !== undefined && !offered.has(priority) ? {} : { priority_id: priority };
}

/** The person is found by address within the ticket's own client; one that is not there is left as it was. */
export async function writeFields(world: WriteWorld, { externalId, raw }: DeskWrite): Answer<void> {
  const { contact, ...others } = raw;
  const person = typeof contact === "string" ? await findPerson(world, externalId, contact) : succeed({});
  if (!person.ok) return person;
  const customfields = buildCustomFields(others, world.maps);
  const properties = {
    ...buildProperties(others),
    ...(customfields.length > 0 ? { customfields } : {}),
    ...person.value,
  };
  if (Object.keys(properties).length === 0) return succeed(undefined);
  return writeProperties(world, Number(externalId), properties);
}

async function findPerson(world: WriteWorld, id: ExternalId, email: string): Answer<Record<string, Json>> {
  const ticket = await readDetail(world.client, id);
  if (!ticket.ok) return ticket;
  const clientId = clientOf(ticket.value);
  if (clientId === null) return succeed({});
  const found = await world.users.find(clientId, email);
  return found.ok ? succeed(toPerson(found.value)) : found;
}

/**
 * One write. A status that was taken and stays as it was at the last reading is tried once more as an action, which is how
 * people set it there; what comes of that is read back like anything else.
 */
export async function writeProperties(world: WriteWorld, id: number, properties: Record<string, Json>): Answer<void> {
  const before = world.memory.statusOf(id);
  const item = { id, ...properties, sendemail: false };
  const written = await post(world.client, "Tickets", item, WrittenTicket);
  if (!written.ok) return written;
  const wanted = properties["status_id"];
  const now = written.value?.status_id ?? null;
  if (now !== null) world.memory.noteStatus(id, now);
  // Any other status is somebody's edit meanwhile, and theirs to keep.
  if (typeof wanted !== "number" || now === null || now === wanted || now !== before) return succeed(undefined);
  return setStatusByAction(world, id, wanted);
}

async function setStatusByAction(world: WriteWorld, ticketId: number, statusId: number): Answer<void> {
  const lists = await world.directory();
  if (!lists.ok) return lists;
  const [outcomeId] = listOutcomes(lists.value.outcomes, "internal", world.settings);
  const item = {
    ticket_id: ticketId,
    outcome_id: outcomeId ?? world.settings.internalOutcomeId,
    note: "",
    new_status: statusId,
    hiddenfromuser: true,
    sendemail: false,
    _appointment01_ok: true,
  };
  const tried = await post(world.client, "Actions", item, WrittenAction);
  // Refused this way too: the reading back shows it, with the other fields written.
  return tried.ok || tried.error.kind === "rejected" ? succeed(undefined) : tried;
}
