import { z } from "zod";
import { type Answer, type ConnectorError, fail, type Result, type SourceAlert, succeed } from "../contract.ts";
import type { SourceAnswers, SourceState } from "../contract.ts";
import { forGood, judgeStatus, lacksHandle, tellEach, Text } from "../monitor-kit.ts";
import { type CheckmkWorld, queryStatus, send } from "./client.ts";

/** Numbers come as 0 and 1, or as false and true. */
const Flag = z.union([z.boolean(), z.number().transform((value) => value !== 0)]);
const Status = z.object({ acknowledged: Flag, comments_with_info: z.array(z.unknown()).catch([]) });

/** Sticky: it holds until the problem has ended. A problem that is acknowledged already stays as it is. */
export function acknowledge(world: CheckmkWorld, alerts: readonly SourceAlert[]): SourceAnswers {
  return tellEach(alerts, async (alert) => {
    const object = selectObject(alert);
    if (!object) return lacksHandle("host");
    const status = await readStatus(world, alert);
    if (!status.ok) return status;
    if (status.value?.acknowledged) return forGood;
    const said = { sticky: true, persistent: false, notify: false, comment: alert.note };
    const path = `/domain-types/acknowledge/collections/${object.acknowledge_type}`;
    const response = await send(world, path, { json: { ...object, ...said }, safe: false });
    if (!response.ok) return response;
    // Nothing to acknowledge: it is fine, or not there.
    if (response.value.status === 422)
      return fail({ kind: "gone", detail: "Checkmk has no such problem any more (422)." });
    return toAnswer(judgeStatus(response.value, { http: world.http, safe: false }));
  });
}

/** Takes back what we have acknowledged, from Checkmk 2.5 on; before, it stays until the problem has ended. */
export function unacknowledge(world: CheckmkWorld, alerts: readonly SourceAlert[]): SourceAnswers {
  return tellEach(alerts, async (alert) => {
    const object = selectObject(alert);
    if (!object) return lacksHandle("host");
    const status = await readStatus(world, alert);
    if (!status.ok) return status;
    if (!status.value?.acknowledged || !isOurs(status.value.comments_with_info, alert)) return forGood;
    const path = "/domain-types/acknowledge/actions/delete/invoke";
    const response = await send(world, path, { json: object, safe: false });
    if (!response.ok) return response;
    const error = judgeStatus(response.value, { http: world.http, safe: false });
    if (error?.kind !== "gone") return toAnswer(error);
    const detail = "This Checkmk takes no acknowledgement back by its API; it stays until the problem has ended.";
    return succeed({ until: null, detail });
  });
}

function toAnswer(error: ConnectorError | undefined): Result<SourceState, ConnectorError> {
  return error ? fail(error) : forGood;
}

function selectObject({ handle: { host, service } }: SourceAlert) {
  if (host === undefined) return undefined;
  return service === undefined
    ? { acknowledge_type: "host" as const, host_name: host }
    : { acknowledge_type: "service" as const, host_name: host, service_description: service };
}

/** Undefined: there is no such host or service at its site. */
async function readStatus(
  world: CheckmkWorld,
  { handle: { site = world.site, host = "", service } }: SourceAlert,
): Answer<z.infer<typeof Status> | undefined> {
  const equals = (left: string, right: string) => ({ op: "=", left, right });
  const columns = ["acknowledged", "comments_with_info"];
  const found =
    service === undefined
      ? await queryStatus(world, "host", { site, where: equals("name", host), columns }, Status)
      : await queryStatus(
          world,
          "service",
          { site, where: { op: "and", expr: [equals("host_name", host), equals("description", service)] }, columns },
          Status,
        );
  return found.ok ? succeed(found.value[0]) : found;
}

/** Each is a list of id, author and text. */
function isOurs(comments: readonly unknown[], { marker }: SourceAlert): boolean {
  return comments.some((comment) => Text.parse(JSON.stringify(comment) ?? "").includes(marker));
}
