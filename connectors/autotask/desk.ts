import { ExternalId } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import { type FieldValue, FixedField } from "../../schemas/ticket.ts";
import type { MappedField, ValueMaps } from "../../schemas/value-map.ts";
import { type ConnectorError, type ConnectorWorld, type Desk, type Lens, type Result, succeed } from "../contract.ts";
import { CompanyItem } from "./api-types.ts";
import { addAttachment, attachmentLimitBytes, readAttachment, readAttachments } from "./attachments.ts";
import { type AutotaskClient, createClient } from "./client.ts";
import { listFields, withCustom } from "../custom-fields.ts";
import { createDirectorySource, type Directory } from "./directory.ts";
import { addNote, editNote, readComments, shapeNote } from "./comments.ts";
import { createContactBook } from "./contacts.ts";
import { findDeleted } from "./deleted-comments.ts";
import type { Secrets, Settings } from "./manifest.ts";
import { readField } from "./map-in.ts";
import { patchTicket } from "./patch-ticket.ts";
import { isTextShape, writeField } from "./map-out.ts";
import { readHistory } from "./read-history.ts";
import { findByMarker, listChanged, readTickets } from "./read-tickets.ts";
import { ensureWebhooks, removeWebhooks } from "./register-webhook.ts";
import { testConnection } from "./test-connection.ts";
import { createTicket, writeFields } from "./write-tickets.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

export function createDesk(world: ConnectorWorld<Settings, Secrets>): Desk {
  const client = createClient(world);
  const directory = createDirectorySource(client, world.settings.userName, world.clock);
  const reads = { client, contacts: createContactBook(client, world.clock), maps: world.maps };
  const { settings, maps } = world;
  return {
    fields: listFields(FixedField.options, maps),
    indexLagMs: 0,
    attachmentLimitBytes,
    longestRequestMs: settings.longestRequestSeconds * 1_000,
    openLens: async () => {
      const loaded = await directory();
      return loaded.ok ? succeed(createLens(maps, loaded.value)) : loaded;
    },
    read: (ids) => readTickets(reads, ids),
    comments: (ids) => readComments(client, directory, ids),
    deletedComments: (id, missing) => findDeleted(client, id, missing),
    listChanged: (cursor, since) => listChanged(reads, cursor, since),
    findByMarker: (markers) => findByMarker(reads, markers),
    create: (draft) => createTicket(reads, world, draft),
    write: (change) => writeFields(reads, change),
    addComment: (id, comment) => addNote(client, Number(id), comment),
    shapeComment: shapeNote,
    editComment: (id, commentId, comment) => editNote(client, Number(id), commentId, comment),
    attachments: (ids) => readAttachments(client, directory, ids),
    readAttachment: (id, attachment, mostBytes) => readAttachment(client, id, attachment, mostBytes),
    addAttachment: (id, file) => addAttachment(client, id, file),
    withdraw: async (id, reason) => {
      const noted = await addNote(client, Number(id), { body: reason, format: "plain", visibility: "internal" });
      return noted.ok ? patchTicket(client, Number(id), { status: endedStatus(maps) }) : noted;
    },
    history: (id, since) => readHistory(client, directory, maps, Number(id), since),
    ensureWebhook: async (url) => {
      const people = await directory();
      if (!people.ok) return people;
      return ensureWebhooks(client, { url, secret: world.secrets.webhookSecret, ownId: people.value.ownId });
    },
    removeWebhook: (url) => removeWebhooks(client, url),
    discover: () => discover(client, directory),
    test: () => testConnection(client, directory),
    close: async () => {},
  };
}

/** What a withdrawn twin becomes; 5, complete, is built in everywhere. */
function endedStatus(maps: ValueMaps): number {
  const status = Number(maps.status?.out.cancelled);
  return Number.isInteger(status) ? status : 5;
}

function createLens(maps: ValueMaps, directory: Directory): Lens {
  const lens = {
    from: (field: FixedField, raw: Json) => readField(field, raw, maps, directory),
    to: (field: FixedField, value: FieldValue) => writeField(field, value, maps, directory),
    isShapeOf: isTextShape,
  };
  return withCustom(lens, maps, directory.customFields);
}

async function discover(client: AutotaskClient, directory: () => Answer<Directory>): ReturnType<Desk["discover"]> {
  const loaded = await directory();
  if (!loaded.ok) return loaded;
  const companies = await client.queryAll("Companies", CompanyItem, [{ op: "gte", field: "id", value: 0 }]);
  if (!companies.ok) return companies;
  const { labels, fields, customFields } = loaded.value;
  const ended = new Set(
    fields.flatMap(({ name, picklistValues }) =>
      picklistValues.filter(({ isActive }) => !isActive).map(({ value }) => `${name}=${value}`),
    ),
  );
  const choicesOf = (field: MappedField, name: string) =>
    [...labels[field]].map(([value, label]) => ({ value, label, active: !ended.has(`${name}=${value}`) }));
  return succeed({
    choices: {
      status: choicesOf("status", "status"),
      priority: choicesOf("priority", "priority"),
      type: choicesOf("type", "ticketType"),
      queue: choicesOf("queue", "queueID"),
      category: choicesOf("category", "issueType"),
    },
    clients: companies.value.map(({ id, companyName }) => ({
      externalId: ExternalId.parse(String(id)),
      name: companyName,
    })),
    customFields: customFields.map(({ key, label }) => ({ key, label })),
  });
}
