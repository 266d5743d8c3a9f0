import { createHmac, hash, timingSafeEqual } from "node:crypto";

/** A request that claims to be signed, byte for byte as it came. */
export interface SignedRequest {
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
  /** All that are valid now, newest first; at most five are tried. */
  secrets: readonly string[];
  now: Date;
}

/** How far a sender's clock may be off, both ways. @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
const toleranceSeconds = 300;
/** Signatures of one request, and secrets of one connection, that are tried at most. */
const mostCandidates = 5;
/** Base64 of a digest, spelled in the one way there is: the last letter's two spare bits are zero. @see RFC 4648 §3.5 */
const sha1Base64 = "[A-Za-z0-9+/]{26}[AEIMQUYcgkosw048]=";
const sha256Base64 = "[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=";
const patterns = {
  sha1: new RegExp(`^sha1=(${sha1Base64})$`),
  plainSha1: new RegExp(`^(${sha1Base64})$`),
  sha256: new RegExp(`^(${sha256Base64})$`),
  stamped: new RegExp(`^v1=(${sha256Base64})$`),
  standard: new RegExp(`^v1,${sha256Base64}$`),
};

/** Compares without telling by time where two texts differ; lengths may be known. */
export function equalsSecret(given: string, expected: string): boolean {
  const digest = (text: string) => hash("sha256", text, "buffer");
  return timingSafeEqual(digest(given), digest(expected));
}

/** The same against any of the valid secrets. */
export function equalsAnySecret(given: string, secrets: readonly string[]): boolean {
  return matchesAny(secrets, (secret) => equalsSecret(given, secret));
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
  const encoded = patterns.sha1.exec(header ?? "")?.[1];
  if (encoded === undefined) return false;
  return matchesHmac("sha1", [Buffer.from(encoded, "base64")], keys, [body]);
}

/** `sha256=<hex of HMAC-SHA256>` over exactly these bytes, as in `X-Hub-Signature-256`. */
export function verifyHmacSha256Hex(header: string | undefined, body: Uint8Array, keys: readonly string[]): boolean {
  return verifyHmacHex(header, { algorithm: "sha256", prefix: "sha256=", body, secrets: keys });
}

export interface HexSigned extends Pick<SignedRequest, "body" | "secrets"> {
  algorithm: "sha1" | "sha256";
  /** What stands before the hex digits. */
  prefix: string;
  /** Unix seconds that are signed ahead of the body, behind `before`, at most five minutes off; absent = the body alone is. */
  stamp?: { value: string | undefined; separator: string; now: Date; before?: string };
}

/** `<prefix><lower-case hex of the HMAC>` over exactly these bytes. */
export function verifyHmacHex(header: string | undefined, signed: HexSigned): boolean {
  const { algorithm, prefix, stamp, body, secrets } = signed;
  const digits = header?.startsWith(prefix) ? header.slice(prefix.length) : "";
  if (!(algorithm === "sha256" ? /^[0-9a-f]{64}$/ : /^[0-9a-f]{40}$/).test(digits)) return false;
  if (stamp && (stamp.value === undefined || !isFresh(stamp.value, stamp.now))) return false;
  const before = stamp ? [`${stamp.before ?? ""}${stamp.value}${stamp.separator}`] : [];
  return matchesHmac(algorithm, [Buffer.from(digits, "hex")], secrets, [...before, body]);
}

/**
 * `<version>=<hex of HMAC-SHA256>`, several by comma while a secret is being changed; those of other versions are passed over.
 *
 * @see https://developer.pagerduty.com/docs/webhooks/webhook-signatures
 */
export function verifyHmacHexList(
  header: string | undefined,
  { version, body, secrets }: { version: string; body: Uint8Array; secrets: readonly string[] },
): boolean {
  if (header === undefined || header.length > 2_000) return false;
  const digits = header.split(",").flatMap((entry) => {
    const [name, hex = ""] = entry.trim().split("=");
    return name === version && /^[0-9a-f]{64}$/.test(hex) ? [Buffer.from(hex, "hex")] : [];
  });
  return matchesHmac("sha256", digits.slice(0, mostCandidates), secrets, [body]);
}

/** Base64 of HMAC-SHA256 over exactly these bytes, with nothing before it. */
export function verifyHmacSha256Base64(header: string | undefined, body: Uint8Array, keys: readonly string[]): boolean {
  const encoded = patterns.sha256.exec(header ?? "")?.[1];
  if (encoded === undefined) return false;
  return matchesHmac("sha256", [Buffer.from(encoded, "base64")], keys, [body]);
}

/**
 * Base64 of HMAC-SHA1 over an address with its query, and over a form's fields sorted by name, each name and value without
 * anything between; of a name that came more than once, its different values sorted.
 *
 * @param urls the address in each spelling that may have been signed, such as with and without its port
 * @see https://www.twilio.com/docs/usage/security#validating-requests
 */
export function verifyFormSignature(
  header: string | undefined,
  { urls, form, secrets }: { urls: readonly string[]; form: URLSearchParams; secrets: readonly string[] },
): boolean {
  const encoded = patterns.plainSha1.exec(header ?? "")?.[1];
  if (encoded === undefined) return false;
  const names = [...new Set(form.keys())].toSorted();
  const fields = names.flatMap((name) => [...new Set(form.getAll(name))].toSorted().map((value) => name + value));
  const given = [Buffer.from(encoded, "base64")];
  return matchesAny(urls, (url) => matchesHmac("sha1", given, secrets, [url, ...fields]));
}

/** Unix seconds in one header, `v1=<base64 of HMAC-SHA256 over "<seconds>.<body>">` in another; five minutes, both ways. */
export function verifyStamped(
  stamp: string | undefined,
  signature: string | undefined,
  request: Omit<SignedRequest, "headers">,
): boolean {
  const encoded = patterns.stamped.exec(signature ?? "")?.[1];
  if (encoded === undefined || stamp === undefined || !isFresh(stamp, request.now)) return false;
  return matchesHmac("sha256", [Buffer.from(encoded, "base64")], request.secrets, [`${stamp}.`, request.body]);
}

/** `t=<unix seconds>,v1=<hex>[,v1=<hex>…]`: HMAC-SHA256 over `<t>.<body>`, no older nor newer than five minutes. */
export function verifyTimestamped(header: string | undefined, request: Omit<SignedRequest, "headers">): boolean {
  const [, stamp, list] = /^t=(\d{1,12})((?:,v1=[0-9a-f]{64})+)$/.exec(header ?? "") ?? [];
  if (stamp === undefined || list === undefined || !isFresh(stamp, request.now)) return false;
  const given = list.slice(",v1=".length).split(",v1=");
  const signatures = given.slice(0, mostCandidates).map((hex) => Buffer.from(hex, "hex"));
  return matchesHmac("sha256", signatures, request.secrets, [`${stamp}.`, request.body]);
}

/**
 * Standard Webhooks with symmetric keys (`v1`), also under Svix's header names; signatures of other versions are passed over.
 *
 * @param request `secrets` as `whsec_<base64>`, 24 to 64 bytes; others fit nothing
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function verifyStandardWebhook(request: SignedRequest): boolean {
  const prefix = "webhook-signature" in request.headers ? "webhook" : "svix";
  const id = request.headers[`${prefix}-id`] ?? "";
  const stamp = request.headers[`${prefix}-timestamp`] ?? "";
  const list = request.headers[`${prefix}-signature`] ?? "";
  if (!/^[\x21-\x7e]{1,256}$/.test(id) || !isFresh(stamp, request.now) || list.length > 2_000) return false;
  const entries = list.split(" ");
  // A header that came twice was joined by a comma: it is none of the sender's.
  if (!entries.every((entry) => /^v\d{1,3}[a-z]?,[A-Za-z0-9+/=]*$/.test(entry))) return false;
  const given = entries.filter((entry) => patterns.standard.test(entry));
  const signatures = given.slice(0, mostCandidates).map((entry) => Buffer.from(entry.slice(3), "base64"));
  return matchesHmac("sha256", signatures, request.secrets.flatMap(decodeStandardSecret), [
    `${id}.${stamp}.`,
    request.body,
  ]);
}

/**
 * Headers by which a receiver knows a message of ours, after Standard Webhooks: a signature for each secret that counts.
 *
 * @param secrets `whsec_<base64>`; while one is being changed the new one first, then the one before
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signStandardWebhook(
  { id, now, body }: { id: string; now: Date; body: Uint8Array },
  ...secrets: readonly string[]
): Record<string, string> {
  const stamp = String(Math.floor(now.getTime() / 1_000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice("whsec_".length), "base64");
    return `v1,${createHmac("sha256", key).update(`${id}.${stamp}.`).update(body).digest("base64")}`;
  });
  return { "webhook-id": id, "webhook-timestamp": stamp, "webhook-signature": signatures.join(" ") };
}

function decodeStandardSecret(secret: string): Buffer[] {
  const encoded = /^whsec_([A-Za-z0-9+/]{32,88}={0,2})$/.exec(secret)?.[1];
  const key = Buffer.from(encoded ?? "", "base64");
  return key.length >= 24 && key.length <= 64 ? [key] : [];
}

function isFresh(unixSeconds: string, now: Date): boolean {
  if (!/^\d{1,12}$/.test(unixSeconds)) return false;
  return Math.abs(now.getTime() / 1_000 - Number(unixSeconds)) <= toleranceSeconds;
}

/** An empty key would let anybody sign, so it fits nothing. */
function matchesHmac(
  algorithm: "sha1" | "sha256",
  signatures: readonly Buffer[],
  keys: readonly (string | Buffer)[],
  signed: readonly (string | Uint8Array)[],
): boolean {
  return matchesAny(
    keys.filter((key) => key.length > 0),
    (key) => {
      const hmac = createHmac(algorithm, key);
      for (const part of signed) hmac.update(part);
      const expected = hmac.digest();
      return matchesAny(signatures, (given) => given.length === expected.length && timingSafeEqual(given, expected));
    },
  );
}

/** Tries all, whatever the first ones say, so that the time does not tell which one fits. */
function matchesAny<T>(candidates: readonly T[], matches: (candidate: T) => boolean): boolean {
  let found = false;
  for (const candidate of candidates.slice(0, mostCandidates)) found = matches(candidate) || found;
  return found;
}
