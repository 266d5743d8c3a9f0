import { createHash } from "node:crypto";

/** What a simulated Alertmanager tells of. */
interface Story {
  alertname: string;
  instance: string;
  job: string;
  severity: "critical" | "warning";
  summary: string;
  description: string;
}

const stories: readonly Story[] = [
  {
    alertname: "DiskWillFillSoon",
    instance: "fs-01.example.net:9100",
    job: "node",
    severity: "critical",
    summary: "Disk of fs-01 is 97 % full",
    description: "At this pace /srv is full in two hours.",
  },
  {
    alertname: "BackupFailed",
    instance: "backup-02.example.net:9100",
    job: "backup",
    severity: "warning",
    summary: "Last night's backup of dc-01 failed",
    description: "The job ended with: no space left on the target.",
  },
  {
    alertname: "HostUnreachable",
    instance: "sw-core-2.example.net:9116",
    job: "snmp",
    severity: "critical",
    summary: "Switch sw-core-2 does not answer",
    description: "Five probes in a row were lost; the devices behind it are silent as well.",
  },
];

/** One alert as it is delivered, and what the tool itself holds of it. */
export interface TestAlert {
  title: string;
  fingerprint: string;
  labels: Record<string, string>;
  body: string;
}

/** Alertmanager's webhook of one alert. @param count tells one alert of a simulator from the next */
export function buildTestAlert(client: string, count: number, at: Date): TestAlert {
  const story = stories[count % stories.length];
  if (!story) throw new Error("there is no story to tell");
  const { alertname, instance, job, severity, summary, description } = story;
  const labels = { alertname, client, instance, job, severity, run: String(count + 1) };
  const fingerprint = createHash("sha256").update(JSON.stringify(labels)).digest("hex").slice(0, 16);
  const annotations = { summary, description };
  const common = { alertname, client };
  const alert = {
    status: "firing",
    labels,
    annotations,
    startsAt: at.toISOString(),
    endsAt: "0001-01-01T00:00:00Z",
    generatorURL: "http://prometheus.example.net:9090/graph",
    fingerprint,
  };
  const body = {
    receiver: "interdesk",
    status: "firing",
    alerts: [alert],
    groupLabels: common,
    commonLabels: labels,
    commonAnnotations: annotations,
    externalURL: "http://alertmanager.example.net:9093",
    version: "4",
    groupKey: `{}:{alertname="${alertname}", client="${client}"}`,
    truncatedAlerts: 0,
  };
  return { title: summary, fingerprint, labels, body: JSON.stringify(body) };
}
