import { type Answer, fail, type ListedAlert, succeed } from "../contract.ts";
import { parseWith } from "../http.ts";
import { buildLabelEvent, joinUrl, judgeStatus } from "../monitor-kit.ts";
import { type AlertmanagerWorld, buckets, signIn } from "./acknowledge.ts";
import { ListedAlerts } from "./api-types.ts";

/** What fires now, the silenced and inhibited too; each as its own message would tell it. */
export async function listOpen(world: AlertmanagerWorld): Answer<readonly ListedAlert[]> {
  const response = await world.http.request({
    method: "GET",
    url: joinUrl(world.apiUrl, "/api/v2/alerts"),
    headers: signIn(world),
    buckets,
    safe: true,
  });
  if (!response.ok) return response;
  const error = judgeStatus(response.value, { http: world.http, safe: true });
  if (error) return fail(error.kind === "gone" ? { kind: "rejected", detail: `No API there: ${error.detail}` } : error);
  const alerts = parseWith(ListedAlerts, response.value);
  if (!alerts.ok) return alerts;
  return succeed(
    alerts.value.map((alert) => {
      const context = { dedupKey: alert.fingerprint, url: "", receivedAt: world.clock.now(), handle: alert.labels };
      const { event } = buildLabelEvent({ ...alert, status: "firing" }, world.settings, context);
      return { dedupKey: event.dedupKey, event };
    }),
  );
}
