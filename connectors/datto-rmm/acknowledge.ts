import { z } from "zod";
import { type Answer, fail, type ListedAlert, type SourceAlert, type SourceAnswers, succeed } from "../contract.ts";
import { parseWith } from "../http.ts";
import {
  basicHeader,
  createSignedCalls,
  forGood,
  joinUrl,
  judgeStatus,
  lacksHandle,
  type SignedCalls,
  type SourceWorld,
  tellEach,
} from "../monitor-kit.ts";
import type { Secrets, Settings } from "./manifest.ts";

const buckets = [{ name: "api", slots: 4 }];
/** The most that Datto gives. */
const pageSize = 250;
/** Ours: a list without an end is none. */
const mostPages = 400;

export interface DattoApi {
  calls: SignedCalls;
  http: SourceWorld<Settings, Secrets>["http"];
  apiUrl: string;
}

/** Datto's own client signs in with the key as user and its secret as password; undefined where one of them is missing. */
export function openApi(source: SourceWorld<Settings, Secrets>): DattoApi | undefined {
  const { apiUrl } = source.settings;
  const { apiKey, apiSecretKey } = source.secrets;
  if (apiUrl === undefined || apiKey === undefined || apiSecretKey === undefined) return undefined;
  const request = {
    url: joinUrl(apiUrl, "/auth/oauth/token"),
    form: { grant_type: "password", username: apiKey, password: apiSecretKey },
    headers: { authorization: basicHeader("public-client", "public") },
  };
  return { calls: createSignedCalls(source, request, buckets), http: source.http, apiUrl };
}

/** An alert that is resolved already is left alone: Datto does not tell a second call from the first. */
export function resolve(api: DattoApi, alerts: readonly SourceAlert[]): SourceAnswers {
  return tellEach(alerts, async ({ handle: { alertUid } }) => {
    if (alertUid === undefined) return lacksHandle("alert uid");
    const url = joinUrl(api.apiUrl, `/api/v2/alert/${encodeURIComponent(alertUid)}`);
    const read = await api.calls.send({ method: "GET", url, safe: true });
    if (!read.ok) return read;
    const unread = judgeStatus(read.value, { http: api.http, safe: true });
    if (unread) return fail(unread);
    const alert = parseWith(z.object({ resolved: z.boolean() }), read.value);
    if (!alert.ok) return alert;
    if (alert.value.resolved) return forGood;
    const response = await api.calls.send({ method: "POST", url: `${url}/resolve`, safe: false });
    if (!response.ok) return response;
    const error = judgeStatus(response.value, { http: api.http, safe: false });
    return error ? fail(error) : forGood;
  });
}

const Page = z.object({ alerts: z.array(z.object({ alertUid: z.string().min(1) })) });

/** All open alerts of the account, page by page; one that moves between two pages is only missed once. */
export async function listOpen(api: DattoApi): Answer<readonly ListedAlert[]> {
  const listed: ListedAlert[] = [];
  for (let page = 0; page < mostPages; page++) {
    const url = joinUrl(api.apiUrl, `/api/v2/account/alerts/open?page=${page}&max=${pageSize}`);
    const response = await api.calls.send({ method: "GET", url, safe: true });
    if (!response.ok) return response;
    const error = judgeStatus(response.value, { http: api.http, safe: true });
    if (error)
      return fail(error.kind === "gone" ? { kind: "rejected", detail: `No API there: ${error.detail}` } : error);
    const parsed = parseWith(Page, response.value);
    if (!parsed.ok) return parsed;
    listed.push(...parsed.value.alerts.map(({ alertUid }) => ({ dedupKey: alertUid })));
    if (parsed.value.alerts.length < pageSize) return succeed(listed);
  }
  return fail({ kind: "unreadable", path: "alerts", detail: `More than ${mostPages * pageSize} open alerts.` });
}
