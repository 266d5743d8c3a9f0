import { z } from "zod";
import { buildEvent } from "./build-event.ts";
import { Instant } from "./dates.ts";
import { readLabelSeverity } from "./label-severity.ts";
import { firstOf, joinParagraphs, Text, webUrl } from "./text.ts";

const Labels = z.record(Text, Text);

/** One alert of Alertmanager's webhook and of those that took over its shape. */
export const LabelAlert = z.object({
  status: z.enum(["firing", "resolved"]),
  labels: Labels,
  annotations: Labels.catch({}),
  startsAt: Instant,
  endsAt: Instant,
  generatorURL: Text.catch(""),
  // Hash of the label set; annotations and start do not count.
  fingerprint: Text.pipe(z.string().min(1).max(100)),
});
export type LabelAlert = z.infer<typeof LabelAlert>;

interface LabelNames {
  severityLabel: string;
  clientLabel: string;
  resourceLabels: readonly string[];
  serviceLabels: readonly string[];
  heartbeatAlertNames: readonly string[];
}

/** What the message around an alert knows of it. */
export interface LabelContext {
  dedupKey: string;
  /** Before the alert's own summary. */
  title?: string | undefined;
  /** Paragraphs after the alert's own description. */
  notes?: readonly (string | undefined | false)[];
  /** Where to look if the alert itself has no address. */
  url: string;
  labels?: Readonly<Record<string, string | undefined>>;
  handle?: Readonly<Record<string, string>>;
  receivedAt: Date;
}

/** An alert that is a set of labels, as an event. */
export function buildLabelEvent(alert: LabelAlert, names: LabelNames, context: LabelContext) {
  const { labels, annotations } = alert;
  const name = firstOf(labels, ["alertname"]) ?? "Alert";
  const reported = firstOf(labels, [names.severityLabel]);
  const resource = firstOf(labels, names.resourceLabels);
  const runbook = firstOf(annotations, ["runbook_url"]);
  const text = firstOf(annotations, ["description", "message"]);
  return buildEvent({
    dedupKey: context.dedupKey,
    condition: alert.status === "firing" ? "firing" : "clear",
    severity: readLabelSeverity(reported),
    titles: [context.title, firstOf(annotations, ["summary", "title"]), resource ? `${name} on ${resource}` : name],
    description: joinParagraphs([text, runbook && `Runbook: ${runbook}`, ...(context.notes ?? [])]),
    raisedAt: alert.startsAt,
    clearedAt: endOf(alert, context.receivedAt),
    clientHint: firstOf(labels, [names.clientLabel]),
    resource,
    service: firstOf(labels, names.serviceLabels),
    url: webUrl(alert.generatorURL) ?? context.url,
    labels: { ...labels, ...context.labels },
    ...(context.handle ? { handle: context.handle } : {}),
    heartbeat: reported?.trim().toLowerCase() === "none" || names.heartbeatAlertNames.includes(name),
  });
}

/** The zero time stands for "not ended"; of a resolved alert the receipt is then the latest that its end can be. */
function endOf({ endsAt }: LabelAlert, receivedAt: Date): Date {
  return endsAt.getUTCFullYear() <= 1 ? receivedAt : endsAt;
}

/** Alerts that a receiver's limit has cut are not in the message, and leave no other trace. */
export function noteTruncated(count: number): string | false {
  return count > 0 && `${count} more alerts of this group were cut by max_alerts of the receiver.`;
}
