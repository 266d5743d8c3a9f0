import { createHmac, timingSafeEqual } from "node:crypto";

/** better-auth's names of its cookies, behind a prefix of ours. */
export type CookieName = "session_token" | "two_factor";

/**
 * With https a browser takes the cookie only from this very host, for every path, and only encrypted.
 *
 * @see https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie (`__Host-`)
 */
export function cookiePrefix(publicUrl: string): string {
  return publicUrl.startsWith("https:") ? "__Host-interdesk" : "interdesk";
}

export function cookieName(publicUrl: string, name: CookieName): string {
  return `${cookiePrefix(publicUrl)}.${name}`;
}

/** @param header `Cookie` of a request. @returns as it was sent, still encoded */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const part of (header ?? "").split(";")) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}

/** The request's cookies without one of them. */
export function dropCookie(header: string | undefined, name: string): string {
  return (header ?? "")
    .split(";")
    .filter((part) => part.split("=")[0]?.trim() !== name)
    .join(";")
    .trim();
}

/** The value that a cookie of an answer sets; undefined where it sets none, or takes it away. */
export function readSetCookie(headers: Headers, name: string): string | undefined {
  const line = headers.getSetCookie().findLast((one) => one.startsWith(`${name}=`));
  const value = line?.slice(name.length + 1).split(";")[0];
  return value === "" ? undefined : value;
}

/**
 * What a signed cookie holds: `value.signature`, HMAC-SHA256 in base64, as better-auth signs it.
 *
 * @returns undefined when the signature is not ours
 */
export function openSigned(cookie: string | undefined, secret: string): string | undefined {
  const text = decode(cookie ?? "");
  const at = text.lastIndexOf(".");
  if (at < 1) return undefined;
  const value = text.slice(0, at);
  const given = Buffer.from(text.slice(at + 1), "base64");
  const expected = createHmac("sha256", secret).update(value).digest();
  return given.length === expected.length && timingSafeEqual(given, expected) ? value : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
