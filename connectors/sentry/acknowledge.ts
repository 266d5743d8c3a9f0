import { z } from "zod";
import { type Answer, fail, type SourceAlert, type SourceAnswers, succeed } from "../contract.ts";
import { parseWith, type VendorResponse } from "../http.ts";
import { forGood, joinUrl, judgeStatus, lacksHandle, type SourceWorld, tellEach } from "../monitor-kit.ts";
import type { Secrets, Settings } from "./manifest.ts";

export type SentryWorld = SourceWorld<Settings, Secrets> & { organization: string; apiToken: string };

/** Sentry counts calls at once for each token, and says how many are left; few are enough. */
const buckets = [{ name: "api", slots: 2 }];

const Issue = z.object({ status: z.string() });

/** Sentry has no acknowledgement of an issue, and of metric alerts nothing can be told: their events have no handle. */
export function setStatus(
  world: SentryWorld,
  status: "resolved" | "unresolved",
  alerts: readonly SourceAlert[],
): SourceAnswers {
  return tellEach(alerts, async ({ handle: { issueId }, note }) => {
    if (issueId === undefined) return lacksHandle("issue (metric alerts have none)");
    const path = `/api/0/organizations/${world.organization}/issues/${encodeURIComponent(issueId)}/`;
    const read = await send(world, { method: "GET", path });
    if (!read.ok) return read;
    const issue = parseWith(Issue, read.value);
    if (!issue.ok) return issue;
    if (issue.value.status === status) return forGood;
    const written = await send(world, { method: "PUT", path, json: { status } });
    if (!written.ok) return written;
    // What counts is the status: a line that was not taken is no reason to do it again.
    const said = await send(world, { method: "POST", path: `${path}comments/`, json: { text: note } });
    return said.ok ? forGood : succeed({ until: null, detail: `The comment was not taken: ${said.error.detail}` });
  });
}

async function send(
  { http, settings, apiToken }: SentryWorld,
  { method, path, json }: { method: "GET" | "PUT" | "POST"; path: string; json?: object },
): Answer<VendorResponse> {
  const safe = method === "GET";
  const headers = { authorization: `Bearer ${apiToken}` };
  const url = joinUrl(settings.apiUrl, path);
  const response = await http.request({ method, url, headers, ...(json ? { json } : {}), buckets, safe });
  if (!response.ok) return response;
  const error = judgeStatus(response.value, { http, safe });
  return error ? fail(error) : response;
}
