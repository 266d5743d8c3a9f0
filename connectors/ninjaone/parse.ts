import { z } from "zod";
import type { Severity } from "../../schemas/alert.ts";
import { fail, type ParseProblem, type Result, succeed } from "../contract.ts";
import {
  buildEvent,
  buildNothing,
  type MonitorDelivery,
  parseEpoch,
  type Parsed,
  readJson,
  Text,
} from "../monitor-kit.ts";
import type { Settings } from "./manifest.ts";

const Name = Text.nullish().catch(null);
const Id = z.number().int().nullish().catch(null);
const Reference = z.object({ name: Name }).nullish().catch(null);

/** One activity; only conditions are alerts. */
const Activity = z.object({
  id: z.number().int(),
  // Seconds with a fraction.
  activityTime: z.number(),
  activityType: Text,
  statusCode: Text,
  seriesUid: Name,
  deviceId: Id,
  severity: Name,
  priority: Name,
  sourceConfigUid: Name,
  sourceName: Name,
  subject: Name,
  message: Name,
  userId: Id,
  data: z
    .object({ message: z.object({ code: Name }).nullish().catch(null) })
    .nullish()
    .catch(null),
  device: z
    .object({
      displayName: Name,
      systemName: Name,
      dnsName: Name,
      nodeClass: Name,
      organizationId: Id,
      references: z.object({ organization: Reference, location: Reference }).nullish().catch(null),
    })
    .nullish()
    .catch(null),
});
type Activity = z.infer<typeof Activity>;

const severities: ReadonlyMap<string, Severity> = new Map([
  ["CRITICAL", "critical"],
  ["MAJOR", "high"],
  ["MODERATE", "medium"],
  ["MINOR", "low"],
]);
/** Where the severity is NONE or absent; if the priority is so too, the alert is of medium severity. */
const priorities: ReadonlyMap<string, Severity> = new Map([
  ["HIGH", "high"],
  ["MEDIUM", "medium"],
  ["LOW", "low"],
  ["NONE", "medium"],
]);

/** Key and episode are `seriesUid`, which ties trigger and reset; condition and device, which stay the same, are labels. */
export function parsePayload({ body }: MonitorDelivery, settings: Settings): Parsed {
  const parsed = readJson(body, Activity, { expected: "an activity of NinjaOne, with its id, type, state and time" });
  if (!parsed.ok) return parsed;
  const activity = parsed.value;
  const deliveryKey = String(activity.id);
  const { activityType, statusCode } = activity;
  const isAcknowledged = statusCode === "ACKNOWLEDGED";
  if (activityType !== "CONDITION" || !(isAcknowledged || statusCode === "TRIGGERED" || statusCode === "RESET"))
    return buildNothing(
      `The activity ${activityType} ${statusCode} is neither a problem nor its end.`.slice(0, 300),
      deliveryKey,
    );
  if (!activity.seriesUid)
    return fail({ path: "seriesUid", expected: "the id of a series", detail: "seriesUid is not there, or is empty." });
  const at = parseEpoch(activity.activityTime, "s");
  if (!at) return fail({ path: "activityTime", expected: "seconds since 1970", detail: "activityTime is no time." });
  const severity = readSeverity(activity);
  if (!severity.ok) return severity;
  const resource = nameDevice(activity);
  const event = buildEvent({
    dedupKey: activity.seriesUid,
    episodeId: activity.seriesUid,
    condition: statusCode === "RESET" ? "clear" : "firing",
    severity: severity.value,
    titles: [activity.message && resource ? `${resource}: ${activity.message}` : activity.message, activity.sourceName],
    description: activity.message,
    raisedAt: at,
    clientHint: nameClient(activity, settings),
    resource,
    service: activity.sourceName,
    handle: { uid: activity.seriesUid },
    labels: {
      deviceId: activity.deviceId?.toString(),
      sourceConfigUid: activity.sourceConfigUid,
      code: activity.data?.message?.code,
      nodeClass: activity.device?.nodeClass,
      location: activity.device?.references?.location?.name,
    },
    ...(isAcknowledged ? { acknowledgement: { state: "set" as const, by: activity.userId?.toString() } } : {}),
  });
  return succeed({ deliveryKey, items: [event] });
}

function readSeverity({ severity, priority }: Activity): Result<Severity, ParseProblem> {
  if (severity && severity !== "NONE") return lookUp(severities, "severity", severity);
  return priority ? lookUp(priorities, "priority", priority) : succeed("medium");
}

function lookUp(table: ReadonlyMap<string, Severity>, path: string, given: string): Result<Severity, ParseProblem> {
  const found = table.get(given);
  if (found !== undefined) return succeed(found);
  const expected = `NONE, or one of ${[...table.keys()].join(", ")}`;
  return fail({ path, expected, detail: `${path}: "${given.slice(0, 100)}" is not known.` });
}

function nameDevice({ device, deviceId }: Activity): string | undefined {
  const number = deviceId ? `device ${deviceId}` : undefined;
  return device?.displayName || device?.systemName || device?.dnsName || number;
}

/** A notification channel gives no names, but the number of the organisation, which can be mapped as well. */
function nameClient({ device }: Activity, { clientField }: Settings): string | null | undefined {
  const number = device?.organizationId?.toString();
  if (clientField === "organizationId") return number;
  if (clientField === "location") return device?.references?.location?.name;
  return device?.references?.organization?.name || number;
}
