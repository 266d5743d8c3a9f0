import type { ColumnType, JSONColumnType } from "kysely";
import type { Json } from "../../../schemas/json.ts";
import type { Actor } from "../../../schemas/ticket.ts";

type Instant = ColumnType<Date, Date | string, Date | string>;
type Big = ColumnType<string, number | string, number | string>;

export interface CommentTable {
  tenant_id: string;
  id: string;
  ticket_id: string;
  rev: number;
  body: string;
  visibility: string;
  author_kind: string;
  author_name: string | null;
  by: JSONColumnType<Actor>;
  created_at: Instant;
  format: ColumnType<string, string | undefined, string>;
  deleted_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
}

export interface CommentLinkTable {
  tenant_id: string;
  comment_id: string;
  link_id: string;
  external_id: string | null;
  state: string;
  rev: number;
  sent_at: Instant | null;
  detail: string | null;
  seen: ColumnType<Json, string | null | undefined, string | null>;
  notes: ColumnType<string[], string[] | undefined, string[]>;
  known_as: ColumnType<string | null, string | null | undefined, string | null>;
  born: ColumnType<boolean, boolean | undefined, boolean>;
}

export interface AttachmentContentTable {
  tenant_id: string;
  sha256: string;
  bytes: Buffer;
}

export interface AttachmentTable {
  tenant_id: string;
  id: string;
  ticket_id: string;
  file_name: string;
  content_type: string;
  size_bytes: Big;
  sha256: string | null;
  visibility: string;
  by: JSONColumnType<Actor>;
  created_at: Instant;
}

export interface AttachmentLinkTable {
  tenant_id: string;
  attachment_id: string;
  link_id: string;
  external_id: string | null;
  state: string;
  detail: string | null;
}

/** What was said on tickets, what hangs on them, and where each is copied to. */
export interface ConversationTables {
  comment: CommentTable;
  comment_link: CommentLinkTable;
  attachment: AttachmentTable;
  attachment_content: AttachmentContentTable;
  attachment_link: AttachmentLinkTable;
}
