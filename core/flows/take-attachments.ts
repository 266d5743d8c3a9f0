import type { Attachment } from "../../schemas/attachment.ts";
import type { AttachmentId, ExternalId, LinkId } from "../../schemas/ids.ts";
import type { Ticket } from "../../schemas/ticket.ts";
import type { DeskAttachment } from "../ports/desk.ts";
import type { Stores } from "../ports/stores.ts";
import { type AttachmentDecision, matchAttachments } from "../sync/match-attachments.ts";
import type { PushDeps, PushTarget } from "./push-deps.ts";
import { saveTicket } from "./save-ticket.ts";

/** What one record of a link shows of files. */
export interface AttachmentSight {
  linkId: LinkId;
  externalId: ExternalId;
  files: readonly DeskAttachment[];
}

/**
 * Takes over the files that nobody knows yet: each is fetched outside of any transaction, then stored with the wish for its
 * copies. One that cannot be fetched now is met again at the next reading.
 *
 * @returns whether other links are owed something
 */
export async function takeAttachments(deps: PushDeps, target: PushTarget, sight: AttachmentSight): Promise<boolean> {
  if (sight.files.length === 0) return false;
  const copies = await deps.unit.inTenant(target.tenantId, (stores) => stores.attachments.copies(sight.linkId));
  let moved = false;
  for (const decision of matchAttachments(copies, sight.files, deps.mostAttachmentBytes, target.recovery))
    moved = (await carryOut(deps, target, sight, decision)) || moved;
  return moved;
}

async function carryOut(
  deps: PushDeps,
  target: PushTarget,
  sight: AttachmentSight,
  decision: AttachmentDecision,
): Promise<boolean> {
  switch (decision.action) {
    case "confirm": {
      const { copy, externalId } = decision;
      await deps.unit.inTenant(target.tenantId, (stores) =>
        stores.attachments.saveCopy(sight.linkId, copy.attachment.id, { externalId, state: "done", detail: null }),
      );
      return false;
    }
    case "tooLarge":
      await noteFile(deps, target, sight, decision.file);
      return false;
    case "fetch":
      return deps.inFileTurn(target.connectionId, decision.file.sizeBytes, () =>
        fetchFile(deps, target, sight, decision),
      );
  }
}

/** People are told that it is there, and in which desk. */
async function noteFile(
  deps: PushDeps,
  target: PushTarget,
  sight: AttachmentSight,
  file: DeskAttachment,
): Promise<void> {
  await deps.unit.inTenant(target.tenantId, async (stores) => {
    const ticket = await lockFresh(stores, sight, file);
    if (!ticket) return;
    const id = deps.ids.next() as AttachmentId;
    const attachment = toAttachment(target, file, { id, ticketId: ticket.id, sizeBytes: file.sizeBytes, sha256: null });
    await stores.attachments.insert(attachment, null);
    await stores.attachments.saveCopy(sight.linkId, id, { externalId: file.externalId, state: "done", detail: null });
    deps.metrics.count("interdesk_attachments", { outcome: "tooLarge" });
  });
}

async function fetchFile(
  deps: PushDeps,
  target: PushTarget,
  sight: AttachmentSight,
  { file, known }: Extract<AttachmentDecision, { action: "fetch" }>,
): Promise<boolean> {
  const read = await target.desk.readAttachment?.(sight.externalId, file, deps.mostAttachmentBytes);
  if (!read?.ok) {
    const error = read?.error.kind ?? "none";
    deps.metrics.count("interdesk_attachments", { outcome: "unread" });
    deps.log.warn({ connection: target.connectionId, error }, "a file could not be fetched; it is tried again");
    return false;
  }
  const bytes = read.value;
  const sha256 = deps.hash(bytes);
  return deps.unit.inTenant(target.tenantId, async (stores) => {
    const ticket = await lockFresh(stores, sight, file, known);
    if (!ticket) return false;
    const id = known?.id ?? (deps.ids.next() as AttachmentId);
    const attachment = toAttachment(target, file, { id, ticketId: ticket.id, sizeBytes: bytes.length, sha256 });
    const { by } = attachment;
    await stores.attachments.insert(attachment, bytes);
    await stores.attachments.saveCopy(sight.linkId, attachment.id, {
      externalId: file.externalId,
      state: "done",
      detail: null,
    });
    await stores.attachments.wantCopies([ticket.id]);
    const raised = { ...ticket, rev: ticket.rev + 1 };
    const save = { ticket: raised, changes: [], comments: [], except: sight.linkId, by, at: deps.clock.now() };
    await saveTicket(deps, stores, target.tenantId, save);
    deps.metrics.count("interdesk_attachments", { outcome: "taken" });
    return true;
  });
}

/** @returns undefined = the link is gone, or another worker was quicker */
async function lockFresh(
  stores: Stores,
  { linkId }: AttachmentSight,
  file: DeskAttachment,
  known?: Attachment,
): Promise<Ticket | undefined> {
  const locked = await stores.links.lock(linkId);
  const found = (await stores.attachments.copies(linkId)).find(({ externalId }) => externalId === file.externalId);
  const isAsKnown = found?.attachment.id === known?.id && (found?.attachment.sha256 ?? null) === null;
  return isAsKnown ? locked?.ticket : undefined;
}

function toAttachment(
  { connectionId }: PushTarget,
  { fileName, contentType, visibility, createdAt }: DeskAttachment,
  own: Pick<Attachment, "id" | "ticketId" | "sizeBytes" | "sha256">,
): Attachment {
  const type = contentType ?? "application/octet-stream";
  return { ...own, fileName, contentType: type, visibility, by: { kind: "sync", connectionId }, createdAt };
}
