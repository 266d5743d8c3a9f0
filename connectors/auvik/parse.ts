import { z } from "zod";
import type { Severity } from "../../schemas/alert.ts";
import { succeed } from "../contract.ts";
import {
  buildEvent,
  Instant,
  joinKey,
  lookUp,
  type MonitorDelivery,
  type Parsed,
  readJson,
  Text,
} from "../monitor-kit.ts";
import type { Settings } from "./manifest.ts";

const Optional = Text.catch("");
/** Numbers come as text, too. */
const Code = z.union([Text, z.number().transform(String)]);

/** @see support.auvik.com, “How do I interpret webhook notifications” */
const Payload = z.object({
  alertName: Text.pipe(z.string().min(1)),
  alertStatus: Code,
  alertSeverity: Code,
  // A list in some messages, a text in others.
  correlationId: z.union([Text, z.array(Text).transform(([first = ""]) => first)]).catch(""),
  companyId: Optional,
  companyName: Optional,
  entityId: Optional,
  entityName: Optional,
  entityType: Optional,
  alertDescription: Optional,
  date: Instant,
  link: Optional,
  subject: Optional,
});

const conditions: ReadonlyMap<string, "firing" | "clear"> = new Map([
  ["0", "firing"],
  ["1", "clear"],
]);
const severities: ReadonlyMap<string, Severity> = new Map([
  ["1", "critical"],
  ["2", "high"],
  ["3", "medium"],
  ["4", "info"],
]);

/** The correlation ties trigger and clear together, and lives for one episode; `alertId` may differ between them. */
export function parsePayload({ body }: MonitorDelivery, settings: Settings): Parsed {
  const payload = readJson(body, Payload, { expected: "a webhook notification of Auvik" });
  if (!payload.ok) return payload;
  const facts = payload.value;
  const condition = lookUp(conditions, "alertStatus", facts.alertStatus.trim());
  if (!condition.ok) return condition;
  const severity = lookUp(severities, "alertSeverity", facts.alertSeverity.trim());
  if (!severity.ok) return severity;
  const correlation = facts.correlationId.trim();
  const event = buildEvent({
    dedupKey: correlation || joinKey([facts.companyId, facts.entityId, facts.alertName], "|"),
    episodeId: correlation,
    condition: condition.value,
    severity: severity.value,
    titles: [facts.entityName ? `${facts.alertName}: ${facts.entityName}` : facts.subject, facts.alertName],
    description: facts.alertDescription,
    raisedAt: facts.date,
    clientHint: facts[settings.clientField],
    resource: facts.entityName,
    url: facts.link,
    handle: { correlationId: correlation },
    labels: {
      alertName: facts.alertName,
      entityId: facts.entityId,
      entityType: facts.entityType,
      companyId: facts.companyId,
      companyName: facts.companyName,
    },
  });
  return succeed({ deliveryKey: null, items: [event] });
}
