import { FixedField } from "../../schemas/ticket.ts";
import { type ConnectorError, type ConnectorWorld, type Desk, type Result, succeed } from "../contract.ts";
import { type FixedLens, listFields, withCustom } from "../custom-fields.ts";
import { withColumns } from "./api-types.ts";
import { addAttachment, attachmentLimit } from "./add-attachment.ts";
import { listAttachments, readAttachment } from "./attachments.ts";
import { createClient, type ServiceNowClient } from "./client.ts";
import { addComment, readComments, shapeComment } from "./comments.ts";
import { createDirectorySource } from "./directory.ts";
import { discover } from "./discover.ts";
import { createJournalReader } from "./journals.ts";
import { listChanged } from "./list-changed.ts";
import type { Secrets, Settings } from "./manifest.ts";
import { type LensWorld, readField } from "./map-in.ts";
import { isShapeOf, writeField } from "./map-out.ts";
import { createClaims, type DeskParts } from "./parts.ts";
import { createPeopleBook } from "./people.ts";
import { findByMarker, readTickets } from "./read-tickets.ts";
import { testConnection } from "./test-connection.ts";
import { createTimeCheck } from "./time-probe.ts";
import { states } from "./rule-status.ts";
import { createTicket, patchTicket, writeFields } from "./write-tickets.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

export function createDesk(world: ConnectorWorld<Settings, Secrets>): Desk {
  const { settings, maps } = world;
  const parts = createParts(world, createClient(world));
  const checkTime = createTimeCheck(parts.client, settings.table);
  return {
    // The table decides the type.
    fields: listFields(
      FixedField.options.filter((field) => field !== "type"),
      maps,
    ),
    indexLagMs: 0,
    attachmentLimitBytes: attachmentLimit(settings),
    longestRequestMs: settings.longestRequestSeconds * 1_000,
    async openLens() {
      const loaded = await parts.directory();
      if (!loaded.ok) return loaded;
      const lens: LensWorld = { maps, directory: loaded.value, findPerson: (id) => parts.people.known(id) };
      const fixed: FixedLens = {
        from: (field, raw) => readField(field, raw, lens),
        to: (field, value) => writeField(field, value, lens),
        isShapeOf: (field, sent, back) => isShapeOf(field, sent, back, lens),
      };
      return succeed(withCustom(fixed, maps, loaded.value.customColumns));
    },
    read: (ids, lean) => readTickets(parts, ids, lean),
    comments: (ids) => readComments(parts, ids),
    // An entry can never be taken away: one that is not shown any more is hidden from us.
    deletedComments: async () => succeed(new Set()),
    listChanged: (cursor, since) => listChanged(parts, cursor, since, checkTime),
    findByMarker: (markers) => findByMarker(parts, markers),
    create: (draft) => createTicket(parts, draft),
    write: (change) => writeFields(parts, change),
    addComment: (id, comment) => addComment(parts, id, comment),
    shapeComment,
    attachments: (ids) => listAttachments(parts, ids),
    readAttachment: (_id, attachment, mostBytes) => readAttachment(parts, attachment, mostBytes),
    addAttachment: (id, file) => addAttachment(parts, id, file),
    withdraw: (id, reason) => withdraw(parts, id, reason),
    sawMore: (before, after, ownCalls) => countOf(after) - countOf(before) > ownCalls,
    discover: () => discover(parts),
    // Nothing that was kept from before: an admin may just have changed it.
    test: () => testConnection(createParts(world, parts.client)),
    close: async () => {},
  };
}

/** Updates of a record, as its version tells them first. */
function countOf(version: string): number {
  return Number(version.split("/")[0]);
}

function createParts(world: ConnectorWorld<Settings, Secrets>, client: ServiceNowClient): DeskParts {
  const { settings, clock, maps } = world;
  return {
    client,
    settings,
    maps,
    ticketRow: withColumns(Object.values(maps.custom ?? {}).map(({ field }) => field)),
    clock,
    directory: createDirectorySource(client, settings, clock),
    people: createPeopleBook(client, clock),
    journals: createJournalReader(client, settings.table, clock),
    claimed: createClaims(),
  };
}

/** A twin is cancelled, which no role is needed for; the reason stands in its work notes. */
async function withdraw(parts: DeskParts, id: Parameters<Desk["withdraw"]>[0], reason: string): Answer<void> {
  const noted = await addComment(parts, id, { body: reason, format: "plain", visibility: "internal" });
  if (!noted.ok && noted.error.kind !== "rejected") return noted;
  return patchTicket(parts, id, { state: states.cancelled });
}
