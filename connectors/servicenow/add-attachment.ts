import { createHash } from "node:crypto";
import { ExternalId } from "../../schemas/ids.ts";
import { type ConnectorError, type DeskFile, fail, type Result, succeed } from "../contract.ts";
import { parseWith } from "../http.ts";
import { One, writeStamp } from "./api-types.ts";
import { readFileRows } from "./attachments.ts";
import { isSameName } from "./directory.ts";
import type { DeskParts } from "./parts.ts";
import { attachmentPath } from "./read-page.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

const megabyte = 1_048_576;
/** The instance's clock may be behind ours by this. */
const clockMarginMs = 120_000;

/** Bytes. */
export function attachmentLimit({ attachmentLimitMegabytes: most }: { attachmentLimitMegabytes: number }): number {
  return most * megabyte;
}

/** Uploads the bytes as they are. Nothing is deduplicated there, so after a lost answer the file is looked for. */
export async function addAttachment(
  parts: DeskParts,
  id: ExternalId,
  file: DeskFile,
): Answer<{ externalId: ExternalId }> {
  const { client, settings, clock } = parts;
  const refusal = refuseFile(settings, file);
  if (refusal) return fail(refusal);
  const startedAt = clock.now();
  const answer = await client.call({
    method: "POST",
    path: `${attachmentPath}/file`,
    parameters: { table_name: settings.table, table_sys_id: id, file_name: file.fileName },
    headers: { "content-type": toContentType(file.contentType) },
    bytes: file.bytes,
    safe: false,
  });
  const one = answer.ok ? parseWith(One, answer.value) : answer;
  const key = one.ok ? one.value.result["sys_id"] : undefined;
  if (typeof key === "string") return claim(parts, key);
  const isUnclear = answer.ok || answer.error.kind === "unknownOutcome";
  if (!isUnclear) return answer;
  const found = await findUpload(parts, id, file, startedAt);
  if (found.ok && found.value !== undefined) return claim(parts, found.value);
  return fail({ kind: "unknownOutcome", detail: one.ok ? "The answer names no attachment." : one.error.detail });
}

function claim({ claimed }: DeskParts, key: string): Result<{ externalId: ExternalId }, ConnectorError> {
  claimed.add(key);
  return succeed({ externalId: ExternalId.parse(key) });
}

function refuseFile(settings: DeskParts["settings"], file: DeskFile): ConnectorError | undefined {
  const most = attachmentLimit(settings);
  if (file.visibility === "internal" && !settings.uploadInternalAttachments)
    return {
      kind: "rejected",
      field: "visibility",
      detail: `"${file.fileName}" is internal, and ServiceNow would show it to the caller; it was not uploaded. The setting "Upload internal files" allows it.`,
    };
  if (file.bytes.length > most)
    return {
      kind: "rejected",
      field: "size_bytes",
      detail: `"${file.fileName}" has ${file.bytes.length} bytes; this connection carries at most ${most}.`,
    };
  return undefined;
}

/** Anything else could not stand in a header. @see RFC 9110 §8.3.1 */
function toContentType(given: string): string {
  return /^[\w.+-]+\/[\w.+-]+(;[\x20-\x7e]*)?$/.test(given) ? given : "application/octet-stream";
}

/** Ours, of this name and these bytes, made since, and not found for another upload. Older releases tell no hash. */
async function findUpload(
  parts: DeskParts,
  id: ExternalId,
  file: DeskFile,
  startedAt: Date,
): Answer<string | undefined> {
  const rows = await readFileRows(parts, [id]);
  if (!rows.ok) return rows;
  const earliest = writeStamp(new Date(startedAt.getTime() - clockMarginMs));
  const sha256 = createHash("sha256").update(file.bytes).digest("hex");
  const found = rows.value.findLast(
    (row) =>
      row.file_name === file.fileName &&
      Number(row.size_bytes) === file.bytes.length &&
      (row.hash === undefined || row.hash === "" || row.hash === sha256) &&
      row.sys_created_on >= earliest &&
      isSameName(row.sys_created_by, parts.settings.userName) &&
      !parts.claimed.has(row.sys_id),
  );
  return succeed(found?.sys_id);
}
