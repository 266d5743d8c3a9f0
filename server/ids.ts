import { createHash, randomFillSync, randomInt } from "node:crypto";
import type { IdSource } from "../core/ports/world.ts";

/** Namespace of every name-based id of this product; never to be changed, or markers would no longer be found. */
const namespace = Buffer.from("6e1f6a52f3c14c0f9f6f0b7c6d0a5e11", "hex");
/** No letters that are read as digits, and none that look like each other. */
const codeAlphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

let lastMs = 0;
let sequence = 0;

/** Asking the system for chance costs more than all else of an id, so it is asked for many at once. */
const chance = Buffer.alloc(4_096);
let used = chance.length;

function takeRandom(count: number): Buffer {
  if (used + count > chance.length) {
    randomFillSync(chance);
    used = 0;
  }
  used += count;
  return chance.subarray(used - count, used);
}

/** UUIDv7 with a counter in `rand_a`, so that ids of one process rise even within a millisecond. @see RFC 9562 §5.7, §6.2 */
export function nextId(now: number = Date.now()): string {
  if (now > lastMs) {
    lastMs = now;
    sequence = randomInt(0, 0x400);
  } else {
    sequence += 1;
    if (sequence > 0xfff) {
      lastMs += 1;
      sequence = 0;
    }
  }
  const bytes = Buffer.allocUnsafe(16);
  takeRandom(8).copy(bytes, 8);
  bytes.writeUIntBE(lastMs, 0, 6);
  bytes.writeUInt16BE(0x7000 | sequence, 6);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return format(bytes);
}

/** UUIDv5 of parts; each is length-prefixed, so that no two lists of parts meet. @see RFC 9562 §5.5 */
export function namedId(parts: readonly string[]): string {
  const hash = createHash("sha1").update(namespace);
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  const bytes = hash.digest().subarray(0, 16);
  bytes[6] = 0x50 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return format(bytes);
}

function format(bytes: Buffer): string {
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

/** Eight characters in two groups, e.g. `K7M2-QX4D`: 30^8 ≈ 6.6 · 10^11. */
function nextCode(): string {
  const pick = () => codeAlphabet[randomInt(codeAlphabet.length)] ?? "2";
  const group = () => Array.from({ length: 4 }, pick).join("");
  return `${group()}-${group()}`;
}

export const idSource: IdSource = { next: () => nextId(), named: namedId, code: nextCode };
