import { z } from "zod";
import { Actor } from "./ticket.ts";
import { CommentId, TicketId } from "./ids.ts";

/** `public` is read by the client; whatever is not known to be public is internal. */
export const Visibility = z.enum(["public", "internal"]);
export type Visibility = z.infer<typeof Visibility>;

/** How the text of a comment is written: plain, or CommonMark with tables and strikethrough. */
export const TextFormat = z.enum(["plain", "markdown"]);
export type TextFormat = z.infer<typeof TextFormat>;

/** Only a technician's public word counts for response and update targets. */
export const AuthorKind = z.enum(["technician", "contact", "automation"]);
export type AuthorKind = z.infer<typeof AuthorKind>;

export const Comment = z.object({
  id: CommentId,
  ticketId: TicketId,
  /** Rises with every edit; ≥ 1. */
  rev: z.number().int().min(1),
  /** In `format`; lines end in LF. */
  body: z.string().max(200_000),
  format: TextFormat,
  visibility: Visibility,
  authorKind: AuthorKind,
  authorName: z.string().nullable(),
  by: Actor,
  createdAt: z.coerce.date(),
});
export type Comment = z.infer<typeof Comment>;
