import { z } from "zod";
import { type Answer, fail } from "../contract.ts";
import { parseWith, type VendorResponse } from "../http.ts";
import { basicHeader, joinUrl, judgeStatus, type SourceWorld } from "../monitor-kit.ts";
import type { Secrets, Settings } from "./manifest.ts";

export type IcingaWorld = SourceWorld<Settings, Secrets> & { apiUrl: string; apiUser: string; apiPassword: string };

/** Icinga names no number. */
const buckets = [{ name: "api", slots: 4 }];

/** Any complete answer is a value: what a status of an action means is the action's. */
export async function post(
  { http, apiUrl, apiUser, apiPassword }: IcingaWorld,
  path: string,
  body: object,
  safe: boolean,
): Answer<VendorResponse> {
  return http.request({
    method: "POST",
    url: joinUrl(apiUrl, path),
    headers: {
      accept: "application/json",
      authorization: basicHeader(apiUser, apiPassword),
      ...(safe ? { "x-http-method-override": "GET" } : {}),
    },
    json: body,
    buckets,
    safe,
  });
}

const Results = z.object({ results: z.array(z.object({ attrs: z.unknown() })) });

/**
 * Objects of a type. A user without the right to see any gets 404, as if there were none: that is no empty list.
 *
 * @see https://icinga.com/docs/icinga-2/latest/doc/12-icinga2-api/#querying-objects
 */
export async function query<T extends z.ZodType>(
  world: IcingaWorld,
  type: "hosts" | "services" | "comments",
  body: object,
  attrs: T,
): Answer<readonly z.output<T>[]> {
  const response = await post(world, `/v1/objects/${type}`, body, true);
  if (!response.ok) return response;
  const error = judgeStatus(response.value, { http: world.http, safe: true });
  if (error?.kind === "gone")
    return fail({
      kind: "unauthorized",
      detail: `Our user may not query ${type}, or there is no API: ${error.detail}`,
    });
  if (error) return fail(error);
  const answered = parseWith(Results, response.value);
  if (!answered.ok) return answered;
  const parsed = z.array(attrs).safeParse(answered.value.results.map((one) => one.attrs));
  if (parsed.success) return { ok: true, value: parsed.data };
  const [issue] = parsed.error.issues;
  return fail({ kind: "unreadable", path: `results.${issue?.path.join(".")}`, detail: issue?.message ?? "" });
}
