import { createHmac } from "node:crypto";

/** RFC 4648's base32 in small letters: mail servers may change the case of what stands before the @, and cut it at 64. */
const alphabet = "abcdefghijklmnopqrstuvwxyz234567";
const idLength = 26;
const keyLength = 24;
const localPart = new RegExp(`^(?:[^@]{0,100}\\+)?([${alphabet}]{${idLength}})-([${alphabet}]{${keyLength}})$`);

/** What stands before the @ of a connection's own mail address. */
export interface MailAddress {
  /** A UUID. */
  connectionId: string;
  /** 120 bits that only who was told the address knows. */
  key: string;
}

/** @param hookToken the secret part of the connection's hook: the key is made of it, and it cannot be told from the key */
export function buildMailKey(hookToken: string): string {
  return encode(createHmac("sha256", hookToken).update("mail address").digest()).slice(0, keyLength);
}

/** @see RFC 5321 §4.5.3.1.1: at most 64 characters, so that a prefix and a + before it fit as well */
export function buildLocalPart({ connectionId, key }: MailAddress): string {
  return `${encode(Buffer.from(connectionId.replaceAll("-", ""), "hex"))}-${key}`;
}

/** Reads it in any case, alone or behind a plus sign. */
export function readLocalPart(text: string): MailAddress | undefined {
  const [, id, key] = localPart.exec(text.toLowerCase()) ?? [];
  const hex = id === undefined ? undefined : decode(id)?.toString("hex");
  if (hex === undefined || key === undefined) return undefined;
  return { connectionId: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"), key };
}

const inText = new RegExp(`\\b([${alphabet}]{${idLength}})-[${alphabet}]{${keyLength}}(?=@)`, "gi");

/** A text with the keys of all such addresses put out of sight. */
export function hideMailKeys(text: string): string {
  return text.replaceAll(inText, "$1-***");
}

function encode(bytes: Uint8Array): string {
  let bits = "";
  for (const byte of bytes) bits += byte.toString(2).padStart(8, "0");
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[parseInt(five.padEnd(5, "0"), 2)]).join("");
}

/** Undefined where the bits that fill the last letter are not zero: each id has one spelling. */
function decode(text: string): Buffer | undefined {
  let bits = "";
  for (const letter of text) bits += alphabet.indexOf(letter).toString(2).padStart(5, "0");
  const whole = bits.length - (bits.length % 8);
  if (bits.slice(whole).includes("1")) return undefined;
  return Buffer.from((bits.slice(0, whole).match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}
