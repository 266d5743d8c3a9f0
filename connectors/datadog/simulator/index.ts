import { randomUUID } from "node:crypto";
import {
  type SourceReply,
  type SourceRequest,
  type SourceSimulator,
  startSourceSimulator,
} from "../../simulator-kit/source-simulator.ts";

interface Downtime {
  id: string;
  attributes: { message: string; scope: string; monitor_identifier: { monitor_id: number }; schedule: { end: string } };
}

const apiKey = "simulated-api-key-of-datadog";
const applicationKey = "simulated-application-key-of-datadog";

/** Datadog's downtimes, and the resolving of monitors' groups. */
export function startDatadogSimulator(): Promise<SourceSimulator> {
  const groups = new Map<string, { monitorId: string; scope: string; resolved: boolean }>();
  let downtimes: Downtime[] = [];
  const monitors = () => new Set([...groups.values()].map(({ monitorId }) => monitorId));

  const resolve = (body: string): SourceReply => {
    const { resolve: wanted } = JSON.parse(body) as { resolve: Record<string, string>[] };
    for (const [monitorId, group] of wanted.flatMap((one) => Object.entries(one))) {
      if (!monitors().has(monitorId)) return { status: 404, body: { errors: ["Monitor not found"] } };
      for (const one of groups.values())
        if (one.monitorId === monitorId && (group === "ALL_GROUPS" || group === one.scope)) one.resolved = true;
    }
    return { status: 200, body: [] };
  };

  const answer = ({ method, path, query, headers, body }: SourceRequest): SourceReply => {
    if (headers["dd-api-key"] !== apiKey || headers["dd-application-key"] !== applicationKey)
      return { status: 403, body: { errors: ["Forbidden"] } };
    if (path === "/api/v1/monitor/bulk_resolve") return resolve(body);
    if (path === "/api/v2/downtime" && method === "GET") {
      const [offset, limit] = [Number(query.get("page[offset]")), Number(query.get("page[limit]"))];
      return { status: 200, body: { data: downtimes.slice(offset, offset + limit) } };
    }
    if (path === "/api/v2/downtime") {
      const { data } = JSON.parse(body) as { data: { attributes: Downtime["attributes"] } };
      if (!monitors().has(String(data.attributes.monitor_identifier.monitor_id)))
        return { status: 404, body: { errors: ["Monitor not found"] } };
      const made = { id: randomUUID(), attributes: data.attributes };
      downtimes.push(made);
      return { status: 200, body: { data: { ...made, type: "downtime" } } };
    }
    const [, id] = /^\/api\/v2\/downtime\/([^/]+)$/.exec(path) ?? [];
    if (!downtimes.some((one) => one.id === id)) return { status: 404, body: { errors: ["Downtime not found"] } };
    downtimes = downtimes.filter((one) => one.id !== id);
    return { status: 204 };
  };

  return startSourceSimulator((url) => ({
    settings: { apiUrl: url },
    secrets: { apiKey, applicationKey },
    answer,
    fire: ({ dedupKey, handle: { monitorId = "", scope = "" } }) =>
      void groups.set(dedupKey, { monitorId, scope, resolved: false }),
    calm: (dedupKey) => void groups.delete(dedupKey),
    look: (dedupKey) => {
      const group = groups.get(dedupKey);
      const quiet = downtimes.filter(
        ({ attributes: { scope, monitor_identifier: of } }) =>
          String(of.monitor_id) === group?.monitorId && scope.split(" AND ").join(",") === group.scope,
      );
      const notes = quiet.map(({ attributes }) => attributes.message);
      return { acknowledged: quiet.length, resolved: group?.resolved ?? false, notes };
    },
  }));
}
