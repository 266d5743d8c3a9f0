import { readFile } from "node:fs/promises";
import path from "node:path";
import type { ReadableStream } from "node:stream/web";
import { readNext } from "../api/client.ts";
import { tenantHeader } from "../access/tenant-header.ts";

/** The running hub's own API, as the command line uses it. */
export interface HubClient {
  get(route: string): Promise<unknown>;
  /** A page of a list. @returns `next`: the route of the page after it; null = there is none */
  page(route: string): Promise<{ rows: unknown; next: string | null }>;
  post(route: string, body?: unknown): Promise<unknown>;
  /** A body as it is, with headers of its own. */
  send(route: string, body: string, headers: Readonly<Record<string, string>>): Promise<unknown>;
  /** What comes in parts; it fails when it is cut off. */
  download(route: string): Promise<ReadableStream<Uint8Array>>;
  /** Something with its version, to be given when it is changed; null = it has none. */
  read(route: string): Promise<{ value: unknown; version: string | null }>;
  /** @param version only where it is still this one, so that another's change is not undone unseen */
  patch(route: string, body: unknown, version?: string | null): Promise<unknown>;
  remove(route: string): Promise<unknown>;
  /** The API in OpenAPI 3.1. */
  document(): Promise<unknown>;
  url: string;
}

/** What the hub refused, in its own words. */
export class Refused extends Error {}

/** @param tenant another one than the hub's own, by name. @throws Error with what to do, when no hub runs on the data folder */
export async function connectHub(dataDir: string, tenant?: string): Promise<HubClient> {
  const read = (name: string) => readFile(path.join(dataDir, name), "utf8").then((text) => text.trim());
  const found = await Promise.all([read("hub-url"), read("admin-token")]).catch(() => undefined);
  if (!found)
    throw new Refused(
      `No Interdesk has run on the data folder ${path.resolve(dataDir)}. Start one with "npm start", or set INTERDESK_DATA.`,
    );
  const [url, token] = found;
  const ask = createAsk(url, token, tenant, dataDir);
  const askVersioned = (method: string, route: string, ...rest: [string?, Readonly<Record<string, string>>?]) =>
    ask(method, `/v1${route}`, ...rest);
  const send = async (...request: Parameters<typeof askVersioned>): Promise<unknown> =>
    (await askVersioned(...request)).json().catch(() => undefined);
  const call = (method: string, route: string, body?: unknown) =>
    send(method, route, body === undefined ? undefined : JSON.stringify(body));
  return {
    url,
    send: (route, body, headers) => send("POST", route, body, headers),
    get: (route) => call("GET", route),
    async page(route) {
      const answer = await askVersioned("GET", route);
      const next = readNext(answer.headers.get("link"));
      return { rows: await answer.json(), next: next?.replace(/^\/api\/v1/, "") ?? null };
    },
    post: (route, body) => call("POST", route, body ?? {}),
    download: async (route) => {
      const { body } = await askVersioned("GET", route);
      if (!body) throw new Refused(`The hub at ${url} answered nothing.`);
      return body as ReadableStream<Uint8Array>;
    },
    async read(route) {
      const answer = await askVersioned("GET", route);
      return { value: await answer.json(), version: answer.headers.get("etag") };
    },
    patch: (route, body, version) =>
      send("PATCH", route, JSON.stringify(body), version == null ? {} : { "if-match": version }),
    remove: (route) => call("DELETE", route),
    document: async () => (await ask("GET", "/openapi.json")).json(),
  };
}

type Ask = (method: string, route: string, body?: string, more?: Readonly<Record<string, string>>) => Promise<Response>;

/** @throws Refused in the hub's own words, or where it does not answer */
function createAsk(url: string, token: string, tenant: string | undefined, dataDir: string): Ask {
  return async (method, route, body, more = {}) => {
    const headers = {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      ...(tenant === undefined ? {} : { [tenantHeader]: encodeURIComponent(tenant) }),
      ...more,
    };
    const answer = await fetch(`${url}/api${route}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    }).catch(() => {
      throw new Refused(
        `The hub at ${url} does not answer. Is it running on the data folder ${path.resolve(dataDir)}?`,
      );
    });
    if (answer.ok) return answer;
    const value: unknown = await answer.json().catch(() => undefined);
    throw new Refused(
      typeof value === "object" && value !== null && "detail" in value ? String(value.detail) : `HTTP ${answer.status}`,
    );
  };
}
