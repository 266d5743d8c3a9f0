import { ExternalId } from "../../schemas/ids.ts";
import { type ConnectorError, type DeskAttachment, fail, type Result, succeed } from "../contract.ts";
import { tellBroken } from "../parse-rows.ts";
import { AttachmentRow, parseStamp } from "./api-types.ts";
import { isSameName } from "./directory.ts";
import type { DeskParts } from "./parts.ts";
import { inBatches, isOneOf } from "./query.ts";
import { attachmentPath, nameTicket } from "./read-page.ts";
import { readAllApart } from "./rows.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

/** Pictures within journals are kept under the table's name with this before it, out of people's sight. */
const hiddenPrefix = "ZZ_YY";

/** All files of these tickets, oldest first. */
export async function listAttachments(
  parts: DeskParts,
  ids: readonly ExternalId[],
): Answer<ReadonlyMap<ExternalId, readonly DeskAttachment[]>> {
  const rows: AttachmentRow[] = [];
  for (const batch of inBatches(ids)) {
    const found = await readFileRows(parts, batch);
    if (!found.ok) return found;
    rows.push(...found.value);
  }
  const files = new Map<ExternalId, DeskAttachment[]>(ids.map((id) => [id, []]));
  for (const row of rows.toSorted((a, b) => (a.sys_created_on < b.sys_created_on ? -1 : 1)))
    files.get(ExternalId.parse(row.table_sys_id))?.push(mapAttachment(row, parts.settings.userName));
  return succeed(files);
}

/** Of these tickets, at most 50. */
export async function readFileRows({ client, settings }: DeskParts, ids: readonly string[]): Answer<AttachmentRow[]> {
  const found = await readAllApart(client, attachmentPath, AttachmentRow, [
    isOneOf("table_name", [settings.table, `${hiddenPrefix}${settings.table}`]),
    isOneOf("table_sys_id", ids),
  ]);
  if (!found.ok) return found;
  const { rows, broken } = found.value;
  return broken.length > 0
    ? fail(tellBroken(broken, ({ table_sys_id }) => nameTicket({ sys_id: table_sys_id })))
    : succeed(rows);
}

/** ServiceNow knows no internal files: who sees the ticket sees them, its caller too. */
function mapAttachment(row: AttachmentRow, userName: string): DeskAttachment {
  return {
    externalId: ExternalId.parse(row.sys_id),
    fileName: row.file_name,
    contentType: row.content_type || null,
    sizeBytes: Number(row.size_bytes),
    // Which text a picture stands in is not told, so that it is shown to no more people than the most private one.
    visibility: row.table_name?.startsWith(hiddenPrefix) === true ? "internal" : "public",
    byUs: isSameName(row.sys_created_by, userName),
    createdAt: parseStamp(row.sys_created_on) ?? new Date(0),
  };
}

/** The bytes, complete or not at all: a web page that came in their place has another length. */
export async function readAttachment(
  { client }: DeskParts,
  attachment: DeskAttachment,
  mostBytes: number,
): Answer<Uint8Array> {
  const answer = await client.call({
    method: "GET",
    path: `${attachmentPath}/${encodeURIComponent(attachment.externalId)}/file`,
    headers: { accept: "*/*" },
    mostAnswerBytes: mostBytes,
    safe: true,
  });
  if (!answer.ok) return answer;
  const { bytes } = answer.value;
  if (bytes === undefined) return fail({ kind: "unreadable", path: "", detail: "No file came." });
  if (bytes.length === attachment.sizeBytes) return succeed(bytes);
  return fail({
    kind: "unreadable",
    path: "size_bytes",
    detail: `The file has ${bytes.length} bytes instead of ${attachment.sizeBytes}; it may be held by a virus scan.`,
  });
}
