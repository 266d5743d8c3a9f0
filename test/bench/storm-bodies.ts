import { createHash } from "node:crypto";

/** A tool of the storm: how one of its checks says that it fires. */
export interface StormTool {
  connector: string;
  contentType: string;
  secrets: Readonly<Record<string, string>>;
  headers: Readonly<Record<string, string>>;
  body(check: number): string;
}

const token = "storm-token-not-secret";
const racks = 20;
const startedAt = "2026-11-23T13:00:00Z";

/** Stands in a body for what is another text each time that it is sent. */
export const eachTime = "%each-time%";

/** What a check is about: twenty racks, whatever the tool. */
export function rackOf(check: number): string {
  return `rack-${String(check % racks).padStart(2, "0")}`;
}
export const rackNames: readonly string[] = Array.from({ length: racks }, (_, index) => rackOf(index));

/** One alert as an Alertmanager tells it. */
function buildAlert(check: number) {
  const labels = {
    alertname: `Fan speed ${rackOf(check)}`,
    client: "acme-dental",
    instance: `host-${check}`,
    severity: "warning",
  };
  return {
    status: "firing",
    labels,
    annotations: { summary: labels.alertname },
    startsAt: startedAt,
    endsAt: "0001-01-01T00:00:00Z",
    fingerprint: createHash("sha256").update(labels.instance).digest("hex").slice(0, 16),
    generatorURL: "",
  };
}

/** Several alerts in one delivery. */
export function buildGroup(checks: readonly number[]): string {
  const common = { receiver: "interdesk", version: "4", truncatedAlerts: 0, externalURL: "http://alerts.example" };
  const rest = { groupLabels: {}, commonLabels: {}, commonAnnotations: {}, groupKey: String(checks[0]) };
  return JSON.stringify({ ...common, ...rest, status: "firing", alerts: checks.map(buildAlert) });
}

const json = "application/json";
const bearer = { authorization: `Bearer ${token}` };

/** Five tools with a format each, as their recordings have it. */
export const stormTools: readonly StormTool[] = [
  {
    connector: "alertmanager",
    contentType: json,
    secrets: { bearerToken: token },
    headers: bearer,
    body: (check) => buildGroup([check]),
  },
  {
    connector: "pagerduty-events-v2",
    contentType: json,
    secrets: { routingKey: "0123456789abcdef0123456789abcdef" },
    headers: {},
    body: (check) =>
      JSON.stringify({
        routing_key: "0123456789abcdef0123456789abcdef",
        dedup_key: `check-${check}`,
        event_action: "trigger",
        payload: {
          summary: `Link down ${rackOf(check)}`,
          source: `host-${check}`,
          severity: "warning",
          group: "acme-dental",
        },
      }),
  },
  {
    connector: "uptime-kuma",
    contentType: json,
    secrets: {},
    headers: {},
    body: (check) =>
      JSON.stringify({
        heartbeat: {
          monitorID: check,
          status: 0,
          time: "2026-11-23 13:00:05.112",
          msg: "Request failed",
          ping: null,
          important: true,
          duration: 61,
        },
        monitor: {
          id: check,
          name: `Site ${rackOf(check)}`,
          url: "https://shop.example.net/",
          hostname: null,
          type: "http",
          tags: [{ value: "acme-dental", name: "client" }],
        },
        msg: `[Site ${rackOf(check)}] [Down] Request failed`,
      }),
  },
  {
    connector: "datadog",
    contentType: json,
    secrets: {},
    headers: {},
    body: (check) =>
      JSON.stringify({
        id: eachTime,
        alert_id: `${check}`,
        alert_cycle_key: `1795438800_${check}`,
        aggreg_key: createHash("sha256").update(String(check)).digest("hex").slice(0, 32),
        alert_transition: "Triggered",
        alert_type: "error",
        alert_title: `CPU high ${rackOf(check)}`,
        alert_scope: `host:host-${check},client:acme-dental`,
        alert_priority: "P3",
        event_type: "metric_alert_monitor",
        title: `[Triggered] CPU high ${rackOf(check)}`,
        hostname: `host-${check}`,
        tags: `client:acme-dental,host:host-${check}`,
        date: "1795438805000",
        last_updated: "1795438805000",
        link: "https://app.datadoghq.eu/monitors/1",
        org: { id: "42", name: "Acme Dental" },
      }),
  },
  {
    connector: "prtg",
    contentType: "application/x-www-form-urlencoded",
    secrets: {},
    headers: {},
    body: (check) =>
      new URLSearchParams({
        sensorid: String(check),
        deviceid: String(check),
        device: `host-${check}`,
        host: "192.0.2.1",
        sensor: `Ping ${rackOf(check)}`,
        name: `Ping ${rackOf(check)}`,
        status: "Down",
        laststatus: "Up",
        message: "Request timed out",
        since: "23.11.2026 13:00:12",
        datetime: "23.11.2026 13:01:12 (W. Europe Standard Time)",
        priority: "***",
        group: "Acme Dental",
        home: "https://prtg.example.net",
      }).toString(),
  },
];
