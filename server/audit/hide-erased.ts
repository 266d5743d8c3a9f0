import { createHmac } from "node:crypto";
import type { Json } from "../../schemas/json.ts";
import type { AuditEntry } from "../db/audit.ts";

/** Of the key under which words are hashed. */
export const erasedPurpose = "erased words";

/** Of a word, whatever its case: who has no key of the tenant learns nothing from it. */
export function hashWord(key: Buffer, word: string): Buffer {
  return createHmac("sha256", key).update(word.trim().toLowerCase()).digest();
}

/** What stands before the name of whoever acts by a key. */
const keyPrefix = "key ";

/**
 * Rows of the audit are chained and stay as they are; whose name was erased is shown as another word.
 *
 * @param erased what is shown, by the hexadecimal hash of what is not
 */
export function hideErased(entry: AuditEntry, key: Buffer, erased: ReadonlyMap<string, string>): AuditEntry {
  const hide = (text: string): string => {
    const name = text.startsWith(keyPrefix) ? text.slice(keyPrefix.length) : text;
    return erased.get(hashWord(key, text).toString("hex")) ?? erased.get(hashWord(key, name).toString("hex")) ?? text;
  };
  const hideIn = (value: Json): Json => {
    if (typeof value === "string") return hide(value);
    if (Array.isArray(value)) return value.map((one) => hideIn(one as Json));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, hideIn(inner as Json)]));
  };
  const called = entry.called === null ? null : hide(entry.called);
  return { ...entry, actor: hide(entry.actor), object: hide(entry.object), called, detail: hideIn(entry.detail) };
}
