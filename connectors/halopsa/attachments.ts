import { ExternalId } from "../../schemas/ids.ts";
import { type ConnectorError, type DeskAttachment, type DeskFile, fail, type Result, succeed } from "../contract.ts";
import { Base64Text } from "../http.ts";
import { AttachmentRow, WrittenAttachment } from "./api-types.ts";
import type { HaloClient } from "./client.ts";
import { readList } from "./envelopes.ts";
import { type CommentWorld, readActions } from "./comments.ts";
import { isInline, listImages, pathOfHosted, readInline } from "./inline-images.ts";
import { postNew } from "./post.ts";
import { inParallel } from "./parallel.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

/** The vendor names no limit; a file of this size is 27 MB on the wire. Bytes. */
export const attachmentLimitBytes = 20 * 1_024 * 1_024;
/** Files have no author there; this remark tells ours. */
const ownRemark = "Added by Interdesk";

/**
 * One call for each ticket, since the vendor lists files of one ticket only; one more for the pictures within its texts, unless
 * these were read just before.
 */
export async function readAttachments(
  world: Pick<CommentWorld, "client" | "memory">,
  ids: readonly ExternalId[],
  concurrency: number,
): Answer<ReadonlyMap<ExternalId, readonly DeskAttachment[]>> {
  const read = await inParallel(ids, concurrency, (id) => listAll(world, id));
  if (!read.ok) return read;
  const known = ids.flatMap((id, index) => {
    const files = read.value[index];
    return files ? [[id, files] as const] : [];
  });
  return succeed(new Map(known));
}

async function listAll(
  { client, memory }: Pick<CommentWorld, "client" | "memory">,
  id: ExternalId,
): Answer<DeskAttachment[] | null> {
  const files = await listFiles(client, id);
  if (!files.ok || files.value === null) return files;
  const known = memory.takeImages(Number(id));
  if (known !== undefined) return succeed([...files.value, ...known]);
  const rows = await readActions(client, id);
  if (!rows.ok) return rows;
  return succeed([...files.value, ...listImages(rows.value ?? [], client.site)]);
}

/** @returns null for a ticket that is gone meanwhile */
async function listFiles(client: HaloClient, id: ExternalId): Answer<DeskAttachment[] | null> {
  const rows = await readList(client, "Attachment", "attachments", AttachmentRow, { ticket_id: id }, { about: id });
  if (!rows.ok) return rows.error.kind === "gone" ? succeed(null) : rows;
  // The same file may be listed with the ticket and with its action.
  const once = new Map(rows.value.rows.map((row) => [`${row.id}/${row.filesize}`, row]));
  return succeed([...once.values()].toSorted((a, b) => a.id - b.id).map(mapAttachment));
}

function mapAttachment(row: AttachmentRow): DeskAttachment {
  return {
    externalId: ExternalId.parse(String(row.id)),
    fileName: row.filename?.trim() || `attachment-${row.id}`,
    contentType: row.content_type || null,
    sizeBytes: row.filesize,
    visibility: row.showforusers === true ? "public" : "internal",
    byUs: row.note?.trim() === ownRemark,
    createdAt: row.datecreated ?? new Date(0),
  };
}

/** The bytes as they are stored, whatever their content type says. */
export async function readAttachment(
  client: HaloClient,
  id: ExternalId,
  attachment: DeskAttachment,
  mostBytes: number,
): Answer<Uint8Array> {
  if (attachment.sizeBytes > mostBytes)
    return fail({
      kind: "unreadable",
      path: "attachment",
      detail: `The file has ${attachment.sizeBytes} bytes; no more than ${mostBytes} are read.`,
    });
  if (isInline(attachment.externalId)) {
    const rows = await readActions(client, id);
    return rows.ok ? readInline(rows.value ?? [], attachment, client.site) : rows;
  }
  const path = pathOfHosted(attachment.externalId) ?? `Attachment/${attachment.externalId}`;
  const answer = await client.call({ method: "GET", path, safe: true, mostAnswerBytes: mostBytes });
  if (!answer.ok) return answer;
  const { headers, bytes } = answer.value;
  // A file comes with a disposition; JSON or a page without one speaks about the file instead.
  const isFile = headers["content-disposition"] !== undefined || !/json|html/i.test(headers["content-type"] ?? "");
  if (!isFile || bytes === undefined)
    return fail({
      kind: "unreadable",
      path: "attachment",
      detail: "Halo did not answer with the file. Files that it keeps in a store of their own are not read.",
    });
  return succeed(bytes);
}

/** As a data URI, the one form that is known to be taken. */
export async function addAttachment(
  client: HaloClient,
  id: ExternalId,
  file: DeskFile,
): Answer<{ externalId: ExternalId }> {
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(file.contentType) ? file.contentType : "application/octet-stream";
  const item = {
    ticket_id: Number(id),
    filename: file.fileName,
    data_base64: new Base64Text(file.bytes, `data:${type};base64,`),
    showforusers: file.visibility === "public",
    note: ownRemark,
  };
  const added = await postNew(client, "Attachment", item, WrittenAttachment);
  return added.ok ? succeed({ externalId: ExternalId.parse(String(added.value.id)) }) : added;
}
