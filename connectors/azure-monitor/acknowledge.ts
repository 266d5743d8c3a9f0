import { z } from "zod";
import { fail, type SourceAlert, type SourceAnswers } from "../contract.ts";
import { parseWith } from "../http.ts";
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

const buckets = [{ name: "api", slots: 4 }];
const version = "api-version=2019-05-05-preview";

export interface AzureApi {
  calls: SignedCalls;
  http: SourceWorld<Settings, Secrets>["http"];
  apiUrl: string;
}

/** Signs in as an application; undefined where its directory, its id or its secret is missing. */
export function openApi(source: SourceWorld<Settings, Secrets>): AzureApi | undefined {
  const { apiUrl, loginUrl, directoryId, applicationId } = source.settings;
  const { applicationSecret } = source.secrets;
  if (directoryId === undefined || applicationId === undefined || applicationSecret === undefined) return undefined;
  const request = {
    url: joinUrl(loginUrl, `/${directoryId}/oauth2/v2.0/token`),
    form: {
      grant_type: "client_credentials",
      client_id: applicationId,
      client_secret: applicationSecret,
      scope: joinUrl(apiUrl, "/.default"),
    },
  };
  return { calls: createSignedCalls(source, request, buckets), http: source.http, apiUrl };
}

/** The id stands in the path of a call that we sign: nothing but the id of an alert may. */
const alertPath =
  /^\/subscriptions\/[\w-]+(?:\/resource[gG]roups\/[\w.()-]+)?\/providers\/microsoft\.alertsmanagement\/alerts\/[\w-]+$/i;
const Alert = z.object({ properties: z.object({ essentials: z.object({ alertState: z.string() }) }) });

/** What people did about an alert, apart from whether it fires. A state that it has already is not set again. */
export function setState(
  api: AzureApi,
  state: "New" | "Acknowledged" | "Closed",
  alerts: readonly SourceAlert[],
): SourceAnswers {
  return tellEach(alerts, async ({ handle: { alertId }, note }) => {
    if (alertId === undefined || !alertPath.test(alertId)) return lacksHandle("id of an alert");
    const url = joinUrl(api.apiUrl, alertId);
    const read = await api.calls.send({ method: "GET", url: `${url}?${version}`, safe: true });
    if (!read.ok) return read;
    const unread = judgeStatus(read.value, { http: api.http, safe: true });
    if (unread) return fail(unread);
    const alert = parseWith(Alert, read.value);
    if (!alert.ok) return alert;
    if (alert.value.properties.essentials.alertState === state) return forGood;
    const response = await api.calls.send({
      method: "POST",
      url: `${url}/changestate?${version}&newState=${state}`,
      json: { comments: note },
      safe: false,
    });
    if (!response.ok) return response;
    const error = judgeStatus(response.value, { http: api.http, safe: false });
    return error ? fail(error) : forGood;
  });
}
