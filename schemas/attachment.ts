import { z } from "zod";
import { AttachmentId, TicketId } from "./ids.ts";
import { Visibility } from "./comment.ts";
import { Actor } from "./ticket.ts";

/** A file on a ticket; its bytes are kept apart, by their hash. */
export const Attachment = z.object({
  id: AttachmentId,
  ticketId: TicketId,
  fileName: z.string().min(1).max(500),
  contentType: z.string().max(200),
  sizeBytes: z.number().int().min(0),
  /** Of the bytes; lower-case hexadecimal. Null = it was too large to be carried, and stays in the desk where it hangs. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  visibility: Visibility,
  by: Actor,
  createdAt: z.coerce.date(),
});
export type Attachment = z.infer<typeof Attachment>;
