import { fail, type SourceAlert, type SourceAnswers } from "../contract.ts";
import { basicHeader, forGood, joinUrl, judgeStatus, lacksHandle, type SourceWorld, tellEach } from "../monitor-kit.ts";
import type { Secrets, Settings } from "./manifest.ts";

export type AuvikWorld = SourceWorld<Settings, Secrets> & { apiUrl: string; apiUser: string; apiKey: string };

/** Auvik names no number. */
const buckets = [{ name: "api", slots: 2 }];

/** Hides the alert in Auvik, which has nothing else to be told; what has been dismissed answers the same again. */
export function dismiss({ http, apiUrl, apiUser, apiKey }: AuvikWorld, alerts: readonly SourceAlert[]): SourceAnswers {
  return tellEach(alerts, async ({ handle: { correlationId } }) => {
    if (correlationId === undefined) return lacksHandle("correlation id");
    const response = await http.request({
      method: "POST",
      url: joinUrl(apiUrl, `/v1/alert/dismiss/${encodeURIComponent(correlationId)}`),
      headers: { accept: "application/json", authorization: basicHeader(apiUser, apiKey) },
      buckets,
      safe: false,
    });
    if (!response.ok) return response;
    const error = judgeStatus(response.value, { http, safe: false });
    return error ? fail(error) : forGood;
  });
}
