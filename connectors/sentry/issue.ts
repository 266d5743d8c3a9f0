import { z } from "zod";
import type { Severity } from "../../schemas/alert.ts";
import { type ParseProblem, type Result, succeed } from "../contract.ts";
import { buildEvent, checkShape, Instant, joinParagraphs, lookUp, Text } from "../monitor-kit.ts";
import type { Reading, ReadingContext } from "./reading.ts";

const Id = z.union([Text.pipe(z.string().min(1).max(200)), z.number().int().transform(String)]);
const Moment = Instant.nullish().catch(null);
const Optional = Text.nullish().catch(null);

const IssueAlert = z.object({
  event: z.object({
    issue_id: Id,
    level: Text,
    title: Optional,
    culprit: Optional,
    datetime: Moment,
    web_url: Optional,
    url: Text.catch(""),
    tags: z.array(z.tuple([Text, Text])).catch([]),
  }),
  triggered_rule: Optional,
});

const Issue = z.object({
  issue: z.object({
    id: Id,
    level: Text,
    shortId: Optional,
    title: Optional,
    culprit: Optional,
    permalink: Optional,
    firstSeen: Moment,
    project: z.object({ slug: Optional }).catch({ slug: null }),
  }),
});

const levels: ReadonlyMap<string, Severity> = new Map([
  ["fatal", "critical"],
  ["error", "high"],
  ["warning", "medium"],
  ["info", "low"],
  ["debug", "info"],
]);

const alertActions: ReadonlyMap<string, "firing"> = new Map([["triggered", "firing"]]);

/** An alert rule tells of an issue, each time that it matches. The end comes as a webhook of the issue, under the same key. */
export function readIssueAlert({
  action,
  data,
  receivedAt,
  expectation,
}: ReadingContext): Result<Reading, ParseProblem> {
  const condition = lookUp(alertActions, "action", action);
  if (!condition.ok) return condition;
  const given = checkShape({ data }, z.object({ data: IssueAlert }), expectation);
  if (!given.ok) return given;
  const { event: alert, triggered_rule: rule } = given.value.data;
  const severity = lookUp(levels, "data.event.level", alert.level);
  if (!severity.ok) return severity;
  const tags = new Map(alert.tags);
  // The event names its project by number only; its address in the API has the slug.
  const [, project] = /\/projects\/[^/]{1,200}\/([^/]{1,200})\//.exec(alert.url) ?? [];
  const event = buildEvent({
    dedupKey: alert.issue_id,
    condition: condition.value,
    severity: severity.value,
    titles: [alert.title, alert.culprit],
    description: joinParagraphs([alert.culprit, rule && `Rule: ${rule}`]),
    raisedAt: alert.datetime ?? receivedAt,
    clientHint: project,
    resource: tags.get("server_name"),
    service: project,
    url: alert.web_url,
    handle: { issueId: alert.issue_id },
    labels: { rule, environment: tags.get("environment") },
  });
  return succeed(event);
}

type IssueMeaning = "created" | "regression" | "resolved" | { nothing: string };

const issueActions: ReadonlyMap<string, IssueMeaning> = new Map<string, IssueMeaning>([
  ["created", "created"],
  ["unresolved", "regression"],
  ["resolved", "resolved"],
  ["assigned", { nothing: "The issue was assigned to somebody." }],
  ["archived", { nothing: "The issue was archived, which is no end of it." }],
  ["ignored", { nothing: "The issue was ignored, which is no end of it." }],
]);

/** The state of an issue. A new one is an alert only where every one is to be: alert rules tell of those that matter. */
export function readIssue(context: ReadingContext): Result<Reading, ParseProblem> {
  const { action, settings, receivedAt } = context;
  const meaning = lookUp(issueActions, "action", action);
  if (!meaning.ok) return meaning;
  const given = checkShape({ data: context.data }, z.object({ data: Issue }), context.expectation);
  if (!given.ok) return given;
  if (typeof meaning.value === "object") return succeed(meaning.value);
  if (meaning.value === "created" && !settings.everyIssue)
    return succeed({ nothing: "A new issue; only those count that an alert rule tells of." });
  const { issue } = given.value.data;
  const severity = lookUp(levels, "data.issue.level", issue.level);
  if (!severity.ok) return severity;
  const event = buildEvent({
    dedupKey: issue.id,
    condition: meaning.value === "resolved" ? "clear" : "firing",
    severity: severity.value,
    titles: [issue.title, issue.shortId],
    description: issue.culprit,
    // A regression begins now; when an issue was first seen says nothing of it.
    raisedAt: meaning.value === "regression" ? receivedAt : (issue.firstSeen ?? receivedAt),
    clearedAt: receivedAt,
    clientHint: issue.project.slug,
    service: issue.project.slug,
    url: issue.permalink,
    handle: { issueId: issue.id },
    labels: { shortId: issue.shortId },
  });
  return succeed(event);
}
