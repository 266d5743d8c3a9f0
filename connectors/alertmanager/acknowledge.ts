import { type Answer, type ConnectorError, fail, type Result, type SourceAlert, succeed } from "../contract.ts";
import type { SourceAnswers, SourceState } from "../contract.ts";
import { parseWith } from "../http.ts";
import {
  answerAll,
  basicHeader,
  joinUrl,
  judgeStatus,
  lacksHandle,
  ourName,
  type SourceWorld,
  tellEach,
} from "../monitor-kit.ts";
import { PostedSilence, type Silence, Silences } from "./api-types.ts";
import type { Secrets, Settings } from "./manifest.ts";

export type AlertmanagerWorld = SourceWorld<Settings, Secrets> & { apiUrl: string };

/** What Alertmanager counts together is not known; few at once are enough. */
export const buckets = [{ name: "api", slots: 4 }];

export function signIn({ secrets }: Pick<AlertmanagerWorld, "secrets">): Record<string, string> {
  const { apiToken, apiUser, apiPassword } = secrets;
  if (apiToken) return { authorization: `Bearer ${apiToken}` };
  return apiUser && apiPassword ? { authorization: basicHeader(apiUser, apiPassword) } : {};
}

/**
 * An acknowledgement is a silence with all the alert's labels, found again by the marker in its comment. One that is found with
 * more than half of its time left is let be; else it is made longer under its own id.
 */
export async function silence(world: AlertmanagerWorld, alerts: readonly SourceAlert[]): SourceAnswers {
  const known = await listSilences(world);
  if (!known.ok) return answerAll(alerts, known);
  return tellEach(alerts, (alert) => silenceOne(world, alert, findOurs(known.value, alert)));
}

async function silenceOne(
  world: AlertmanagerWorld,
  alert: SourceAlert,
  [ours]: readonly Silence[],
): Promise<Result<SourceState, ConnectorError>> {
  const now = world.clock.now();
  const silenceMs = world.settings.silenceHours * 3_600_000;
  if (ours && ours.endsAt.getTime() - now.getTime() > silenceMs / 2) return succeed({ until: ours.endsAt });
  const labels = Object.entries(alert.handle);
  if (labels.length === 0) return lacksHandle("labels");
  const until = new Date(now.getTime() + silenceMs);
  const response = await world.http.request({
    method: "POST",
    url: joinUrl(world.apiUrl, "/api/v2/silences"),
    headers: signIn(world),
    json: {
      ...(ours ? { id: ours.id } : {}),
      matchers: labels.map(([name, value]) => ({ name, value, isRegex: false, isEqual: true })),
      // With another start it would be replaced by a new one.
      startsAt: (ours?.startsAt ?? now).toISOString(),
      endsAt: until.toISOString(),
      createdBy: ourName,
      comment: alert.note,
    },
    buckets,
    safe: false,
  });
  if (!response.ok) return response;
  const error = judgeStatus(response.value, { http: world.http, safe: false });
  // Of an id: the silence that was found has been removed meanwhile; it is looked for once more.
  if (error) return fail(error.kind === "gone" ? { kind: "conflict", detail: error.detail } : error);
  const posted = parseWith(PostedSilence, response.value);
  // It is there; what cannot be read of the answer is not needed.
  return posted.ok ? succeed({ until }) : fail({ kind: "unknownOutcome", detail: posted.error.detail });
}

/** Ends all silences of ours for these alerts; one that has ended already answers like one that ends now. */
export async function unsilence(world: AlertmanagerWorld, alerts: readonly SourceAlert[]): SourceAnswers {
  const known = await listSilences(world);
  if (!known.ok) return answerAll(alerts, known);
  return tellEach(alerts, async (alert) => {
    for (const ours of findOurs(known.value, alert)) {
      const response = await world.http.request({
        method: "DELETE",
        url: joinUrl(world.apiUrl, `/api/v2/silence/${encodeURIComponent(ours.id)}`),
        headers: signIn(world),
        buckets,
        safe: false,
      });
      if (!response.ok) return response;
      const error = judgeStatus(response.value, { http: world.http, safe: false });
      if (error && error.kind !== "gone") return fail(error);
    }
    return succeed({ until: null });
  });
}

async function listSilences(world: AlertmanagerWorld): Answer<readonly Silence[]> {
  const response = await world.http.request({
    method: "GET",
    url: joinUrl(world.apiUrl, "/api/v2/silences"),
    headers: signIn(world),
    buckets,
    safe: true,
  });
  if (!response.ok) return response;
  const error = judgeStatus(response.value, { http: world.http, safe: true });
  if (error) return fail(error.kind === "gone" ? { kind: "rejected", detail: `No API there: ${error.detail}` } : error);
  return parseWith(Silences, response.value);
}

/** The one that lasts longest first. */
function findOurs(known: readonly Silence[], { marker }: SourceAlert): readonly Silence[] {
  return known
    .filter(({ status, comment }) => status.state !== "expired" && comment.includes(`[${marker}]`))
    .toSorted((a, b) => b.endsAt.getTime() - a.endsAt.getTime());
}
