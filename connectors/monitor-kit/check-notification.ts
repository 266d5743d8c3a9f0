import type { Severity } from "../../schemas/alert.ts";
import { fail, type ParseProblem, type Result, succeed } from "../contract.ts";
import { buildEvent } from "./build-event.ts";
import { buildNothing, type Parsed } from "./define-monitor.ts";
import { bearsMarker } from "./tell-source.ts";

/** A notification as Nagios and those that came after it write it; words in capitals. */
export interface CheckNotification {
  type: string | undefined;
  /** UP, DOWN or UNREACHABLE of the host that a notification without a service is about; else OK, WARNING, CRITICAL, UNKNOWN. */
  state: string | undefined;
  /** Where the state stands in the message. */
  stateField: string;
  /** Of the check before; says how bad it was what has ended. */
  lastState?: string | undefined;
  /** SOFT while a state is not confirmed by further checks. */
  stateType?: string | undefined;
  author?: string | undefined;
  comment?: string | undefined;
}

/** What else the message says of the check. */
export interface CheckFacts {
  dedupKey: string;
  episodeId?: string | undefined;
  host: string;
  service: string | undefined;
  /** What people call them, where that differs. */
  hostLabel?: string | undefined;
  serviceLabel?: string | undefined;
  output: string | null | undefined;
  /** When the check came into its state. */
  changedAt: Date;
  /** Of a clear; absent = when the state changed. */
  clearedAt?: Date;
  clientHint: string | undefined;
  url?: string | null | undefined;
  labels: Readonly<Record<string, string | undefined>>;
  /** What the tool must be given to be told something about this check. */
  handle?: Readonly<Record<string, string | undefined>>;
  /** Acknowledgements by this user are our own; empty = it is not known. */
  ourUser: string;
}

export type CheckReading =
  | { kind: "event"; condition: "firing" | "clear"; severity: Severity; isAcknowledgement: boolean }
  | { kind: "nothing"; reason: string };

/** CRITICAL of a service may be less than a host that is down. UNREACHABLE: behind something that is down, or not known. */
const severities: ReadonlyMap<string, Severity | "fine"> = new Map([
  ["OK", "fine"],
  ["UP", "fine"],
  ["DOWN", "critical"],
  ["CRITICAL", "high"],
  ["WARNING", "medium"],
  ["UNKNOWN", "medium"],
  ["UNREACHABLE", "medium"],
]);

type Meaning = "problem" | "recovery" | "acknowledgement" | "state" | { nothing: string };

/** What a type of notification makes of the state that it carries. */
const types: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ["PROBLEM", "problem"],
  ["RECOVERY", "recovery"],
  ["ACKNOWLEDGEMENT", "acknowledgement"],
  // While a check flaps or is in downtime nothing else is sent: what its state is at the end may be told only here.
  ["FLAPPINGSTOP", "state"],
  ["FLAPPINGEND", "state"],
  ["FLAPPINGDISABLED", "state"],
  ["DOWNTIMEEND", "state"],
  ["DOWNTIMEREMOVED", "state"],
  ["DOWNTIMECANCELLED", "state"],
  ["DOWNTIMESTART", { nothing: "A downtime began" }],
  ["FLAPPINGSTART", { nothing: "The check began to flap" }],
  ["CUSTOM", { nothing: "A notification that somebody sent by hand" }],
]);

/** Reads what a notification says of its check; a type or state that is not known is a problem. */
export function readCheckNotification(notification: CheckNotification): Result<CheckReading, ParseProblem> {
  const { type, author, comment } = notification;
  const meaning = types.get(type ?? "");
  if (meaning === undefined) return unknown("notification_type", type, [...types.keys()]);
  const severity = severities.get(notification.state ?? "");
  if (severity === undefined) return unknown(notification.stateField, notification.state, [...severities.keys()]);
  if (typeof meaning === "object") {
    const by = author === undefined ? "" : ` (${author})`;
    return succeed({
      kind: "nothing",
      reason: `${meaning.nothing}${by}${comment === undefined ? "." : `: ${comment}`}`,
    });
  }
  if (meaning === "state" && severity !== "fine" && notification.stateType === "SOFT")
    return succeed({
      kind: "nothing",
      reason: `The state ${notification.state} is not confirmed by further checks yet.`,
    });
  const before = severities.get(notification.lastState ?? "") ?? "fine";
  return succeed({
    kind: "event",
    condition: meaning === "recovery" || severity === "fine" ? "clear" : "firing",
    severity: severity !== "fine" ? severity : before !== "fine" ? before : "info",
    isAcknowledgement: meaning === "acknowledgement",
  });
}

function unknown(path: string, value: string | undefined, known: readonly string[]): Result<never, ParseProblem> {
  const expected = `one of ${known.join(", ")}`;
  if (value === undefined) return fail({ path, expected, detail: `${path} is not there, or is empty.` });
  return fail({ path, expected, detail: `${path}: "${value.slice(0, 100)}" is not known.` });
}

/** The one event of a notification, or why it is none. */
export function buildCheckDelivery(notification: CheckNotification, facts: CheckFacts): Parsed {
  const reading = readCheckNotification(notification);
  if (!reading.ok) return reading;
  if (reading.value.kind === "nothing") return buildNothing(reading.value.reason);
  const { condition, severity, isAcknowledgement } = reading.value;
  const { author, comment, state } = notification;
  const host = facts.hostLabel ?? facts.host;
  const name = facts.service === undefined ? host : `${facts.serviceLabel ?? facts.service} on ${host}`;
  const event = buildEvent({
    dedupKey: facts.dedupKey,
    episodeId: facts.episodeId,
    condition,
    severity,
    titles: [`${name}: ${state}`],
    description: facts.output,
    raisedAt: facts.changedAt,
    clearedAt: facts.clearedAt,
    clientHint: facts.clientHint,
    resource: facts.host,
    service: facts.service,
    url: facts.url,
    labels: facts.labels,
    ...(isAcknowledgement ? { acknowledgement: { state: "set" as const, by: author, note: comment } } : {}),
    byUs: isAcknowledgement && (bearsMarker(comment) || (facts.ourUser !== "" && author === facts.ourUser)),
    ...(facts.handle ? { handle: facts.handle } : {}),
  });
  return succeed({ deliveryKey: null, items: [event] });
}
