import type { TextFormat } from "../../schemas/comment.ts";
import { fromHtml, toHtml } from "../rich-text.ts";
import type { ActionRow } from "./api-types.ts";
import { takeImages } from "./inline-images.ts";
import { plain } from "./map-in.ts";

export interface NoteText {
  body: string;
  format: TextFormat;
}

/**
 * What a note says, with the names of its pictures; null = nothing that a person wrote. HTML that is nothing but lines and paragraphs is plain text, so that
 * a text of ours reads back as it was sent, with its `*` and `_`.
 */
export function readNote(row: Pick<ActionRow, "note" | "note_html" | "emailbody">, site: string): NoteText | null {
  const { html } = takeImages(row.note_html?.trim() ?? "", site);
  const lines = html === "" ? null : readPlainHtml(html);
  const markdown = html === "" || lines !== null ? "" : fromHtml(html);
  if (markdown !== "") return { body: markdown, format: "markdown" };
  const body = plain(lines) ?? plain(row.note) ?? plain(row.emailbody);
  return body === null ? null : { body, format: "plain" };
}

/** Our text as the desk keeps it. */
export function writeNote(note: NoteText): string {
  return toHtml(note);
}

/** How a text of ours reads back. */
export function shapeNote(note: NoteText): string {
  return readNote({ note: null, note_html: writeNote(note), emailbody: null }, "")?.body ?? "";
}

const marks: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&#x27;": "'",
  "&nbsp;": " ",
  "&amp;": "&",
};

/** The text of HTML that holds paragraphs and line ends only; null = there is more to it. */
function readPlainHtml(html: string): string | null {
  const lines = html
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ ?<br ?\/?> ?/gi, "\n")
    .replaceAll(/ ?<\/(?:p|div)> ?<(?:p|div)> ?/gi, "\n\n")
    .replaceAll(/ ?<\/?(?:p|div)> ?/gi, "");
  if (/[<>]/.test(lines)) return null;
  const unknown = lines.match(/&[#\w]+;?/g)?.some((mark) => marks[mark.toLowerCase()] === undefined) ?? false;
  return unknown ? null : lines.replaceAll(/&[#\w]+;/g, (mark) => marks[mark.toLowerCase()] ?? mark).trim();
}
