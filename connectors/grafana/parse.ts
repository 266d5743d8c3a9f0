import { z } from "zod";
import { succeed } from "../contract.ts";
import {
  buildLabelEvent,
  buildNothing,
  firstOf,
  joinKey,
  LabelAlert,
  type MonitorDelivery,
  noteTruncated,
  type Parsed,
  readJson,
  Text,
} from "../monitor-kit.ts";
import type { Settings } from "./manifest.ts";

/** @see https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/ */
const Payload = z.object({
  version: z.literal("1"),
  orgId: z.number().int(),
  externalURL: Text.catch(""),
  truncatedAlerts: z.number().int().min(0).catch(0),
  alerts: z.array(LabelAlert),
});

/** Why Grafana ended an alert that nobody has seen recover. @see grafana_state_reason */
const endedUnseen: ReadonlyMap<string, string> = new Map([
  ["MissingSeries", "its series is gone"],
  ["Paused", "its rule is paused"],
  ["RuleDeleted", "its rule was deleted"],
]);

/** Alerts that stand for a rule which could not be evaluated; their own name says nothing of the rule. */
const ofRule: ReadonlyMap<string, string> = new Map([
  ["DatasourceNoData", "no data"],
  ["DatasourceError", "could not be evaluated"],
]);

/**
 * Alert by alert, as of Alertmanager. A rule that runs into "no data" or an error fires as an alert of its own, with another
 * fingerprint than the rule's.
 */
export function parsePayload({ body, receivedAt }: MonitorDelivery, settings: Settings): Parsed {
  const payload = readJson(body, Payload, {
    expected: "the default webhook body of Grafana Alerting, version 1",
    hint: "Is it a custom payload of the contact point, or the alerting of Grafana 8 and older?",
  });
  if (!payload.ok) return payload;
  const { alerts, orgId, externalURL, truncatedAlerts } = payload.value;
  const told = alerts.map((alert) => ({ alert, silence: whyNothing(alert) }));
  const items = told.flatMap(({ alert, silence }) => {
    if (silence !== undefined) return [];
    const reason = reasonOf(alert);
    const context = {
      dedupKey: joinKey([String(orgId), alert.fingerprint], ":"),
      title: titleOf(alert),
      notes: [reason !== undefined && `Grafana's reason: ${reason}`, noteTruncated(truncatedAlerts)],
      url: externalURL,
      labels: { grafana_state_reason: reason },
      receivedAt,
    };
    return [buildLabelEvent(alert, settings, context)];
  });
  if (items.length > 0) return succeed({ deliveryKey: null, items });
  const reasons = [...new Set(told.flatMap(({ silence }) => silence ?? []))];
  return buildNothing(reasons.join(" ") || "The message lists no alert.");
}

function reasonOf({ annotations }: LabelAlert): string | undefined {
  return firstOf(annotations, ["grafana_state_reason"]);
}

/** A resolve of these reasons is no recovery, so the alert keeps firing until a person or a later message ends it. */
function whyNothing(alert: LabelAlert): string | undefined {
  const { labels, status } = alert;
  if (labels["alertname"] === "TestAlert" && labels["instance"] === "Grafana")
    return "A test message of the contact point.";
  const unseen = status === "resolved" ? endedUnseen.get(reasonOf(alert) ?? "") : undefined;
  return unseen && `Grafana ended "${labels["alertname"] ?? ""}" since ${unseen}, which is no recovery.`;
}

function titleOf({ labels }: LabelAlert): string | undefined {
  const state = ofRule.get(firstOf(labels, ["alertname"]) ?? "");
  const rule = firstOf(labels, ["rulename"]);
  return state && rule && `${rule}: ${state}`;
}
