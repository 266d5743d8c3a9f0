import { z } from "zod";
import { succeed } from "../contract.ts";
import {
  buildEvent,
  buildNothing,
  joinParagraphs,
  type MonitorDelivery,
  parseEpoch,
  type Parsed,
  readJson,
  Text,
} from "../monitor-kit.ts";
import type { Settings } from "./manifest.ts";

const Optional = Text.catch("");
const Texts = z.array(Text).catch([]);
const Milliseconds = z.union([z.number(), z.string()]).catch("");

const Issue = z.object({
  id: Text.pipe(z.string().min(1).max(200)),
  state: z.enum(["CREATED", "ACTIVATED", "CLOSED"]),
  priority: z.enum(["CRITICAL", "HIGH", "MEDIUM", "LOW"]),
  trigger: Optional,
  title: Optional,
  issueUrl: Optional,
  impactedEntities: Texts,
  totalIncidents: z.number().catch(1),
  createdAt: Milliseconds,
  updatedAt: Milliseconds,
  closedAt: Milliseconds,
  alertPolicyNames: Texts,
  alertConditionNames: Texts,
  workflowName: Optional,
  isAcknowledged: z.boolean().catch(false),
  acknowledgedBy: Optional,
  mutingState: Optional,
  nrAccountId: z.union([Text, z.number().transform(String)]).catch(""),
  client: Optional,
});
type Issue = z.infer<typeof Issue>;

const severities = { CRITICAL: "critical", HIGH: "high", MEDIUM: "medium", LOW: "low" } as const;

/** New Relic closes an issue for these without having seen it recover. */
const timeouts: ReadonlyMap<string, string> = new Map([
  ["CLOSE_INACTIVE", "nothing was heard of it for long"],
  ["CLOSE_TTL", "it had been open for as long as an issue may be"],
]);

/** An issue's id lives for one episode; its policies and conditions, which stay, are labels. */
export function parsePayload({ body, receivedAt }: MonitorDelivery, settings: Settings): Parsed {
  const payload = readJson(body, Issue, {
    expected: "an issue by the template of the setup text",
    hint: "Is it another template, or a notification channel from before workflows?",
  });
  if (!payload.ok) return payload;
  const issue = payload.value;
  const timedOut = issue.state === "CLOSED" ? timeouts.get(issue.trigger) : undefined;
  if (timedOut !== undefined)
    return buildNothing(`New Relic closed the issue ${issue.id} since ${timedOut}, which is no recovery.`);
  const isAcknowledged = issue.isAcknowledged && issue.state !== "CLOSED";
  const event = buildEvent({
    dedupKey: issue.id,
    episodeId: issue.id,
    condition: issue.state === "CLOSED" ? "clear" : "firing",
    severity: severities[issue.priority],
    titles: [issue.title, issue.alertConditionNames[0]],
    description: describe(issue),
    raisedAt: parseEpoch(issue.createdAt, "ms") ?? receivedAt,
    clearedAt: parseEpoch(issue.closedAt, "ms") ?? parseEpoch(issue.updatedAt, "ms") ?? receivedAt,
    clientHint: settings.clientField === "alertPolicyNames" ? issue.alertPolicyNames[0] : issue[settings.clientField],
    resource: issue.impactedEntities[0],
    url: issue.issueUrl,
    handle: { issueId: issue.id, accountId: issue.nrAccountId },
    labels: {
      policy: issue.alertPolicyNames.join(", "),
      condition: issue.alertConditionNames.join(", "),
      account: issue.nrAccountId,
      workflow: issue.workflowName,
      trigger: issue.trigger,
      muting: issue.mutingState,
    },
    ...(isAcknowledged ? { acknowledgement: { state: "set" as const, by: issue.acknowledgedBy } } : {}),
    byUs: isAcknowledged && settings.ourUser !== "" && issue.acknowledgedBy === settings.ourUser,
  });
  return succeed({ deliveryKey: null, items: [event] });
}

function describe({ alertPolicyNames, alertConditionNames, impactedEntities, totalIncidents }: Issue): string | null {
  const list = (name: string, texts: readonly string[]) => texts.length > 0 && `${name}: ${texts.join(", ")}`;
  const lines = [
    list("Policies", alertPolicyNames),
    list("Conditions", alertConditionNames),
    list("Entities", impactedEntities),
    totalIncidents > 1 && `Incidents: ${totalIncidents}`,
  ];
  return joinParagraphs([lines.filter(Boolean).join("\n")]);
}
