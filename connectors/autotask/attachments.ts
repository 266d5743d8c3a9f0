import { z } from "zod";
import { ExternalId } from "../../schemas/ids.ts";
import { type ConnectorError, type DeskAttachment, type DeskFile, fail, type Result, succeed } from "../contract.ts";
import { Base64Text, parseWith } from "../http.ts";
import { tellBroken } from "../parse-rows.ts";
import { AttachmentItem } from "./api-types.ts";
import type { AttachmentVolume } from "./attachment-volume.ts";
import type { AutotaskClient } from "./client.ts";
import { toCreated } from "./created.ts";
import type { Directory } from "./directory.ts";
import { publishAll, publishInternal } from "./map-in.ts";
import { inBatches, nameParent } from "./read-tickets.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

/** Raw bytes of one file; the vendor says "6 to 7 MB". @see https://ww1.autotask.net/help/DeveloperHelp/Content/APIs/REST/API_Calls/REST_Attachments.htm */
export const attachmentLimitBytes = 6_291_456;

const Content = z.object({ items: z.array(z.object({ ticketID: z.number(), data: z.string() })) });

export async function readAttachments(
  client: AutotaskClient,
  directory: () => Answer<Directory>,
  ids: readonly ExternalId[],
): Answer<ReadonlyMap<ExternalId, readonly DeskAttachment[]>> {
  const people = await directory();
  if (!people.ok) return people;
  const files = new Map<ExternalId, DeskAttachment[]>(ids.map((id) => [id, []]));
  for (const batch of inBatches(ids)) {
    const found = await client.queryRows("TicketAttachments", AttachmentItem, [
      { op: "in", field: "ticketID", value: batch.map(Number) },
    ]);
    if (!found.ok) return found;
    if (found.value.broken.length > 0) return fail(tellBroken(found.value.broken, nameParent));
    for (const item of found.value.rows) {
      // Links and the like hold no bytes.
      if (item.attachmentType !== null && item.attachmentType !== "FILE_ATTACHMENT") continue;
      files.get(ExternalId.parse(String(item.ticketID)))?.push(mapAttachment(item, people.value.ownId));
    }
  }
  return succeed(files);
}

function mapAttachment(item: AttachmentItem, ownId: number | null): DeskAttachment {
  return {
    externalId: ExternalId.parse(String(item.id)),
    fileName: item.fullPath ?? item.title ?? `attachment-${item.id}`,
    contentType: item.contentType,
    sizeBytes: item.fileSize ?? 0,
    visibility: item.publish === publishAll ? "public" : "internal",
    byUs: item.attachedByResourceID !== null && item.attachedByResourceID === ownId,
    createdAt: item.attachDate,
  };
}

/** Only the route below the ticket answers with the bytes, as an array of one. */
export async function readAttachment(
  client: AutotaskClient,
  ticketId: ExternalId,
  attachment: DeskAttachment,
  mostBytes: number,
): Answer<Uint8Array> {
  const answer = await client.call({
    method: "GET",
    path: `Tickets/${ticketId}/Attachments/${attachment.externalId}`,
    buckets: ["TicketAttachments"],
    safe: true,
  });
  if (!answer.ok) return answer;
  const content = parseWith(Content, answer.value);
  if (!content.ok) return content;
  const item = content.value.items.find(({ ticketID }) => String(ticketID) === ticketId);
  if (!item) return fail({ kind: "gone", detail: "The attachment is no longer there." });
  const bytes = Buffer.from(item.data, "base64");
  if (bytes.length > mostBytes)
    return fail({ kind: "unreadable", path: "data", detail: `The file is larger than ${mostBytes} bytes.` });
  return succeed(bytes);
}

export async function addAttachment(
  { client, volume }: { client: AutotaskClient; volume: AttachmentVolume },
  ticketId: ExternalId,
  file: DeskFile,
): Answer<{ externalId: ExternalId }> {
  const waitMs = volume.take(file.bytes.length);
  if (waitMs > 0)
    return fail({
      kind: "rateLimited",
      own: true,
      retryAfterMs: waitMs,
      detail: "Autotask takes 10 MB of files in five minutes; this one is sent when there is room again.",
    });
  return toCreated(
    await client.call({
      method: "POST",
      path: `Tickets/${ticketId}/Attachments`,
      json: {
        id: 0,
        ticketID: Number(ticketId),
        attachmentType: "FILE_ATTACHMENT",
        fullPath: file.fileName,
        title: file.fileName.slice(0, 100),
        publish: file.visibility === "public" ? publishAll : publishInternal,
        data: new Base64Text(file.bytes),
      },
      buckets: ["Tickets", "TicketAttachments"],
      safe: false,
    }),
  );
}
