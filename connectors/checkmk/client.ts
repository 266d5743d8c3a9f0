import { z } from "zod";
import { type Answer, fail } from "../contract.ts";
import { parseWith, trimSlashes, type VendorResponse } from "../http.ts";
import { joinUrl, judgeStatus, type SourceWorld } from "../monitor-kit.ts";
import type { Secrets, Settings } from "./manifest.ts";

export interface CheckmkWorld {
  http: SourceWorld<Settings, Secrets>["http"];
  /** `https://<host>/<site>` */
  siteUrl: string;
  /** The site's own name, the last part of its address. */
  site: string;
  /** Two words after Bearer. */
  authorization: string;
}

/** @returns undefined where the address, the user or the secret is missing */
export function buildWorld({ settings, secrets, http }: SourceWorld<Settings, Secrets>): CheckmkWorld | undefined {
  const { siteUrl } = settings;
  const { automationUser, automationSecret } = secrets;
  if (siteUrl === undefined || automationUser === undefined || automationSecret === undefined) return undefined;
  const site = decodeURIComponent(trimSlashes(new URL(siteUrl).pathname).split("/").at(-1) ?? "");
  return { http, siteUrl, site, authorization: `Bearer ${automationUser} ${automationSecret}` };
}

/** Checkmk names no number; each call is a request of its web server. */
const buckets = [{ name: "api", slots: 2 }];

/** A call of the REST API 1.0, which is there from Checkmk 2.1 on. Any complete answer is a value. */
export function send(
  { http, siteUrl, authorization }: CheckmkWorld,
  path: string,
  { json, safe }: { json?: object; safe: boolean },
): Answer<VendorResponse> {
  return http.request({
    method: json ? "POST" : "GET",
    url: joinUrl(siteUrl, `/check_mk/api/1.0${path}`),
    headers: { accept: "application/json", authorization },
    ...(json ? { json } : {}),
    buckets,
    safe,
  });
}

const Collection = z.object({ value: z.array(z.object({ extensions: z.unknown() })) });

/** Columns of what the livestatus of a site holds, where the condition is true. */
export async function queryStatus<T extends z.ZodType>(
  world: CheckmkWorld,
  type: "host" | "service",
  { site, where, columns }: { site: string; where: object; columns: readonly string[] },
  shape: T,
): Answer<readonly z.output<T>[]> {
  const parameters = new URLSearchParams({ query: JSON.stringify(where), sites: site });
  for (const column of columns) parameters.append("columns", column);
  const response = await send(world, `/domain-types/${type}/collections/all?${parameters}`, { safe: true });
  if (!response.ok) return response;
  const error = judgeStatus(response.value, { http: world.http, safe: true });
  if (error) return fail(error.kind === "gone" ? { kind: "rejected", detail: `No API there: ${error.detail}` } : error);
  const collection = parseWith(Collection, response.value);
  if (!collection.ok) return collection;
  const parsed = z.array(shape).safeParse(collection.value.value.map(({ extensions }) => extensions));
  if (parsed.success) return { ok: true, value: parsed.data };
  const [issue] = parsed.error.issues;
  return fail({ kind: "unreadable", path: `value.${issue?.path.join(".")}`, detail: issue?.message ?? "" });
}
