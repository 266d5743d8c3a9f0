import { ExternalId } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import { type FieldValue, FixedField } from "../../schemas/ticket.ts";
import {
  type ConnectorError,
  type ConnectorWorld,
  type Desk,
  type DeskChoice,
  type Lens,
  type Result,
  succeed,
} from "../contract.ts";
import { ClientRow } from "./list-types.ts";
import { addAttachment, attachmentLimitBytes, readAttachment, readAttachments } from "./attachments.ts";
import { createClient, type HaloClient } from "./client.ts";
import { readComments } from "./comments.ts";
import { createDirectorySource, type Directory, type DirectorySource } from "./directory.ts";
import { readPages } from "./envelopes.ts";
import { findByMarker } from "./find-by-marker.ts";
import { listChanged } from "./list-tickets.ts";
import type { Secrets, Settings } from "./manifest.ts";
import { nobody, readField } from "./map-in.ts";
import { isTextShape, writeField } from "./map-out.ts";
import { listFields, withCustom } from "../custom-fields.ts";
import { readCustomFields } from "./load-directory.ts";
import { createMemory } from "./memory.ts";
import { shapeNote } from "./note-text.ts";
import { readTickets } from "./read-tickets.ts";
import { ensureWebhook, removeWebhook } from "./register-webhook.ts";
import { testConnection } from "./test-connection.ts";
import { createUserBook } from "./users.ts";
import { addComment, editComment } from "./write-comments.ts";
import { createTicket, writeFields, type WriteWorld, writeProperties } from "./write-tickets.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;
type World = ConnectorWorld<Settings, Secrets>;

/** Built in everywhere. */
const closedStatus = 9;

export function createDesk(world: World): Desk {
  const { settings, secrets, clock, maps } = world;
  const client = createClient(world);
  const directory = createDirectorySource(client, { ...settings, needsCustomFields: maps.custom !== undefined }, clock);
  const users = createUserBook(client, clock);
  const tickets: WriteWorld = { client, directory, users, memory: createMemory(), settings, maps };
  return {
    // The closing note there can be read one ticket at a time and not be written; it comes across as a comment.
    fields: listFields(
      FixedField.options.filter((field) => field !== "resolution"),
      maps,
    ),
    indexLagMs: 0,
    // Notes and files cost a call each: with the default share of the quota, ten records take half a minute.
    recordsAtOnce: 10,
    attachmentLimitBytes,
    longestRequestMs: settings.longestRequestSeconds * 1_000,
    openLens: async () => {
      const loaded = await directory();
      return loaded.ok ? succeed(createLens(world, loaded.value)) : loaded;
    },
    read: (ids) => readTickets(tickets, ids),
    comments: (ids) => readComments(tickets, ids),
    listChanged: (cursor, since) => listChanged(tickets, cursor, since),
    findByMarker: (markers, since) => findByMarker(tickets, markers, since),
    create: (draft) => createTicket(tickets, draft),
    write: (change) => writeFields(tickets, change),
    addComment: (id, comment) => addComment(tickets, id, comment),
    shapeComment: shapeNote,
    editComment: (_id, commentId, comment) => editComment(tickets, commentId, comment),
    attachments: (ids) => readAttachments(tickets, ids, settings.concurrency),
    readAttachment: (id, attachment, mostBytes) => readAttachment(client, id, attachment, mostBytes),
    addAttachment: (id, file) => addAttachment(client, id, file),
    withdraw: (id, reason) => withdraw(world, tickets, id, reason),
    discover: () => discover(client, directory),
    ensureWebhook: (hookUrl) => ensureWebhook(client, hookUrl, secrets.webhookSecret),
    removeWebhook: (hookUrl) => removeWebhook(client, hookUrl),
    test: () => testConnection(client, directory, settings),
    close: async () => {},
  };
}

function createLens({ maps, settings }: World, directory: Directory): Lens {
  const context = { maps, directory, defaultTypeId: settings.ticketTypeId };
  const lens = {
    from: (field: FixedField, raw: Json) => readField(field, raw, maps, directory),
    to: (field: FixedField, value: FieldValue) => writeField(field, value, context),
    isShapeOf: isTextShape,
  };
  return withCustom(lens, maps, directory.customFields);
}

/** Said first, so that whoever sees the closed ticket knows why. */
async function withdraw(world: World, tickets: WriteWorld, id: ExternalId, reason: string): Answer<void> {
  const noted = await addComment(tickets, id, { body: reason, format: "plain", visibility: "internal" });
  if (!noted.ok) return noted;
  const cancelled = Number(world.maps.status?.out.cancelled);
  const status_id = Number.isInteger(cancelled) ? cancelled : closedStatus;
  return writeProperties(tickets, Number(id), { status_id });
}

async function discover(client: HaloClient, directory: DirectorySource): ReturnType<Desk["discover"]> {
  const loaded = await directory();
  if (!loaded.ok) return loaded;
  const rows = await readPages(client, "Client", "clients", ClientRow, { includeactive: true, order: "id" });
  if (!rows.ok) return rows;
  const customFields = await readCustomFields(client);
  if (!customFields.ok) return customFields;
  const { statuses, priorities, types, teams } = loaded.value;
  const list = (entries: ReadonlyMap<number, string>): DeskChoice[] =>
    [...entries].map(([value, label]) => ({ value: String(value), label, active: true }));
  return succeed({
    choices: {
      status: list(statuses),
      priority: list(priorities),
      type: types.map(({ id, name, offered }) => ({ value: String(id), label: name, active: offered })),
      queue: teams.map(({ name, active }) => ({ value: name, label: name, active })),
    },
    clients: rows.value
      .filter(({ id }) => id > nobody)
      .map(({ id, name }) => ({ externalId: ExternalId.parse(String(id)), name })),
    ...(customFields.value === null ? {} : { customFields: customFields.value }),
  });
}
