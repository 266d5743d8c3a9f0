import { z } from "zod";
import { Severity } from "./alert.ts";
import { LocalTime, TimeZone, WeekDays } from "./local-time.ts";
import { Priority, TicketType } from "./ticket.ts";

/** An expression in CEL over the facts of an event; checked when the rules are saved. @see https://github.com/google/cel-spec */
const Expression = z.string().min(1).max(2_000);
const Name = z.string().trim().min(1).max(200);
/** One text of an event, or of what is known about it: `event.resource`, `event.labels.site`, `connection.name`. */
export const FactPath = z
  .string()
  .max(200)
  .regex(/^(?:event\.labels\..+|event\.[a-zA-Z]+|connection\.(?:name|connector))$/, {
    message: 'expected a text of the event such as "event.resource" or "event.labels.site", or "connection.name"',
  });

/** A pattern in the syntax of RE2, whose searches end in linear time. @see https://github.com/google/re2/wiki/Syntax */
const Pattern = z.strictObject({
  by: z.literal("pattern"),
  fact: FactPath,
  pattern: z.string().min(1).max(512),
  /** What it stands for; `$1` and `${name}` are what the groups of the pattern have found. */
  gives: z.string().min(1).max(500),
});
const Computed = z.strictObject({
  by: z.literal("expression"),
  /** Gives a text; an empty one stands for none. */
  expression: Expression,
});

/** Translates what a look-up gave: `{ acme: Acme Dental }`; what is not in it stays as it is. */
const Names = z.record(z.string().min(1).max(500), Name).default({});

/** From the tool's own words to a client, by its name here. The first that knows a client counts. */
export const ClientLookup = z.discriminatedUnion("by", [
  /** The client map of the connection (`connection map`), asked for the text of a fact. */
  z.strictObject({ by: z.literal("table"), fact: FactPath.default("event.clientHint") }),
  Pattern.extend({ names: Names }),
  Computed.extend({ names: Names }),
]);
export type ClientLookup = z.infer<typeof ClientLookup>;

/** From an event to a configuration item, by its name or one of its keys. The first that knows one counts. */
export const ItemLookup = z.discriminatedUnion("by", [
  z.strictObject({ by: z.literal("table"), fact: FactPath.default("event.resource") }),
  Pattern,
  Computed,
]);
export type ItemLookup = z.infer<typeof ItemLookup>;

/** 1 = high … 3 = low. @see ITIL 4, incident management: impact and urgency */
const Level = z.number().int().min(1).max(3);

/** `clientDevice`: what one device of a client says; `clientSiteService`: one service at one site of a client. */
export const GroupPreset = z.enum(["clientDevice", "clientSiteService"]);
export type GroupPreset = z.infer<typeof GroupPreset>;
/** Minutes for which a group takes further alerts after the last one; two hours where it is not said. */
const windowMinutes = z.number().int().min(1).max(10_080).default(120);

/** What a rule decides; what it leaves out stays as it was. */
export const RuleDecisions = z.strictObject({
  /** Name of a client. */
  client: Name.optional(),
  type: TicketType.optional(),
  impact: Level.optional(),
  urgency: Level.optional(),
  /** Absent = by impact and urgency, where this rule gives one of them. */
  priority: Priority.optional(),
  /** In place of the tool's own. */
  severity: Severity.optional(),
  /** Names of the connections that get the ticket, of those that know the client; absent = as their own rules say. */
  desks: z.array(Name).max(20).optional(),
  queue: Name.optional(),
  slaPolicy: Name.optional(),
  escalationPolicy: Name.optional(),
  runbookUrl: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .optional(),
  tags: z.array(z.string().trim().min(1).max(100)).max(50).optional(),
  /** The same fault, whichever tool tells it: a text, or what an expression gives. Its alerts have one ticket. */
  dedupKey: z.union([z.string().min(1).max(500), z.strictObject({ expression: Expression })]).optional(),
  /** Alerts with the same key become one ticket. */
  groupKey: z
    .union([
      z.strictObject({ preset: GroupPreset, windowMinutes }),
      z.strictObject({ expression: Expression, windowMinutes }),
    ])
    .optional(),
  /** Gives a list of names of resources; while one of them is down, this is a consequence. */
  dependsOn: Expression.optional(),
  /** Why: the delivery is kept, and does nothing. */
  drop: z.string().trim().min(1).max(500).optional(),
  /** Why: the alert is shown, and opens nothing. */
  suppress: z.string().trim().min(1).max(500).optional(),
  onClear: z.enum(["resolve", "comment"]).optional(),
  /** It has to fire so long before there is a ticket; seconds. */
  holdDownSeconds: z.number().int().min(0).max(86_400).optional(),
  /** It opens its last ticket again if that ended less than this before; minutes. */
  reopenWithinMinutes: z.number().int().min(0).max(43_200).optional(),
  /** Whether a ticket that its alert has resolved is closed as well. */
  autoClose: z.boolean().optional(),
  /** It joins the open ticket of an alert of its client whose title has so many of its words, 0 … 1, within so many minutes. */
  similar: z
    .strictObject({
      least: z.number().min(0.3).max(1).default(0.7),
      windowMinutes: z.number().int().min(1).max(1_440).default(30),
    })
    .optional(),
  /** Of a check-in: the next one must come within this time, or there is an alert; minutes. */
  heartbeatMinutes: z.number().min(0.05).max(43_200).optional(),
  /** So many changes within so many minutes are flapping, which ends when it was calm for so many. */
  flap: z
    .union([
      z.literal("never"),
      z.strictObject({
        changes: z.number().int().min(3).max(100).default(4),
        withinMinutes: z.number().int().min(1).max(1_440).default(30),
        calmMinutes: z.number().int().min(1).max(1_440).default(10),
      }),
    ])
    .optional(),
});
export type RuleDecisions = z.infer<typeof RuleDecisions>;

export const IntakeRule = z.strictObject({
  /** Names it in explanations and counters; keep it when the rule changes. */
  id: z.string().regex(/^[a-zA-Z][a-zA-Z0-9_-]{0,99}$/, {
    message: "expected letters, digits, - and _, with a letter first; at most 100",
  }),
  name: z.string().max(200).default(""),
  /** Gives true or false; a rule whose condition fails on an event does not match it. */
  when: Expression.default("true"),
  set: RuleDecisions.default({}),
  /** No rule after this one is asked. */
  stop: z.boolean().default(false),
  disabled: z.boolean().default(false),
});
export type IntakeRule = z.infer<typeof IntakeRule>;

/** More new alerts of one client within a minute than this are a storm, which has one ticket for all but priority 1. */
const Storm = z.strictObject({ perMinute: z.number().int().min(5).max(100_000).default(60) }).prefault({});

/**
 * Whether, and when, a closed ticket is told that its alert still fires: on the next of these days after the day on which a
 * person closed it.
 */
const Reminder = z
  .union([
    z.literal("never"),
    z.strictObject({
      at: LocalTime.default("09:00"),
      days: WeekDays.default([1, 2, 3, 4, 5]),
      timeZone: TimeZone.default("UTC"),
    }),
  ])
  .prefault({});
export type Reminder = z.infer<typeof Reminder>;

/**
 * What is decided about each event before anything else. Rules are asked in order, and a later one overrides an earlier one
 * field by field.
 */
export const IntakeRules = z.strictObject({
  /** Without a `table` among them, the client map is asked first. */
  clients: z.array(ClientLookup).max(200).default([]),
  items: z.array(ItemLookup).max(200).default([]),
  rules: z.array(IntakeRule).max(1_000).default([]),
  storm: Storm,
  reminder: Reminder,
});
export type IntakeRules = z.infer<typeof IntakeRules>;
