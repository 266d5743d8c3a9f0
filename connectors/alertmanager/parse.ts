import { z } from "zod";
import { succeed } from "../contract.ts";
import {
  buildLabelEvent,
  buildNothing,
  LabelAlert,
  type MonitorDelivery,
  noteTruncated,
  type Parsed,
  readJson,
  Text,
} from "../monitor-kit.ts";
import type { Settings } from "./manifest.ts";

/** Webhook version 4. @see https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
const Payload = z.object({
  version: z.literal("4"),
  externalURL: Text.catch(""),
  truncatedAlerts: z.number().int().min(0).catch(0),
  alerts: z.array(LabelAlert),
});

/**
 * Alert by alert: the status of the group says nothing of its members, and resolves that were delivered before ride along
 * in later messages. There is no delivery id; two deliveries of one state are equal to the byte.
 */
export function parsePayload({ body, receivedAt }: MonitorDelivery, settings: Settings): Parsed {
  const payload = readJson(body, Payload, {
    expected: "the default webhook body of Alertmanager, version 4",
    hint: "Is the receiver's payload a template of your own?",
  });
  if (!payload.ok) return payload;
  const { alerts, externalURL, truncatedAlerts } = payload.value;
  if (alerts.length === 0) return buildNothing("The message lists no alert.");
  const context = { url: externalURL, notes: [noteTruncated(truncatedAlerts)], receivedAt };
  const items = alerts.map((alert) =>
    buildLabelEvent(alert, settings, { ...context, dedupKey: alert.fingerprint, handle: alert.labels }),
  );
  return succeed({ deliveryKey: null, items });
}
