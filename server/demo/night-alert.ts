/** A P1: its labels, what tells it from others, and the ticket that it becomes. */
export const fingerprint = "5d1e7a03c9b24f68";
export const labels = {
  alertname: "DatabaseDown",
  client: "acme-dental",
  instance: "db-02.example.net:9187",
  severity: "critical",
};
export const title = "Database on db-02.example.net is down";

/** The body of an Alertmanager's webhook about one alert. */
export function buildMessage(startsAt: Date): string {
  const alert = {
    status: "firing",
    labels,
    annotations: { summary: title, description: "No answer on port 5432 for two minutes." },
    startsAt: startsAt.toISOString(),
    endsAt: "0001-01-01T00:00:00Z",
    generatorURL: "",
    fingerprint,
  };
  const group = { groupLabels: {}, commonLabels: labels, commonAnnotations: {}, groupKey: "{}:{}", truncatedAlerts: 0 };
  const externalURL = "http://alertmanager.example.net:9093";
  return JSON.stringify({
    version: "4",
    receiver: "interdesk",
    status: "firing",
    alerts: [alert],
    externalURL,
    ...group,
  });
}
