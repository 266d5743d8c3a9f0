import { ExternalId } from "../../schemas/ids.ts";
import { FixedFields } from "../../schemas/ticket.ts";
import type { ValueMaps } from "../../schemas/value-map.ts";
import type { DeskAttachment, DeskComment, DeskRecord, Lens } from "../contract.ts";
import { type FixedLens, withCustom } from "../custom-fields.ts";
import { listSayable, toRaw } from "./custom.ts";
import type { ShelfRecord } from "./shelf-record.ts";

/** Both sides speak the canonical language: a value is itself. */
const fixedLens: FixedLens = {
  from: (field, raw) => {
    const parsed = FixedFields.shape[field].safeParse(raw);
    if (parsed.success) return { kind: "value", value: parsed.data };
    return {
      kind: "unmapped",
      detail: `Their ${field} ${JSON.stringify(raw)?.slice(0, 100)} is no value of the exchange.`,
    };
  },
  to: (_field, value) => ({ kind: "raw", raw: value }),
  isShapeOf: () => false,
};

export function createLens(maps: ValueMaps): Lens {
  return withCustom(fixedLens, maps, listSayable(maps));
}

/** @returns undefined while only comments have come, and once the ticket was deleted */
export function toDeskRecord(id: ExternalId, record: ShelfRecord, maps: ValueMaps): DeskRecord | undefined {
  if (record.deleted || record.fields["title"] === undefined) return undefined;
  const told = new Map(Object.entries(record.fields).map(([field, { value }]) => [field, value]));
  return {
    externalId: id,
    number: record.number ?? id,
    url: record.url,
    version: String(record.rev).padStart(12, "0"),
    marker: null,
    clientRef: record.clientId === null ? null : ExternalId.parse(record.clientId),
    raw: toRaw(told, maps),
    createdAt: new Date(record.createdAt),
    changedAt: new Date(record.changedAt),
  };
}

/** @param own the name under which we send */
export function toComments(record: ShelfRecord, own: string): DeskComment[] {
  return Object.entries(record.comments)
    .filter(([, { deleted }]) => !deleted)
    .map(([id, comment]) => ({
      externalId: ExternalId.parse(id),
      body: comment.body,
      format: comment.format,
      visibility: comment.visibility,
      authorKind: comment.authorKind,
      authorName: comment.authorName,
      byUs: (comment.born ?? comment).site === own,
      createdAt: new Date(comment.createdAt),
    }))
    .toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
}

export function toAttachments(record: ShelfRecord, own: string): DeskAttachment[] {
  return Object.entries(record.attachments)
    .map(([id, file]) => ({
      externalId: ExternalId.parse(id),
      fileName: file.fileName,
      contentType: file.contentType,
      sizeBytes: Buffer.from(file.data, "base64").length,
      visibility: file.visibility,
      byUs: file.site === own,
      createdAt: new Date(file.createdAt),
    }))
    .toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
}
