import { z } from "zod";
import { type Answer, fail, type SourceAlert, type SourceAnswers, succeed } from "../contract.ts";
import { parseWith, type VendorResponse } from "../http.ts";
import {
  answerAll,
  forGood,
  Instant,
  joinUrl,
  judgeStatus,
  lacksHandle,
  type SourceWorld,
  tellEach,
  Text,
} from "../monitor-kit.ts";
import type { Secrets, Settings } from "./manifest.ts";

export type DatadogWorld = SourceWorld<Settings, Secrets> & { apiUrl: string; apiKey: string; applicationKey: string };

const buckets = [{ name: "api", slots: 2 }];
const pageSize = 100;
/** Ours: a list without an end is none. */
const mostPages = 100;

const Downtimes = z.object({
  data: z.array(
    z.object({
      id: z.string().min(1),
      attributes: z.object({
        message: Text.nullish().catch(null),
        schedule: z.object({ end: Instant.nullish().catch(null) }).catch({ end: null }),
      }),
    }),
  ),
});
type Downtime = z.infer<typeof Downtimes>["data"][number];

/** Datadog has no acknowledgement: a downtime mutes the alert's group, and is found again by the marker in its message. */
export async function mute(world: DatadogWorld, alerts: readonly SourceAlert[]): SourceAnswers {
  const known = await listDowntimes(world);
  if (!known.ok) return answerAll(alerts, known);
  return tellEach(alerts, async (alert) => {
    const { monitorId, scope } = alert.handle;
    if (monitorId === undefined) return lacksHandle("monitor");
    const now = world.clock.now();
    const muteMs = world.settings.muteHours * 3_600_000;
    const end = findOurs(known.value, alert)
      .map(({ attributes }) => attributes.schedule.end)
      .find((one) => one && one.getTime() - now.getTime() > muteMs / 2);
    if (end) return succeed({ until: end });
    const until = new Date(now.getTime() + muteMs);
    const attributes = {
      monitor_identifier: { monitor_id: Number(monitorId) },
      scope: listTags(scope).join(" AND ") || "*",
      schedule: { end: until.toISOString() },
      message: alert.note,
    };
    const json = { data: { type: "downtime", attributes } };
    const made = await send(world, { method: "POST", path: "/api/v2/downtime", json });
    return made.ok ? succeed({ until }) : made;
  });
}

/** Ends all downtimes of ours for these alerts. */
export async function unmute(world: DatadogWorld, alerts: readonly SourceAlert[]): SourceAnswers {
  const known = await listDowntimes(world);
  if (!known.ok) return answerAll(alerts, known);
  return tellEach(alerts, async (alert) => {
    for (const { id } of findOurs(known.value, alert)) {
      const ended = await send(world, { method: "DELETE", path: `/api/v2/downtime/${encodeURIComponent(id)}` });
      if (!ended.ok && ended.error.kind !== "gone") return ended;
    }
    return forGood;
  });
}

/** Unmuted first: else the recovery would not be sent. */
export async function resolve(world: DatadogWorld, alerts: readonly SourceAlert[]): SourceAnswers {
  const unmuted = await unmute(world, alerts);
  const answers = await tellEach(
    alerts.filter((_alert, index) => unmuted[index]?.ok),
    async ({ handle: { monitorId, scope } }) => {
      if (monitorId === undefined) return lacksHandle("monitor");
      const group = listTags(scope).join(",") || "ALL_GROUPS";
      const json = { resolve: [{ [monitorId]: group }] };
      const done = await send(world, { method: "POST", path: "/api/v1/monitor/bulk_resolve", json });
      return done.ok ? forGood : done;
    },
  );
  const left = [...answers];
  return unmuted.map((answer) => (answer.ok ? (left.shift() ?? answer) : answer));
}

/** `*` stands for a monitor without groups. */
function listTags(scope: string | undefined): string[] {
  const tags = (scope ?? "").split(",").map((tag) => tag.trim());
  return tags.filter((tag) => tag !== "" && tag !== "*");
}

async function listDowntimes(world: DatadogWorld): Answer<readonly Downtime[]> {
  const listed: Downtime[] = [];
  for (let page = 0; page < mostPages; page++) {
    const query = `current_only=true&page[limit]=${pageSize}&page[offset]=${page * pageSize}`;
    const response = await send(world, { method: "GET", path: `/api/v2/downtime?${query}` });
    if (!response.ok) {
      const { error } = response;
      return fail(error.kind === "gone" ? { kind: "rejected", detail: `No API there: ${error.detail}` } : error);
    }
    const parsed = parseWith(Downtimes, response.value);
    if (!parsed.ok) return parsed;
    listed.push(...parsed.value.data);
    if (parsed.value.data.length < pageSize) return succeed(listed);
  }
  return fail({ kind: "unreadable", path: "data", detail: `More than ${mostPages * pageSize} downtimes.` });
}

function findOurs(known: readonly Downtime[], { marker }: SourceAlert): readonly Downtime[] {
  return known.filter(({ attributes }) => attributes.message?.includes(`[${marker}]`));
}

async function send(
  { http, apiUrl, apiKey, applicationKey }: DatadogWorld,
  { method, path, json }: { method: "GET" | "POST" | "DELETE"; path: string; json?: object },
): Answer<VendorResponse> {
  const safe = method === "GET";
  const headers = { "dd-api-key": apiKey, "dd-application-key": applicationKey };
  const url = joinUrl(apiUrl, path);
  const response = await http.request({ method, url, headers, ...(json ? { json } : {}), buckets, safe });
  if (!response.ok) return response;
  const error = judgeStatus(response.value, { http, safe });
  return error ? fail(error) : response;
}
