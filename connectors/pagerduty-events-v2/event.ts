import { createHash } from "node:crypto";
import { z } from "zod";
import type { Severity } from "../../schemas/alert.ts";
import type { ParseProblem, Result } from "../contract.ts";
import { readJson, redactFields, Text } from "../monitor-kit.ts";

export const severities = {
  critical: "critical",
  error: "high",
  warning: "medium",
  info: "info",
} as const satisfies Record<string, Severity>;

const Optional = Text.nullish().catch(null);

const Payload = z.object({
  summary: Text.pipe(z.string().min(1)),
  source: Text.pipe(z.string().min(1)),
  severity: z.enum(["critical", "error", "warning", "info"]),
  timestamp: z.string().nullish().catch(null),
  component: Optional,
  group: Optional,
  class: Optional,
  custom_details: z
    .union([Text, z.record(Text, z.unknown())])
    .nullish()
    .catch(null),
});
export type Payload = z.infer<typeof Payload>;

const dedup_key = Text.pipe(z.string().min(1).max(255));
const shared = {
  client: Optional,
  client_url: Optional,
  links: z.array(z.object({ href: Optional })).catch([]),
};

/** A trigger needs a payload, the others a key; Zabbix sends these with nothing more. @see https://developer.pagerduty.com/docs/events-api-v2/overview/ */
const Event = z.discriminatedUnion("event_action", [
  z.object({ event_action: z.literal("trigger"), dedup_key: dedup_key.nullish(), payload: Payload, ...shared }),
  z.object({
    event_action: z.literal("acknowledge"),
    dedup_key,
    payload: Payload.optional().catch(undefined),
    ...shared,
  }),
  z.object({ event_action: z.literal("resolve"), dedup_key, payload: Payload.optional().catch(undefined), ...shared }),
]);
export type Event = z.infer<typeof Event> & { dedup_key: string };

/** Of change events, which have no action. */
const Change = z.object({
  event_action: z.undefined().optional(),
  payload: z.object({ summary: Text, severity: z.undefined().optional() }),
});

export type Reading = { kind: "event"; event: Event } | { kind: "change"; summary: string };

/** The body as it is stored: the routing key is a credential. */
export function redactEvent(body: Uint8Array): Uint8Array {
  return redactFields(body, ["routing_key"]);
}

/**
 * Reads an event. Without a key each trigger is an alert of its own: it gets one, the same from a request and from what was
 * stored of it, since our answer tells it to the sender.
 *
 * @param body stored or as it came
 */
export function readEvent(body: Uint8Array, receivedAt: Date): Result<Reading, ParseProblem> {
  const given = readJson(body, z.union([Change, Event]), { expected: "an event of the Events API v2" });
  if (!given.ok) return describeProblem(body) ?? given;
  if (given.value.event_action === undefined)
    return { ok: true, value: { kind: "change", summary: given.value.payload.summary } };
  const key = given.value.dedup_key ?? makeKey(body, receivedAt);
  return { ok: true, value: { kind: "event", event: { ...given.value, dedup_key: key } } };
}

/** A union tells of none of its members; that of events has the place. */
function describeProblem(body: Uint8Array): Result<never, ParseProblem> | undefined {
  const event = readJson(body, Event, { expected: "an event of the Events API v2" });
  return event.ok ? undefined : event;
}

function makeKey(body: Uint8Array, receivedAt: Date): string {
  return createHash("sha256")
    .update(`${receivedAt.toISOString()}\n`)
    .update(redactEvent(body))
    .digest("hex")
    .slice(0, 32);
}
