import { trimSlashes } from "../http.ts";

/** Hosts under which the vendor runs its products; credentials go there or to the customer's own host only. */
const vendorDomains = [
  ".halopsa.com",
  ".haloitsm.com",
  ".haloservicedesk.com",
  ".haloservicesolutions.com",
  ".usehalo.com",
];

/** Ends of addresses that people paste instead of the address itself. */
const wrongEnds = /\/(?:api|auth|apidoc|token|tickets)$/i;

function toUrl(text: string): URL | null {
  const trimmed = text.trim();
  return URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`);
}

/** Whether an address can be made of what an admin typed. */
export function canBeAddress(text: string): boolean {
  const url = toUrl(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === "" && url.hostname !== "";
}

/**
 * The root of an instance: scheme, host and path, without what is only below it, and without a slash at the end.
 *
 * @param text as typed, with or without scheme, `/api` or `/auth`; {@link canBeAddress} says yes to it
 */
export function toSite(text: string): string {
  let path = trimSlashes(toUrl(text)?.pathname ?? "");
  while (wrongEnds.test(path)) path = trimSlashes(path.replace(wrongEnds, ""));
  return `${toUrl(text)?.origin ?? ""}${path}`;
}

/** An address as typed, with a scheme and without a slash at the end. */
export function toServer(text: string): string {
  const url = toUrl(text);
  return `${url?.origin ?? ""}${trimSlashes(url?.pathname ?? "")}`;
}

/** Whether the secret may be sent to this server, which an answer of `site` named. */
export function isTrusted(server: string, site: string): boolean {
  const [named, own] = [URL.parse(server), URL.parse(site)];
  if (named === null || own === null) return false;
  if (own.protocol === "https:" && named.protocol !== "https:") return false;
  if (named.host === own.host) return true;
  return named.protocol === "https:" && vendorDomains.some((domain) => named.hostname.endsWith(domain));
}
