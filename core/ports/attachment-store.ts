import type { Attachment } from "../../schemas/attachment.ts";
import type { AttachmentId, ExternalId, LinkId, TicketId } from "../../schemas/ids.ts";
import type { AttachmentCopy } from "../sync/match-attachments.ts";

/** Files of tickets, their bytes, and their copies on links. */
export interface AttachmentStore {
  /** With its bytes, which are kept once for each tenant; null = they stay where they are. One that is known gets its bytes. */
  insert(attachment: Attachment, bytes: Uint8Array | null): Promise<void>;
  /** Undefined = nothing of this hash is kept. */
  bytes(sha256: string): Promise<Uint8Array | undefined>;
  copies(linkId: LinkId): Promise<readonly AttachmentCopy[]>;
  /** Copies that are to be written, oldest file first. */
  owed(linkId: LinkId): Promise<readonly AttachmentCopy[]>;
  /** Wants a copy on every working link of the ticket that has none, for every file of it that is kept here. */
  wantCopies(ticketIds: readonly TicketId[]): Promise<void>;
  /** As for comments: what hangs on a closed record is not wanted on the one that goes on for it. */
  leaveCopies(closed: LinkId): Promise<void>;
  /** Makes a copy or changes it; one that is done stays done. */
  saveCopy(
    linkId: LinkId,
    attachmentId: AttachmentId,
    copy: { externalId: ExternalId | null; state: AttachmentCopy["state"]; detail: string | null },
  ): Promise<void>;
}
