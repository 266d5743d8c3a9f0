import { fail, type SourceAlert, type SourceAnswers } from "../contract.ts";
import {
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

/** NinjaOne names no number. */
const buckets = [{ name: "api", slots: 2 }];

export interface NinjaApi {
  calls: SignedCalls;
  http: SourceWorld<Settings, Secrets>["http"];
  apiUrl: string;
}

/** @returns undefined where the address, the client or its secret is missing */
export function openApi(source: SourceWorld<Settings, Secrets>): NinjaApi | undefined {
  const { apiUrl } = source.settings;
  const { clientId, clientSecret } = source.secrets;
  if (apiUrl === undefined || clientId === undefined || clientSecret === undefined) return undefined;
  const form = {
    grant_type: "client_credentials",
    client_id: clientId,
    client_secret: clientSecret,
    scope: "monitoring management",
  };
  const request = { url: joinUrl(apiUrl, "/ws/oauth/token"), form };
  return { calls: createSignedCalls(source, request, buckets), http: source.http, apiUrl };
}

/**
 * A reset hides the problem until its condition is evaluated anew, so that it is for an ended ticket alone. What was reset
 * already is not there any more.
 */
export function reset(api: NinjaApi, alerts: readonly SourceAlert[]): SourceAnswers {
  return tellEach(alerts, async ({ handle: { uid } }) => {
    if (uid === undefined) return lacksHandle("uid");
    const url = joinUrl(api.apiUrl, `/v2/alert/${encodeURIComponent(uid)}/reset`);
    const response = await api.calls.send({ method: "POST", url, json: {}, safe: false });
    if (!response.ok) return response;
    const error = judgeStatus(response.value, { http: api.http, safe: false });
    return error ? fail(error) : forGood;
  });
}
