import { z } from "zod";
import type { Severity } from "../../schemas/alert.ts";
import { fail, succeed } from "../contract.ts";
import {
  buildEvent,
  buildNothing,
  firstOf,
  joinParagraphs,
  lookUp,
  type MonitorDelivery,
  parseEpoch,
  type Parsed,
  readJson,
  Text,
} from "../monitor-kit.ts";
import type { Settings } from "./manifest.ts";

/** A variable that has no value, or that is not known, stays as it is. */
const Value = Text.transform((text) => (/^\$[A-Z_]+$/.test(text) ? "" : text)).catch("");
const Payload = z.object({
  id: Text.pipe(z.string().min(1)),
  alert_id: Value,
  alert_cycle_key: Value,
  alert_transition: Text,
  alert_type: Value,
  alert_status: Value,
  alert_title: Value,
  alert_scope: Value,
  alert_priority: Value,
  alert_metric: Value,
  title: Value,
  body: Value,
  hostname: Value,
  tags: Value,
  date: Text,
  last_updated: Value,
  link: Value,
  org: z.object({ name: Value }).catch({ name: "" }),
});
type Payload = z.infer<typeof Payload>;

/** Warn is a lower degree of the same cycle, No Data another kind of problem; both end with Recovered. */
const transitions: ReadonlyMap<string, "firing" | "clear"> = new Map([
  ["Triggered", "firing"],
  ["Re-Triggered", "firing"],
  ["Warn", "firing"],
  ["Re-Warn", "firing"],
  ["No Data", "firing"],
  ["Re-No Data", "firing"],
  ["Renotify", "firing"],
  ["Recovered", "clear"],
]);

const byPriority: ReadonlyMap<string, Severity> = new Map([
  ["P1", "critical"],
  ["P2", "high"],
  ["P3", "medium"],
  ["P4", "low"],
  ["P5", "info"],
]);
const byType: ReadonlyMap<string, Severity> = new Map([
  ["error", "high"],
  ["warning", "medium"],
  ["info", "info"],
  // Of a recovery, which is as bad as nothing.
  ["success", "info"],
]);

/** Key and episode are the alert cycle: one from trigger to recovery. Its monitor and scope, which stay, are labels. */
export function parsePayload({ body, receivedAt }: MonitorDelivery, settings: Settings): Parsed {
  const payload = readJson(body, Payload, {
    expected: "the payload of the setup text",
    hint: "Is it the default payload of the webhook? That one does not say whether an alert begins or ends.",
  });
  if (!payload.ok) return payload;
  const facts = payload.value;
  if (facts.alert_transition === "" || facts.alert_transition.startsWith("$"))
    return buildNothing("An event that is no alert of a monitor.", facts.id);
  const condition = lookUp(transitions, "alert_transition", facts.alert_transition);
  if (!condition.ok) return condition;
  const key = facts.alert_cycle_key;
  if (key === "")
    return fail({ path: "alert_cycle_key", expected: "$ALERT_CYCLE_KEY", detail: "alert_cycle_key is empty." });
  const severity = facts.alert_priority
    ? lookUp(byPriority, "alert_priority", facts.alert_priority)
    : lookUp(byType, "alert_type", facts.alert_type);
  if (!severity.ok) return severity;
  const raisedAt = parseEpoch(facts.date, "ms");
  if (!raisedAt) return fail({ path: "date", expected: "milliseconds since 1970", detail: "date is no time." });
  const endedAt = parseEpoch(facts.last_updated, "ms") ?? receivedAt;
  const tags = readTags([facts.alert_scope, facts.tags]);
  const isNoData = facts.alert_transition.endsWith("No Data");
  const event = buildEvent({
    dedupKey: key,
    episodeId: key,
    condition: condition.value,
    severity: severity.value,
    titles: [facts.alert_title && `${facts.alert_title}${isNoData ? ": no data" : ""}`, facts.title],
    description: joinParagraphs([facts.alert_status, cleanMessage(facts.body)]),
    raisedAt,
    clearedAt: new Date(Math.max(endedAt.getTime(), raisedAt.getTime() + 1)),
    clientHint: settings.clientField === "org" ? facts.org.name : firstOf(tags, [settings.clientTag]),
    resource: facts.hostname || firstOf(tags, ["host"]),
    service: firstOf(tags, [settings.serviceTag]),
    url: facts.link,
    handle: { monitorId: facts.alert_id, scope: facts.alert_scope },
    labels: { ...tags, monitorId: facts.alert_id, scope: facts.alert_scope, metric: facts.alert_metric },
  });
  return succeed({ deliveryKey: facts.id, items: [event] });
}

/** `key:value,key:value,flag`; where a key comes more than once, the first value counts. */
function readTags(lists: readonly string[]): Record<string, string> {
  const tags = new Map<string, string>();
  for (const tag of lists.flatMap((list) => list.split(",", 500))) {
    const at = tag.indexOf(":");
    const key = tag.slice(0, at).trim();
    if (at > 0 && !tags.has(key)) tags.set(key, tag.slice(at + 1).trim());
  }
  return Object.fromEntries(tags);
}

/** Without the marks of Markdown blocks, and without those who were to be told. */
function cleanMessage(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "%%%");
  return lines.map((line) => line.replaceAll(/(?:^| )@[\w.-]+(?:@[\w.-]+)?/g, "").trimEnd()).join("\n");
}
