import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

export interface AlertLabels {
  alertname: string;
  client?: string;
  instance?: string;
  severity?: string;
  [label: string]: string | undefined;
}

const usualStart = "2026-03-17T09:00:00Z";

/** The body of an Alertmanager's webhook about these alerts, all since the same instant. */
export function alertmanagerBody(
  alerts: readonly AlertLabels[],
  status: "firing" | "resolved" = "firing",
  startsAt = usualStart,
): string {
  const groupKey = JSON.stringify(alerts);
  const told = alerts.map((labels) => ({
    status,
    labels,
    annotations: { summary: labels.alertname },
    startsAt,
    endsAt: status === "firing" ? "0001-01-01T00:00:00Z" : "2026-03-17T10:00:00Z",
    fingerprint: createHash("sha256").update(JSON.stringify(labels)).digest("hex").slice(0, 16),
    generatorURL: "",
  }));
  const common = {
    receiver: "interdesk",
    version: "4",
    groupKey,
    truncatedAlerts: 0,
    externalURL: "http://alerts.example",
  };
  return JSON.stringify({ ...common, status, alerts: told, groupLabels: {}, commonLabels: {}, commonAnnotations: {} });
}

/** Delivers it as the Alertmanager of the test's world does, and comes again where the hub has too much to do. @returns the delivery's id */
export async function deliverAlerts(
  hookUrl: string,
  alerts: readonly AlertLabels[],
  status: "firing" | "resolved" = "firing",
  startsAt = usualStart,
): Promise<string> {
  const send = () =>
    fetch(hookUrl, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: "Bearer test-token-not-secret" },
      body: alertmanagerBody(alerts, status, startsAt),
    });
  let answer = await send();
  for (let again = 0; answer.status === 503 && again < 10; again += 1) {
    await pause(1_000);
    answer = await send();
  }
  const { deliveryId } = (await answer.json()) as { deliveryId?: string };
  if (deliveryId === undefined) throw new Error(`not kept: HTTP ${answer.status}`);
  return deliveryId;
}
