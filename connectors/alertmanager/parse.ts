import { z } from "zod";
import type { MonitorEvent, Severity } from "../../schemas/alert.ts";
import { fail, type InboundAdapter, type Result, succeed } from "../contract.ts";
import type { Settings } from "./manifest.ts";

const Labels = z.record(z.string(), z.string());
/** Webhook version 4. @see https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
const Payload = z.object({
  version: z.literal("4"),
  externalURL: z.string().catch(""),
  alerts: z.array(
    z.object({
      status: z.enum(["firing", "resolved"]),
      labels: Labels,
      annotations: Labels.catch({}),
      startsAt: z.string().transform(toDate).pipe(z.date()),
      endsAt: z.string().transform(toDate).pipe(z.date()),
      generatorURL: z.string().catch(""),
      // Hash of the label set; annotations and start do not count.
      fingerprint: z.string().min(1).max(100),
    }),
  ),
});
type Item = z.infer<typeof Payload>["alerts"][number];

const severities: Readonly<Record<string, Severity>> = {
  critical: "critical",
  page: "critical",
  emergency: "critical",
  disaster: "critical",
  error: "high",
  major: "high",
  high: "high",
  warning: "medium",
  warn: "medium",
  minor: "low",
  low: "low",
  info: "info",
  informational: "info",
  none: "info",
};

/**
 * Alert by alert: the status of the group says nothing of its members, and resolves that were delivered before ride along
 * in later messages. There is no delivery id; two deliveries of one state are equal to the byte.
 */
export function parsePayload(body: Uint8Array, settings: Settings): ReturnType<InboundAdapter["parse"]> {
  const json = parseJson(body);
  if (!json.ok) return json;
  const parsed = Payload.safeParse(json.value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = issue?.path.join(".") ?? "";
    const detail = `${path || "The body"}: ${issue?.message ?? "unexpected"}. Is the receiver's payload a template of your own?`;
    return fail({ path, expected: "the default webhook body of Alertmanager, version 4", detail });
  }
  const items = parsed.data.alerts.map((item) => ({
    kind: "event" as const,
    event: toEvent(item, parsed.data.externalURL, settings),
  }));
  return succeed({ deliveryKey: null, items });
}

function parseJson(body: Uint8Array): Result<unknown, { path: string; expected: string; detail: string }> {
  try {
    return succeed(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)) as unknown);
  } catch (cause) {
    const detail = `The body is not JSON: ${cause instanceof Error ? cause.message.slice(0, 200) : "unknown error"}.`;
    return fail({ path: "", expected: "JSON in UTF-8", detail });
  }
}

function toEvent(item: Item, externalUrl: string, settings: Settings): MonitorEvent {
  const { labels, annotations } = item;
  const name = labels["alertname"] ?? "Alert";
  const reported = (labels[settings.severityLabel] ?? "").toLowerCase();
  const resource = firstOf(labels, settings.resourceLabels);
  const summary = annotations["summary"] ?? annotations["title"] ?? (resource ? `${name} on ${resource}` : name);
  const text = [
    annotations["description"] ?? annotations["message"],
    annotations["runbook_url"] && `Runbook: ${annotations["runbook_url"]}`,
  ];
  return {
    dedupKey: item.fingerprint,
    condition: item.status === "firing" ? "firing" : "clear",
    severity: severities[reported] ?? "medium",
    title: cut(summary.trim() || name, 500),
    description: cut(text.filter(Boolean).join("\n\n"), 50_000) || null,
    raisedAt: item.startsAt,
    clearedAt: item.status === "resolved" ? item.endsAt : null,
    clientHint: cutOrNull(labels[settings.clientLabel]),
    resource: cutOrNull(resource),
    service: cutOrNull(firstOf(labels, settings.serviceLabels)),
    url: webUrl(item.generatorURL) ?? webUrl(externalUrl),
    labels,
    heartbeat: reported === "none" || settings.heartbeatAlertNames.includes(name),
  };
}

function firstOf(labels: Readonly<Record<string, string>>, names: readonly string[]): string | undefined {
  return names.map((name) => labels[name]).find((value) => value !== undefined && value !== "");
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

function cutOrNull(text: string | undefined): string | null {
  return text === undefined || text === "" ? null : cut(text, 500);
}

function webUrl(text: string): string | null {
  return /^https?:\/\//.test(text) && text.length <= 2_000 ? text : null;
}

/** Other senders write nanoseconds, which `Date` does not read; milliseconds are what is kept. */
function toDate(text: string): Date {
  return new Date(text.replace(/(\.\d{3})\d+/, "$1"));
}
