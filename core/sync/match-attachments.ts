import type { Attachment } from "../../schemas/attachment.ts";
import type { ExternalId } from "../../schemas/ids.ts";
import type { DeskAttachment } from "../ports/desk.ts";
import type { RecoveryPhase } from "./recovery.ts";

/** One copy of a file on one link. */
export interface AttachmentCopy {
  attachment: Attachment;
  externalId: ExternalId | null;
  /** `sending`: it may be there already. `left`: it stands in the closed record that this one goes on for and names. */
  state: "wanted" | "sending" | "done" | "failed" | "left";
}

export type AttachmentDecision =
  /** One of ours whose answer was lost. */
  | { action: "confirm"; copy: AttachmentCopy; externalId: ExternalId }
  /** To be fetched: nobody knows it here, or no more than that it was too large (`known`). */
  | { action: "fetch"; file: DeskAttachment; known?: Attachment }
  /** Larger than what is carried between systems. */
  | { action: "tooLarge"; file: DeskAttachment };

/**
 * Decides for all files that a desk shows of one record: known, ours on its way, or new. While one of ours is unconfirmed,
 * a file of our own account with the same name and size is it.
 *
 * @param mostBytes larger files stay where they are
 */
export function matchAttachments(
  copies: readonly AttachmentCopy[],
  files: readonly DeskAttachment[],
  mostBytes: number,
  recovery?: RecoveryPhase,
): readonly AttachmentDecision[] {
  const known = new Map(copies.map(({ externalId, attachment }) => [externalId, attachment]));
  const fits = ({ sizeBytes }: DeskAttachment) => sizeBytes <= mostBytes;
  const unconfirmed = copies.filter(
    ({ state, externalId }) => externalId === null && (state === "sending" || (recovery && state === "wanted")),
  );
  return files.flatMap((file): AttachmentDecision[] => {
    const own = known.get(file.externalId);
    // What was too large once may be carried since the limit was raised.
    if (own) return own.sha256 === null && fits(file) ? [{ action: "fetch", file, known: own }] : [];
    const ours = file.byUs ? findCopy(unconfirmed, file) : undefined;
    if (ours) return [{ action: "confirm", copy: ours, externalId: file.externalId }];
    if (file.byUs && recovery === "first") return [];
    return [{ action: fits(file) ? "fetch" : "tooLarge", file }];
  });
}

/** Takes the copy out of the list, so that two equal files are two. */
function findCopy(copies: AttachmentCopy[], file: DeskAttachment): AttachmentCopy | undefined {
  const index = copies.findIndex(
    ({ attachment }) => attachment.fileName === file.fileName && attachment.sizeBytes === file.sizeBytes,
  );
  return index >= 0 ? copies.splice(index, 1)[0] : undefined;
}
