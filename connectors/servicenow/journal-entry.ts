import { createHash } from "node:crypto";
import { fromHtml, toPlain } from "../rich-text.ts";

/** `comments` is shown to the caller, `work_notes` to technicians only. */
export type JournalElement = "comments" | "work_notes";
export const elements: readonly JournalElement[] = ["comments", "work_notes"];

export interface JournalEntry {
  /** The same whether it was read as a row or from display text, so that a change of rights imports nothing twice. */
  key: string;
  ticketId: string;
  element: JournalElement;
  createdOn: string;
  /** A user name where `isUserName`, else a display name. */
  author: string;
  isUserName: boolean;
  /** As people read it: HTML blocks as plain text, LF, no blanks at the ends. */
  text: string;
}

/** `text` as it is stored there. */
export type Found = Omit<JournalEntry, "key">;

/** What people read of a stored text. */
export function readText(value: string): string {
  return dropCodeBlocks(value.replaceAll(/\r\n?/g, "\n")).trim();
}

/** `[code]<b>…</b>[/code]` is shown as HTML there; a mark without its other half is text. */
function dropCodeBlocks(text: string): string {
  let clean = "";
  let from = 0;
  let open: RegExpExecArray | undefined;
  for (const mark of text.matchAll(/\[\/?code\]/gi)) {
    const isEnd = mark[0].startsWith("[/");
    if (!isEnd) open ??= mark;
    if (!isEnd || !open) continue;
    const html = text.slice(open.index + open[0].length, mark.index);
    clean += text.slice(from, open.index) + toPlain({ body: fromHtml(html), format: "markdown" });
    from = mark.index + mark[0].length;
    open = undefined;
  }
  return clean + text.slice(from);
}

/**
 * No row id: display text has none. Made of the stored text, so that our reading of it may change; equal texts of one
 * second are told apart by their number.
 */
export function toEntries(found: readonly Found[]): JournalEntry[] {
  const seen = new Map<string, number>();
  return found.toSorted(byTime).map((entry) => {
    const words = entry.text.replaceAll(/\s+/g, " ").trim();
    const base = [entry.ticketId, entry.element, entry.createdOn, words].join("\n");
    const number = (seen.get(base) ?? 0) + 1;
    seen.set(base, number);
    const key = createHash("sha256").update(`${base}\n${number}`).digest("hex");
    return { ...entry, key, text: readText(entry.text) };
  });
}

/** One second has no order of its own; it gets one that both ways of reading agree on. */
function byTime(a: Found, b: Found): number {
  const [left, right] = [orderOf(a), orderOf(b)];
  return left < right ? -1 : left === right ? 0 : 1;
}

function orderOf({ createdOn, element, text }: Found): string {
  return [createdOn, element, text.trim()].join(" ");
}
