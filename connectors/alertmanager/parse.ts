import { z } from "zod";
import type { MonitorEvent, Severity } from "../../schemas/alert.ts";
import { fail, type InboundAdapter, type Result, succeed } from "../contract.ts";
import type { Settings } from "./manifest.ts";

/** NUL and halves of character pairs have no place in a database's text or JSON. */
const Text = z.string().transform(cleanText);
const Labels = z.record(Text, Text);
const Instant = z.string().transform(toDate).pipe(z.date());
/** Webhook version 4. @see https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
const Payload = z.object({
  version: z.literal("4"),
  externalURL: Text.catch(""),
  // How many alerts the receiver's max_alerts has cut; they leave no other trace.
  truncatedAlerts: z.number().int().min(0).catch(0),
  alerts: z.array(
    z.object({
      status: z.enum(["firing", "resolved"]),
      labels: Labels,
      annotations: Labels.catch({}),
      startsAt: Instant,
      endsAt: Instant,
      generatorURL: Text.catch(""),
      // Hash of the label set; annotations and start do not count.
      fingerprint: Text.pipe(z.string().min(1).max(100)),
    }),
  ),
});
type Payload = z.infer<typeof Payload>;
type Item = Payload["alerts"][number];

/** Customs of the Prometheus world; an alert of any other severity is still an alert, so it is taken for `medium`. */
const severities: ReadonlyMap<string, Severity> = new Map([
  ["critical", "critical"],
  ["page", "critical"],
  ["emergency", "critical"],
  ["disaster", "critical"],
  ["error", "high"],
  ["major", "high"],
  ["high", "high"],
  ["warning", "medium"],
  ["warn", "medium"],
  ["minor", "low"],
  ["low", "low"],
  ["info", "info"],
  ["informational", "info"],
  ["none", "info"],
]);

/**
 * Alert by alert: the status of the group says nothing of its members, and resolves that were delivered before ride along
 * in later messages. There is no delivery id; two deliveries of one state are equal to the byte.
 */
export function parsePayload(
  body: Uint8Array,
  settings: Settings,
  receivedAt: Date,
): ReturnType<InboundAdapter["parse"]> {
  const json = parseJson(body);
  if (!json.ok) return json;
  const parsed = Payload.safeParse(json.value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = cleanText(issue?.path.join(".") ?? "").slice(0, 200);
    const detail = `${path || "The body"}: ${issue?.message ?? "unexpected"}. Is the receiver's payload a template of your own?`;
    return fail({ path, expected: "the default webhook body of Alertmanager, version 4", detail });
  }
  const items = parsed.data.alerts.map((item) => ({
    kind: "event" as const,
    event: toEvent(item, parsed.data, settings, receivedAt),
  }));
  return succeed({ deliveryKey: null, items });
}

function parseJson(body: Uint8Array): Result<unknown, { path: string; expected: string; detail: string }> {
  try {
    return succeed(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)) as unknown);
  } catch (cause) {
    // The message quotes the body.
    const quoted = cause instanceof Error ? cleanText(cause.message.slice(0, 200)) : "unknown error";
    return fail({ path: "", expected: "JSON in UTF-8", detail: `The body is not JSON: ${quoted}.` });
  }
}

function toEvent(item: Item, payload: Payload, settings: Settings, receivedAt: Date): MonitorEvent {
  const { labels, annotations } = item;
  const name = firstOf(labels, ["alertname"]) ?? "Alert";
  const reported = (firstOf(labels, [settings.severityLabel]) ?? "").trim().toLowerCase();
  const resource = firstOf(labels, settings.resourceLabels);
  const summary = firstOf(annotations, ["summary", "title"]) ?? (resource ? `${name} on ${resource}` : name);
  return {
    dedupKey: item.fingerprint,
    condition: item.status === "firing" ? "firing" : "clear",
    severity: severities.get(reported) ?? "medium",
    title: cut(summary.trim() || name, 500),
    description: describeAlert(annotations, payload.truncatedAlerts),
    raisedAt: item.startsAt,
    clearedAt: item.status === "resolved" ? endOf(item, receivedAt) : null,
    clientHint: cutOrNull(firstOf(labels, [settings.clientLabel])),
    resource: cutOrNull(resource),
    service: cutOrNull(firstOf(labels, settings.serviceLabels)),
    url: webUrl(item.generatorURL) ?? webUrl(payload.externalURL),
    labels,
    heartbeat: reported === "none" || settings.heartbeatAlertNames.includes(name),
  };
}

function describeAlert(annotations: Item["annotations"], truncated: number): string | null {
  const runbook = firstOf(annotations, ["runbook_url"]);
  const parts = [
    firstOf(annotations, ["description", "message"]),
    runbook && `Runbook: ${runbook}`,
    truncated > 0 && `${truncated} more alerts of this group were cut by max_alerts of the receiver.`,
  ];
  return cut(parts.filter(Boolean).join("\n\n"), 50_000) || null;
}

/** The zero time stands for "not ended"; of a resolved alert the receipt is then the latest that its end can be. */
function endOf(item: Item, receivedAt: Date): Date {
  return item.endsAt.getUTCFullYear() <= 1 ? receivedAt : item.endsAt;
}

/** The first of these that is there and not empty; own properties only, since anybody may name a label `constructor`. */
function firstOf(texts: Readonly<Record<string, string>>, names: readonly string[]): string | undefined {
  return names.map((name) => (Object.hasOwn(texts, name) ? texts[name] : undefined)).find(Boolean);
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

function cutOrNull(text: string | undefined): string | null {
  return text === undefined ? null : cut(text, 500);
}

function webUrl(text: string): string | null {
  return /^https?:\/\//.test(text) && text.length <= 2_000 ? text : null;
}

function cleanText(text: string): string {
  return text.replaceAll("\0", "\ufffd").replaceAll(/\r\n?/g, "\n").toWellFormed();
}

/** Other senders write nanoseconds, which `Date` does not read; milliseconds are what is kept. */
function toDate(text: string): Date {
  return new Date(text.replace(/(\.\d{3})\d+/, "$1"));
}
