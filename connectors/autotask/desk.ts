import { ExternalId } from "../../schemas/ids.ts";
import { FieldName } from "../../schemas/ticket.ts";
import { type ConnectorError, type ConnectorWorld, type Desk, type Lens, type Result, succeed } from "../contract.ts";
import { CompanyItem } from "./api-types.ts";
import { type AutotaskClient, createClient } from "./client.ts";
import { createDirectorySource, type Directory } from "./directory.ts";
import type { Secrets, Settings } from "./manifest.ts";
import { readField } from "./map-in.ts";
import { buildProperties, isTextShape, writeField } from "./map-out.ts";
import { readHistory } from "./read-history.ts";
import { findByMarker, listChanged, readComments, readTickets } from "./read-tickets.ts";
import { testConnection } from "./test-connection.ts";
import { addNote, createTicket, writeTicket } from "./write-tickets.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

export function createDesk(world: ConnectorWorld<Settings, Secrets>): Desk {
  const client = createClient(world);
  const directory = createDirectorySource(client, world.settings.userName, world.clock);
  const { settings } = world;
  return {
    fields: FieldName.options,
    indexLagMs: 0,
    longestRequestMs: settings.longestRequestSeconds * 1_000,
    openLens: async () => {
      const loaded = await directory();
      return loaded.ok ? succeed(createLens(settings, loaded.value)) : loaded;
    },
    read: (ids) => readTickets(client, ids),
    comments: (ids) => readComments(client, directory, ids),
    listChanged: (cursor, since) => listChanged(client, cursor, since),
    findByMarker: (markers) => findByMarker(client, markers),
    create: (draft) => createTicket(client, world, draft),
    write: (change) => writeTicket(client, Number(change.externalId), buildProperties(change.raw)),
    addComment: (id, comment) => addNote(client, Number(id), comment),
    withdraw: async (id, reason) => {
      const noted = await addNote(client, Number(id), { body: reason, visibility: "internal" });
      return noted.ok ? writeTicket(client, Number(id), { status: Number(settings.statusOut.cancelled) }) : noted;
    },
    history: (id, since) => readHistory(client, directory, Number(id), since),
    discover: () => discover(client, directory),
    test: () => testConnection(client, directory),
    close: async () => {},
  };
}

function createLens(settings: Settings, directory: Directory): Lens {
  return {
    from: (field, raw) => readField(field, raw, settings, directory),
    to: (field, value) => writeField(field, value, settings, directory),
    isShapeOf: isTextShape,
  };
}

async function discover(client: AutotaskClient, directory: () => Answer<Directory>): ReturnType<Desk["discover"]> {
  const loaded = await directory();
  if (!loaded.ok) return loaded;
  const companies = await client.queryAll("Companies", CompanyItem, [{ op: "gte", field: "id", value: 0 }]);
  if (!companies.ok) return companies;
  const choicesOf = (name: string) =>
    (loaded.value.fields.find((field) => field.name === name)?.picklistValues ?? []).map(
      ({ value, label, isActive }) => ({ value, label, active: isActive }),
    );
  return succeed({
    choices: {
      status: choicesOf("status"),
      priority: choicesOf("priority"),
      queue: choicesOf("queueID"),
      type: choicesOf("ticketType"),
    },
    clients: companies.value.map(({ id, companyName }) => ({
      externalId: ExternalId.parse(String(id)),
      name: companyName,
    })),
  });
}
