import { createHash } from "node:crypto";
import { z } from "zod";

/** As long as names, hosts and services may be here. */
const longestName = 500;

/** NUL and halves of character pairs have no place in a database's text or JSON; lines end in one way. */
export function cleanText(text: string): string {
  return text.replaceAll("\0", "\ufffd").replaceAll(/\r\n?/g, "\n").toWellFormed();
}

/** Text of a sender, cleaned on reading. */
export const Text = z.string().transform(cleanText);

/** At most `most` UTF-16 units, the last one an ellipsis where something was cut; never half a character. */
export function cutText(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** A name without blanks around it, cut; null where nothing is left. */
export function nameOrNull(text: string | null | undefined, most = longestName): string | null {
  return cutText((text ?? "").trim(), most) || null;
}

/** The first of these that is there and not empty; own properties only, since anybody may name a label `constructor`. */
export function firstOf(
  texts: Readonly<Record<string, string | undefined>>,
  names: readonly string[],
): string | undefined {
  return names.map((name) => (Object.hasOwn(texts, name) ? texts[name] : undefined)).find(Boolean);
}

/** An address that people can follow; null for anything else, scripts above all. */
export function webUrl(text: string | null | undefined): string | null {
  return text && /^https?:\/\/[^\s]/.test(text) && text.length <= 2_000 ? text : null;
}

/** Paragraphs of a description, those that are empty left out; null where none is left. */
export function joinParagraphs(parts: readonly (string | null | undefined | false)[]): string | null {
  const said = parts.flatMap((part) => (part && part.trim() ? [part.trim()] : []));
  return cutText(said.join("\n\n"), 50_000) || null;
}

/**
 * One key of several names. Where a name holds the separator it is escaped, but for the last of several, so that no two
 * lists of one length make the same key, nor a name alone that of two.
 *
 * @returns at most 500 characters
 */
export function joinKey(parts: readonly string[], separator: string): string {
  const escape = (part: string) => part.replaceAll("\\", "\\\\").replaceAll(separator, `\\${separator}`);
  const last = Math.max(parts.length - 1, 1);
  return fitKey(parts.map((part, index) => (index < last ? escape(part) : part)).join(separator));
}

/** A key that is too long to be kept ends in a hash of the whole, so that no two are cut to the same. */
export function fitKey(key: string): string {
  if (key.length <= longestName) return key;
  return `${cutText(key, 400)}#${createHash("sha256").update(key).digest("hex")}`;
}
