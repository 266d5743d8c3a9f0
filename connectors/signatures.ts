import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** Compares without telling by time where two texts differ; lengths may be known. */
export function equalsSecret(given: string, expected: string): boolean {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(given), hash(expected));
}

/** `Authorization: Bearer <token>` against any of the valid tokens. @see RFC 6750 §2.1 */
export function verifyBearer(header: string | undefined, tokens: readonly string[]): boolean {
  const given = /^Bearer ([\x21-\x7e]{1,1000})$/i.exec(header ?? "")?.[1];
  return given !== undefined && matchesAny(tokens, (token) => equalsSecret(given, token));
}

/** `Authorization: Basic <user:password in base64>`. @see RFC 7617 */
export function verifyBasic(header: string | undefined, users: readonly { user: string; password: string }[]): boolean {
  const encoded = /^Basic ([A-Za-z0-9+/]{2,2000}={0,2})$/i.exec(header ?? "")?.[1];
  if (encoded === undefined) return false;
  const given = Buffer.from(encoded, "base64").toString();
  return matchesAny(users, ({ user, password }) => equalsSecret(given, `${user}:${password}`));
}

/** `sha1=<base64 of HMAC-SHA1>` over exactly these bytes. Only for vendors that have nothing better. */
export function verifyHmacSha1Base64(header: string | undefined, body: Uint8Array, keys: readonly string[]): boolean {
  const encoded = /^sha1=([A-Za-z0-9+/]{27}=)$/.exec(header ?? "")?.[1];
  if (encoded === undefined) return false;
  const given = Buffer.from(encoded, "base64");
  return matchesAny(keys, (key) => timingSafeEqual(given, createHmac("sha1", key).update(body).digest()));
}

/** Tries all, whatever the first ones say, so that the time does not tell which one fits. */
function matchesAny<T>(candidates: readonly T[], matches: (candidate: T) => boolean): boolean {
  let found = false;
  for (const candidate of candidates.slice(0, 5)) found = matches(candidate) || found;
  return found;
}
