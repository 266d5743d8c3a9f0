import type { JournalElement } from "./journal-entry.ts";

/** One entry as the display text of a journal column shows it. */
export interface ShownEntry {
  element: JournalElement;
  /** `yyyy-MM-dd HH:mm:ss`; UTC, as the API user's zone must be GMT. */
  createdOn: string;
  /** Display name: the text holds no key of the author. */
  author: string;
  text: string;
}

/** `2026-04-14 09:30:42 - Priya Nair (Additional comments)`, also with twelve hours. */
const header = /^(\d{4}-\d\d-\d\d) (\d{1,2}):(\d\d):(\d\d)( ?[AP]M)? - (.+)$/gim;
/** A label may end in brackets of its own. */
const possibleLabel = /^[^()]{1,60}(?:\([^()]{1,40}\))?$/;
const longestAuthor = 100;

interface Head {
  at: number;
  end: number;
  createdOn: string;
  author: string;
  label: string;
}

/**
 * Reads the concatenated text of one journal column, newest entry first. A pasted log may look like a header: what bears
 * another label than the first, or would be newer than the entry above it, is text.
 *
 * @returns undefined when the text does not begin with a header: another date format, which cannot be told apart safely
 */
export function parseJournalText(element: JournalElement, shown: string): readonly ShownEntry[] | undefined {
  const text = shown.replaceAll(/\r\n?/g, "\n");
  if (text.trim() === "") return [];
  const heads = findHeads(text);
  if (heads.length === 0 || heads[0]?.at !== 0) return undefined;
  return heads.map(({ end, createdOn, author }, index) => ({
    element,
    createdOn,
    author,
    text: text.slice(end, heads[index + 1]?.at ?? text.length).trim(),
  }));
}

function findHeads(text: string): Head[] {
  const heads: Head[] = [];
  for (const match of text.matchAll(header)) {
    const [whole, day = "", hour = "", minute = "", second = "", half, rest = ""] = match;
    const signed = readSigned(rest);
    if (!signed) continue;
    const { author, label } = signed;
    const createdOn = `${day} ${toHour(hour, half)}:${minute}:${second}`;
    const last = heads.at(-1);
    if (last && (last.label !== label || createdOn > last.createdOn)) continue;
    heads.push({ at: match.index, end: match.index + whole.length, createdOn, author, label });
  }
  return heads;
}

/** `Priya Nair (Additional comments)`, read from its end: an author's name may hold brackets as well. */
function readSigned(rest: string): { author: string; label: string } | undefined {
  if (!rest.endsWith(")")) return undefined;
  const plainEnd = rest.endsWith("))") ? rest.lastIndexOf("(") : rest.length - 1;
  const opens = rest.slice(0, Math.max(plainEnd, 0)).lastIndexOf(" (");
  const [author, label] = [rest.slice(0, Math.max(opens, 0)), rest.slice(opens + 2, -1)];
  if (author === "" || author.length > longestAuthor || !possibleLabel.test(label)) return undefined;
  return { author, label };
}

function toHour(hour: string, half: string | undefined): string {
  if (half === undefined) return hour.padStart(2, "0");
  const isAfternoon = half.trim().toUpperCase() === "PM";
  return String((Number(hour) % 12) + (isAfternoon ? 12 : 0)).padStart(2, "0");
}
