import { readFileSync } from "node:fs";
import { alertmanagerBody } from "../../../support/alertmanager.ts";
import type { Customer } from "./names.ts";

export const monitorNames = ["prometheus", "zabbix", "prtg", "veeam", "uptime-kuma", "datto-rmm"] as const;
export type MonitorName = (typeof monitorNames)[number];
const token = "a-token-of-this-test";

/** How each is connected: its connector, settings and secrets. */
export const monitors: Readonly<
  Record<MonitorName, { connector: string; settings?: Record<string, string>; secrets: Record<string, string> }>
> = {
  prometheus: { connector: "alertmanager", secrets: { bearerToken: token } },
  zabbix: { connector: "zabbix", settings: { clientField: "alert_sendto" }, secrets: { bearerToken: token } },
  prtg: { connector: "prtg", settings: { clientField: "group" }, secrets: {} },
  veeam: { connector: "veeam", secrets: { token } },
  "uptime-kuma": { connector: "uptime-kuma", settings: { clientField: "tag" }, secrets: { token } },
  "datto-rmm": { connector: "datto-rmm", settings: { clientField: "site_name" }, secrets: { token } },
};

/** As which text this tool names a customer. */
export function hintOf(monitor: MonitorName, { name, key }: Pick<Customer, "name" | "key">): string {
  return monitor === "prtg" || monitor === "datto-rmm" ? name : key;
}

export interface Fault {
  n: number;
  title: string;
  device: string;
  hint: string;
  critical: boolean;
  isOver?: boolean;
}

interface Request {
  body: string;
  headers: Record<string, string>;
}

const read = (path: string) =>
  (
    JSON.parse(readFileSync(new URL(`../../../../connectors/${path}.json`, import.meta.url), "utf8")) as {
      request: Request;
    }
  ).request;

/** What this tool sends of a fault: a request that was recorded of it, about another device. */
export function writeRequest(monitor: MonitorName, fault: Fault): Request {
  switch (monitor) {
    case "prometheus": {
      const labels = {
        alertname: fault.title,
        client: fault.hint,
        instance: fault.device,
        severity: fault.critical ? "critical" : "warning",
      };
      const body = alertmanagerBody([labels], fault.isOver ? "resolved" : "firing", new Date().toISOString());
      return { body: body.replace("2026-03-17T10:00:00Z", new Date().toISOString()), headers: bearer(json) };
    }
    case "zabbix":
      return { body: writeZabbix(fault), headers: bearer(json) };
    case "prtg":
      return { body: writePrtg(fault), headers: { "content-type": "application/x-www-form-urlencoded" } };
    case "veeam": {
      const told = JSON.parse(read("veeam/recordings/01-veeam-one-error").body) as object;
      const body = JSON.stringify({
        ...told,
        alarm_name: fault.title,
        object: fault.device,
        summary: `${fault.title}: finished with Failed`,
        alarm_id: String(4_000 + fault.n),
        client: fault.hint,
      });
      return { body, headers: bearer(json) };
    }
    case "uptime-kuma":
      return { body: writeKuma(fault), headers: bearer(json) };
    case "datto-rmm": {
      const told = JSON.parse(read("datto-rmm/recordings/01-triggered").body) as object;
      const body = JSON.stringify({
        ...told,
        alert_uid: `5f8d6c1e-2b77-4c0a-9a0e-${String(fault.n).padStart(12, "0")}`,
        alert_message: fault.title,
        priority: fault.critical ? "critical" : "moderate",
        site_name: fault.hint,
        device_hostname: fault.device,
      });
      return { body, headers: bearer(json) };
    }
  }
}

const json = { "content-type": "application/json" };
/** Each tool has its own of these. */
const bearer = (headers: Record<string, string>) => ({
  ...headers,
  authorization: `Bearer ${token}`,
  "x-interdesk-token": token,
});

function writeZabbix({ n, title, device, hint, critical }: Fault): string {
  const told = JSON.parse(read("zabbix/recordings/01-problem-high").body) as Record<string, string>;
  const recorded = "web-01.example.net";
  const renamed = Object.entries(told).map(([key, value]) => [key, value.replaceAll(recorded, device)]);
  const severity = critical ? "Disaster" : "Average";
  return JSON.stringify({
    ...(Object.fromEntries(renamed) as object),
    alert_subject: `Problem: ${title}`,
    alert_sendto: hint,
    event_id: String(70_000 + n),
    event_name: title,
    event_severity: severity,
    event_nseverity: critical ? "5" : "3",
    trigger_id: String(23_000 + n),
    trigger_name: title,
  });
}

function writePrtg({ n, title, device, hint }: Fault): string {
  const told = new URLSearchParams(read("prtg/recordings/01-down").body);
  told.set("sensorid", String(3_000 + n));
  told.set("device", device);
  told.set("sensor", title);
  told.set("name", title);
  told.set("group", hint);
  return told.toString();
}

function writeKuma({ n, title, device, hint }: Fault): string {
  const told = JSON.parse(read("uptime-kuma/recordings/01-down").body) as {
    monitor: Record<string, unknown>;
    heartbeat: Record<string, unknown>;
  };
  const tags = [{ tag_id: 1, monitor_id: 100 + n, value: hint, name: "client", color: "#059669" }];
  return JSON.stringify({
    ...told,
    heartbeat: { ...told.heartbeat, monitorID: 100 + n },
    monitor: { ...told.monitor, id: 100 + n, name: `${title}`, hostname: device, tags },
    msg: `[${title}] [🔴 Down] Request failed with status code 503`,
  });
}
