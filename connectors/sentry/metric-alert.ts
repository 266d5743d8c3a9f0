import { z } from "zod";
import { type ParseProblem, type Result, succeed } from "../contract.ts";
import { buildEvent, checkShape, Instant, joinKey, joinParagraphs, lookUp, Text } from "../monitor-kit.ts";
import type { Reading, ReadingContext } from "./reading.ts";

const Id = z.union([Text.pipe(z.string().min(1)), z.number().int().transform(String)]);
const Moment = Instant.nullish().catch(null);

const MetricAlert = z.object({
  metric_alert: z.object({
    id: Id,
    // The number of the incident within the organisation.
    identifier: Id.optional(),
    title: Text.catch(""),
    date_started: Moment,
    date_closed: Moment,
    projects: z.array(Text).catch([]),
    alert_rule: z.object({ id: Id, name: Text.catch(""), environment: Text.nullable().catch(null) }),
  }),
  description_title: Text.catch(""),
  description_text: Text.catch(""),
  web_url: Text.catch(""),
});

const actions: ReadonlyMap<string, "critical" | "medium" | "clear"> = new Map([
  ["critical", "critical"],
  ["warning", "medium"],
  ["resolved", "clear"],
]);

/** Rule and incident make a key that lives for one episode; the rule, which stays, is a label. */
export function readMetricAlert(context: ReadingContext): Result<Reading, ParseProblem> {
  const { action, settings, receivedAt, expectation } = context;
  const meaning = lookUp(actions, "action", action);
  if (!meaning.ok) return meaning;
  const given = checkShape({ data: context.data }, z.object({ data: MetricAlert }), expectation);
  if (!given.ok) return given;
  const { metric_alert: alert, description_title, description_text, web_url } = given.value.data;
  const { alert_rule: rule } = alert;
  const key = joinKey([rule.id, alert.identifier ?? alert.id], ":");
  const [project] = alert.projects;
  const event = buildEvent({
    dedupKey: key,
    episodeId: key,
    condition: meaning.value === "clear" ? "clear" : "firing",
    // How bad it was is not told when it ends.
    severity: meaning.value === "medium" ? "medium" : settings.metricCritical,
    titles: [alert.title, rule.name, description_title],
    description: joinParagraphs([description_title, description_text]),
    raisedAt: alert.date_started ?? receivedAt,
    clearedAt: alert.date_closed ?? receivedAt,
    clientHint: project,
    service: project,
    url: web_url,
    labels: { ruleId: rule.id, rule: rule.name, environment: rule.environment },
  });
  return succeed(event);
}
