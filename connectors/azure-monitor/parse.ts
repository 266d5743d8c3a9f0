import { z } from "zod";
import type { Severity } from "../../schemas/alert.ts";
import { succeed } from "../contract.ts";
import {
  buildEvent,
  firstOf,
  Instant,
  joinParagraphs,
  type MonitorDelivery,
  type Parsed,
  readJson,
  Text,
} from "../monitor-kit.ts";
import type { Settings } from "./manifest.ts";

const severities = {
  Sev0: "critical",
  Sev1: "high",
  Sev2: "medium",
  Sev3: "low",
  Sev4: "info",
} as const satisfies Record<string, Severity>;

const Texts = z.array(Text).catch([]);
const Optional = Text.catch("");

const Essentials = z.object({
  alertId: Text.pipe(z.string().min(1)),
  alertRule: Text.pipe(z.string().min(1)),
  severity: z.enum(["Sev0", "Sev1", "Sev2", "Sev3", "Sev4"]),
  monitorCondition: z.enum(["Fired", "Resolved"]),
  signalType: Optional,
  monitoringService: Optional,
  alertTargetIDs: Texts,
  configurationItems: Texts,
  originAlertId: Optional,
  firedDateTime: Instant,
  // Only some kinds of alerts say when they ended.
  resolvedDateTime: Instant.optional(),
  description: Text.nullable().catch(null),
  investigationLink: Optional,
  targetResourceGroup: Optional,
  targetResourceType: Optional,
});

/** Of metric and log alerts; other services have contexts of their own, which are not read. */
const Criterion = z.object({
  metricName: Optional,
  searchQuery: Optional,
  timeAggregation: Optional,
  operator: Optional,
  threshold: z.union([Text, z.number()]),
  metricValue: z.number().nullable(),
  linkToSearchResultsUI: Optional,
});
type Criterion = z.infer<typeof Criterion>;

/** @see https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-common-schema */
const Payload = z.object({
  schemaId: z.literal("azureMonitorCommonAlertSchema"),
  data: z.object({
    essentials: Essentials,
    alertContext: z
      .object({ condition: z.object({ allOf: z.array(Criterion) }) })
      .transform(({ condition }) => condition.allOf)
      .catch([]),
    customProperties: z.record(Text, z.unknown()).catch({}),
  }),
});
type Alert = z.infer<typeof Payload>["data"];

/**
 * The id of an alert lives for one episode, the same from fired to resolved; Azure compares ids whatever their case is. Rule
 * and target, which stay, are labels.
 */
export function parsePayload({ body, receivedAt }: MonitorDelivery, settings: Settings): Parsed {
  const payload = readJson(body, Payload, {
    expected: "an alert in the common alert schema",
    hint: "Is “Enable the common alert schema” switched on in the action group?",
  });
  if (!payload.ok) return payload;
  const { essentials, alertContext: criteria } = payload.value.data;
  const id = essentials.alertId.toLowerCase();
  const target = essentials.alertTargetIDs[0]?.toLowerCase() ?? "";
  const resource = essentials.configurationItems[0] || target.slice(target.lastIndexOf("/") + 1);
  const event = buildEvent({
    dedupKey: id,
    episodeId: id,
    condition: essentials.monitorCondition === "Fired" ? "firing" : "clear",
    severity: severities[essentials.severity],
    titles: [resource ? `${essentials.alertRule} on ${resource}` : essentials.alertRule],
    description: joinParagraphs([essentials.description, criteria.map(describeCriterion).join("\n")]),
    raisedAt: essentials.firedDateTime,
    clearedAt: essentials.resolvedDateTime ?? receivedAt,
    clientHint: clientOf(payload.value.data, settings),
    resource,
    url: essentials.investigationLink || criteria[0]?.linkToSearchResultsUI,
    handle: { alertId: essentials.alertId },
    labels: {
      alertRule: essentials.alertRule,
      originAlertId: essentials.originAlertId,
      target,
      signalType: essentials.signalType,
      monitoringService: essentials.monitoringService,
      resourceGroup: essentials.targetResourceGroup,
      resourceType: essentials.targetResourceType,
    },
  });
  return succeed({ deliveryKey: null, items: [event] });
}

function describeCriterion(criterion: Criterion): string {
  const { metricName, searchQuery, timeAggregation, operator, threshold, metricValue } = criterion;
  const subject = [timeAggregation, metricName || searchQuery].filter(Boolean).join(" of ");
  return `${subject} is ${metricValue ?? "not known"} (${operator} ${threshold}).`;
}

function clientOf({ essentials, customProperties }: Alert, settings: Settings): string | undefined {
  switch (settings.clientField) {
    case "customProperty": {
      const texts = Object.entries(customProperties).flatMap(([name, value]) =>
        typeof value === "string" ? [[name, value]] : [],
      );
      return firstOf(Object.fromEntries(texts) as Record<string, string>, [settings.clientProperty]);
    }
    case "resourceGroup":
      return essentials.targetResourceGroup;
    case "subscription":
      return /^\/subscriptions\/([^/]{1,100})\//i.exec(essentials.alertId)?.[1]?.toLowerCase();
    default:
      return settings.clientField satisfies never;
  }
}
