import { hc } from "hono/client";
import type { Api } from "./routes.ts";

/**
 * The API for programs in TypeScript: routes, what they take and what they answer, from the routes themselves. Only types
 * are shared, so nothing of the server comes along into a bundle.
 *
 * @param url of the hub, without a slash at its end
 * @param headers such as `{ authorization: "Bearer idk_…" }`; a browser with a session needs none
 * @param send sends a request, where the platform's own `fetch` is not what is wanted
 */
export function createApiClient(url: string, headers: Readonly<Record<string, string>> = {}, send?: typeof fetch) {
  return hc<Api>(url, { headers, ...(send ? { fetch: send } : {}) }).api.v1;
}

/**
 * The address of a list's next page, from the header `Link` of this one.
 *
 * @returns undefined = there is no further page
 * @see RFC 8288
 */
export function readNext(link: string | null): string | undefined {
  const next = (link ?? "").split(",").find((part) => part.includes('rel="next"'));
  return next?.slice(next.indexOf("<") + 1, next.indexOf(">"));
}

/** The value for `cursor` by which a list goes on; undefined = there is no further page. */
export function readNextCursor(link: string | null): string | undefined {
  const address = readNext(link);
  return address === undefined ? undefined : (new URL(address, "http://hub").searchParams.get("cursor") ?? undefined);
}
